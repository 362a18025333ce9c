"""The results page and the reports: what they show, to whom, and how a report is made once."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from assessments.models import Assessment, Causes, ChosenWay, Evidence, Report, Response, Target
from assessments.printing.pdf import RenderingFailed
from assessments.report import make
from assessments.report.case import Case
from assessments.scorecard import answer_set, pack_of, store
from readiness.answers import AnswerSet
from readiness.answers import Response as Answered
from readiness.answers_file import parse_answers
from readiness.pack import read_pack
from readiness.publish import publish
from tests.conftest import TINY, make_assessment
from tests.readiness.test_publish import WORKED

pytestmark = pytest.mark.django_db
WORKED_ANSWERS = (settings.BASE_DIR / "tests/packs/worked.json").read_bytes()


def test_rows_and_values_are_the_same_both_ways(worked):
    given = parse_answers(WORKED_ANSWERS, pack_of(worked))
    found = answer_set(worked)
    assert (found.responses, found.targets) == (given.responses, given.targets)
    assert found.responses["P1.2e"] == Answered(None, "Sans objet ici")


def test_causes_and_ways_are_the_same_both_ways_with_who_chose_them(operator, lead):
    framework, _created = publish(TINY.with_name("around.yaml").read_bytes())
    assessment = Assessment.objects.create(operator=operator, framework=framework, cycle="2026", date=date(2026, 11, 20))
    raw = {"operator": operator.name, "date": "2026-11-20", "cycle": "2026", "answers": {}}
    raw |= {"causes": {"P1.2": ["rules"], "P1.1": ["rules", "money"]}, "ways": {"L1": "together"}}
    given = parse_answers(json.dumps(raw).encode(), pack_of(assessment))
    store(assessment, given, by=lead)
    found = answer_set(assessment)
    assert (found.causes, found.ways) == (given.causes, given.ways)
    assert make.case_of(assessment, "en").number == Case(pack_of(assessment), given, "en").number
    assert set(Causes.history.values_list("history_type", "history_user")) == {("+", lead.pk)}
    assert ChosenWay.history.get().history_user == lead


@pytest.mark.parametrize(
    "chosen", [{"causes": {"P1.1": ("money",)}}, {"causes": {"P1.1": ("rules",)}}, {"ways": {"L1": "alone"}}]
)
def test_another_cause_or_way_is_another_report(chosen):
    pack = read_pack(TINY.with_name("around.yaml"))
    bare = AnswerSet("x", date(2026, 11, 20))
    assert Case(pack, replace(bare, **chosen), "en").content_key != Case(pack, bare, "en").content_key


def test_answers_are_read_in_the_same_number_of_queries(worked, django_assert_num_queries):
    answer_set(worked)
    with django_assert_num_queries(5):
        answer_set(worked)
    for response in Response.objects.filter(assessment=worked):
        Evidence.objects.create(response=response, position=9, text="More")
    with django_assert_num_queries(5):
        answer_set(worked)


def test_a_score_as_target_is_kept_exactly(worked):
    Target.objects.filter(assessment=worked, requirement__code="P1.1").update(level=None, score="31/48")
    assert str(answer_set(worked).targets["P1.1"]) == "31/48"


def test_the_page_shows_levels_gaps_levers_and_plan(worked, browse, lead):
    page = browse(lead).get(reverse("results", args=[worked.pk]))
    body = page.content.decode()
    assert page.status_code == 200
    for told in ("64.6", "Requirement one", "Lever two", "Own action needed", "The project"):
        assert told in body, told


def test_the_page_needs_the_same_number_of_queries_for_any_number_of_answers(worked, browse, lead, django_assert_num_queries):
    client = browse(lead)
    client.get(reverse("results", args=[worked.pk]))
    with django_assert_num_queries(14) as queries:
        client.get(reverse("results", args=[worked.pk]))
    Response.objects.filter(assessment=worked, question__code="P1.1a").delete()
    with django_assert_num_queries(len(queries)):
        client.get(reverse("results", args=[worked.pk]))


def test_an_observer_reads_and_does_not_ask(worked, browse, observer):
    client = browse(observer)
    assert b"Make the report" not in client.get(reverse("results", args=[worked.pk])).content
    assert client.post(reverse("reports", args=[worked.pk]), {"language": "en"}).status_code == 403


def test_a_neighbour_finds_nothing(worked, browse, neighbour):
    assert browse(neighbour).get(reverse("results", args=[worked.pk])).status_code == 404


def test_a_report_is_asked_for_made_and_handed_out(worked, browse, lead):
    client = browse(lead)
    answer = client.post(reverse("reports", args=[worked.pk]), {"language": "fr"})
    assert answer.status_code == 302
    report = Report.objects.get()
    assert (report.status, report.language, report.requested_by) == ("queued", "fr", lead)
    make.make_report(str(report.pk))
    report.refresh_from_db()
    assert report.status == "done"
    handed = client.get(reverse("report", args=[report.pk]))
    pdf = b"".join(handed.streaming_content)
    assert handed["Content-Type"] == "application/pdf"
    assert handed["Content-Disposition"] == f'attachment; filename="{report.number}-fr.pdf"'
    assert "Remarque a" in "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_same_answers_make_no_second_report(worked, lead):
    first, to_make = make.ask_for_report(worked, "en", lead)
    assert to_make
    assert make.ask_for_report(worked, "en", lead) == (first, False)
    Response.objects.filter(question__code="P1.1a").update(remark="another word")
    second, to_make = make.ask_for_report(worked, "en", lead)
    assert to_make
    assert second != first


def test_a_report_that_failed_says_so_and_can_be_asked_for_again(worked, lead, monkeypatch):
    report, _to_make = make.ask_for_report(worked, "en", lead)

    def fail(case):
        raise RenderingFailed("no memory")

    monkeypatch.setattr(make, "report_pdf", fail)
    make.make_report(str(report.pk))
    report.refresh_from_db()
    assert (report.status, report.error) == ("failed", "no memory")
    assert make.ask_for_report(worked, "en", lead) == (report, True)


def test_a_language_that_is_none_is_refused_with_a_message(worked, browse, lead):
    page = browse(lead).post(reverse("reports", args=[worked.pk]), {"language": "xx"}, follow=True)
    assert b"Choose the language of the report." in page.content
    assert not Report.objects.exists()


def test_a_half_answered_assessment_is_shown_as_partial(operator, framework, browse, lead):
    assessment = make_assessment(operator, framework, cycle="half")
    assert b"partial" in browse(lead).get(reverse("results", args=[assessment.pk])).content


NUMBERS = """          - {code: share, kind: number, text: {fr: s, en: s}, points: [[0, 0], [100, 1]]}
          - {code: P2.1g,"""


@pytest.mark.parametrize("written", ["12.5", "1e2", "1E+2", "0.0000001", "100", '"12,5"', "-3", "1e29"])
def test_a_number_that_is_accepted_stays_readable_once_stored(written, operator):
    pack = WORKED.replace(b"          - {code: P2.1g,", NUMBERS.encode()).replace(b'edition: "1"', b'edition: "numbers"')
    framework, _created = publish(pack)
    assessment = Assessment.objects.create(operator=operator, framework=framework, cycle="2026", date="2026-11-20")
    assessment.refresh_from_db()
    raw = b'{"operator": "%s", "date": "2026-11-20", "cycle": "2026", "answers": {"share": {"value": %s}}}'
    given = parse_answers(raw % (operator.name.encode(), written.encode()), pack_of(assessment))
    store(assessment, given)
    before, after = Case(pack_of(assessment), given, "en"), make.case_of(assessment, "en")
    assert after.result.scores.overall == before.result.scores.overall
    assert after.number == before.number
