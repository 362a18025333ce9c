"""The desk and the triage: what waits longest first, what deserves time and why, in the same number of queries."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from assessments import workflow
from assessments.models import Assessment, Evidence, Operator, Response, Reviewer, StatusChange
from readiness.models import Framework
from readiness.publish import publish
from tests.questionnaire.conftest import save
from tests.review.conftest import rate


def another(kinds, lead, number, days=0, **fields):
    operator = Operator.objects.create(name=f"Post {number:02}", country="SN", region="africa", fictitious=True)
    assessment = Assessment.objects.create(operator=operator, framework=kinds, cycle="2025", **fields)
    save(assessment, "R1a", lead, value=3)
    workflow.advance(assessment, "submit", by=lead)
    StatusChange.objects.filter(assessment=assessment).update(at=timezone.now() - timedelta(days=days))
    return assessment


def operators(browser, query=""):
    return [str(row.assessment.operator) for row in browser.get(f"/desk/{query}").context["rows"]]


def test_what_waits_longest_comes_first_and_what_waits_for_nobody_last(experts_browser, kinds, lead, expert):
    for number, days in enumerate([3, 30, 9]):
        another(kinds, lead, number, days)
    done = another(kinds, lead, 9, 99)
    Assessment.objects.filter(pk=done.pk).update(status="reviewed")
    assert operators(experts_browser) == ["Post 01", "Post 02", "Post 00", "Post 09"]


def test_it_tells_what_to_expect_of_each(experts_browser, reviewed, expert):
    rate(experts_browser, reviewed, "R1a", expert)
    (row,) = experts_browser.get("/desk/").context["rows"]
    assert (row.answered, row.applicable, row.complete, row.evidence, row.shown) == (3, 5, 60, 1, 33)
    assert (row.over_claims, row.rated, row.asked, row.days) == (1, 1, 7, 0)


def test_the_worst_comes_first_where_one_asks_for_it(experts_browser, kinds, lead, expert):
    for number in range(3):
        Reviewer.objects.create(assessment=another(kinds, lead, number), expert=expert, leads=True)
    first, second, third = Assessment.objects.order_by("operator__name")
    Response.objects.create(assessment=second, question=kinds.questions.get(code="R1b"), value="yes")
    Evidence.objects.create(response=Response.objects.get(assessment=first, question__code="R1a"), position=1, text="Minutes")
    workflow.advance(third, "begin_review", by=expert)
    for code in ("R1a", "R1b"):
        rate(experts_browser, third, code, expert)
    assert operators(experts_browser, "?order=claims") == ["Post 01", "Post 02", "Post 00"]
    assert operators(experts_browser, "?order=evidence") == ["Post 01", "Post 02", "Post 00"]
    assert operators(experts_browser, "?order=rated") == ["Post 00", "Post 01", "Post 02"]
    assert operators(experts_browser, "?order=nonsense") == operators(experts_browser) == ["Post 00", "Post 01", "Post 02"]
    assert 'value="rated" selected' in experts_browser.get("/desk/?order=rated").content.decode()


def test_what_was_rated_is_no_order_for_who_rates_nothing(browse, secretariat, submitted):
    page = browse(secretariat).get("/desk/").content.decode()
    assert 'value="claims"' in page and 'value="rated"' not in page


def test_under_the_claims_stands_what_else_speaks_against_them(experts_browser, submitted):
    page = experts_browser.get("/desk/").content.decode()
    assert "contradicted" not in page and "not applicable to confirm" not in page
    Response.objects.filter(question__code="R1a").update(value=None, not_applicable="We have no offices")
    page = experts_browser.get("/desk/").content.decode()
    assert "1 not applicable to confirm" in page and "contradicted" not in page


def test_a_row_names_the_others_and_the_framework_only_where_there_are_several(experts_browser, browse, reviewed, second):
    title = reviewed.framework.title
    page = experts_browser.get("/desk/").content.decode()
    assert "you lead" in page and str(second) in page and page.count("The expert") == 1  # who is signed in
    assert title not in page
    page = browse(second, headers={"accept-language": "en"}).get("/desk/").content.decode()
    assert "The expert</bdi> (leads)" in page
    publish((settings.PACKS / "dre.yaml").read_bytes())
    other = Assessment.objects.create(operator=reviewed.operator, framework=Framework.objects.get(code="dre"), cycle="2025")
    Assessment.objects.filter(pk=other.pk).update(status="submitted")
    assert title in experts_browser.get("/desk/").content.decode()


def test_filters_narrow_it(experts_browser, reviewed, kinds, lead):
    another(kinds, lead, 1)
    mine = [str(reviewed.operator)]
    assert operators(experts_browser, "?mine=yes") == operators(experts_browser, "?cycle=2026-2027") == mine
    assert operators(experts_browser, "?state=in_review") == mine
    assert operators(experts_browser, "?region=africa") == ["Post 01"]
    assert operators(experts_browser, "?state=nonsense") == []


@pytest.mark.parametrize("count", [1, 20])
def test_it_asks_as_much_for_one_as_for_twenty(experts_browser, browse, kinds, lead, expert, count, django_assert_num_queries):
    for number in range(count):
        each = another(kinds, lead, number)
        Reviewer.objects.create(assessment=each, expert=expert, leads=True)
    experts_browser.get("/desk/")
    with django_assert_num_queries(13):
        assert len(experts_browser.get("/desk/").context["rows"]) == count


def test_the_programmes_people_have_it_and_no_team(browse, cast, submitted):
    for role, status in {"expert": 200, "secretariat": 200, "facilitator": 200, "lead": 403, "newcomer": 403}.items():
        browser = browse(cast[role])
        assert browser.get("/desk/").status_code == status, role
        assert ("/desk/" in browser.get("/assessments/").content.decode()) == (status == 200), role


def test_triage_says_why_and_leads_straight_to_the_question(experts_browser, reviewed):
    page = experts_browser.get(reverse("review", args=[reviewed.pk])).content.decode()
    assert reverse("review_question", args=[reviewed.pk, "R1b"]) in page
    assert "A claim worth 100% of what can be had, without evidence." in page
    assert "Essential: rated lower, it would hold R1 back." in page


def test_what_was_rated_goes_to_the_end(experts_browser, reviewed, expert):
    lines = experts_browser.get(reverse("review", args=[reviewed.pk])).context["lines"]
    first = lines[0].code
    rate(experts_browser, reviewed, first, expert)
    lines = experts_browser.get(reverse("review", args=[reviewed.pk])).context["lines"]
    assert lines[-1].code == first and lines[-1].rated == "accepted"


def test_ones_triage_is_made_without_the_ratings_of_the_others(experts_browser, browse, reviewed, expert, second):
    page = reverse("review", args=[reviewed.pk])
    before = [(line.code, [doubt.text for doubt in line.doubts]) for line in experts_browser.get(page).context["lines"]]
    for code in ("R1b", "R1c", "R2a"):
        rate(browse(second), reviewed, code, second, "rate", value={"R1b": "no", "R1c": "never"}.get(code, "1"), why="No.")
    after = [(line.code, [doubt.text for doubt in line.doubts]) for line in experts_browser.get(page).context["lines"]]
    assert after == before
