"""What is said of a piece of evidence (title, date, language), and one file that stands for several answers."""

import pkgutil
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments import evidence_files, workflow
from assessments.models import Assessment, Evidence, Response
from assessments.questionnaire.evidence import state
from assessments.scorecard import pack_of
from tests.questionnaire.test_evidence import PDF, upload

pytestmark = pytest.mark.django_db
SAID = {"R2b-title": "Strategy", "R2b-about": "03/2024", "R2b-language": "fr"}


def described(piece):
    piece.refresh_from_db()
    return piece.title, piece.about, piece.language


def page(draft, piece):
    return reverse("description", args=[draft.pk, piece.pk])


@pytest.fixture
def given(browse, lead, draft, page_of):
    """A file beside R2b."""
    upload(browse(lead), page_of("R2"), "plan.pdf", PDF)
    return Evidence.objects.get()


def give_again(client, address, code, file, **more):
    return client.post(address, {f"{code}-again": str(file), "add": code} | more)


# Title, date, language


def test_what_is_said_with_a_file_is_kept_and_printed(browse, lead, draft, page_of):
    upload(browse(lead), page_of("R2"), "plan.pdf", PDF, **SAID)
    piece = Evidence.objects.get()
    assert described(piece) == ("Strategy", "2024-03", "fr")
    assert str(piece) == "Strategy – plan.pdf (March 2024, French)"
    shown = browse(lead).get(page_of("R2")).content.decode()
    assert "Strategy" in shown and "plan.pdf" in shown and "March 2024, French" in shown


def test_a_date_that_cannot_be_read_costs_nobody_the_file(browse, lead, draft, page_of):
    told = upload(browse(lead), page_of("R2"), "plan.pdf", PDF, **SAID | {"R2b-about": "24"})
    assert described(Evidence.objects.get()) == ("Strategy", "", "fr")
    assert "“24” cannot be read as a date." in told.content.decode()
    assert "The rest was added" in told.content.decode()


def test_what_is_said_of_nothing_is_told_and_stays_typed(browse, lead, draft, page_of):
    told = browse(lead).post(page_of("R2"), SAID).content.decode()
    assert "There is nothing to add yet." in told
    assert 'value="Strategy"' in told and 'value="03/2024"' in told and '<option value="fr" selected>' in told
    assert not Evidence.objects.exists()


def test_a_refused_link_keeps_what_was_said_of_it(browse, lead, draft, page_of):
    told = browse(lead).post(page_of("R2"), SAID | {"R2b-link": "no", "add": "R2b"}).content.decode()
    assert 'value="no"' in told and 'value="Strategy"' in told and 'value="03/2024"' in told


def test_a_language_that_is_none_is_refused(browse, lead, draft, page_of):
    told = upload(browse(lead), page_of("R2"), "plan.pdf", PDF, **{"R2b-language": "klingon"})
    assert "Choose a language of the list." in told.content.decode()
    assert described(Evidence.objects.get()) == ("", "", "")


def test_it_is_said_later_without_another_upload(browse, lead, draft, given):
    form = browse(lead).get(page(draft, given))
    assert form.status_code == 200
    data = {"title": "Strategy", "about": "15 mars 2024", "language": "pt", "seen": state(given)}
    answer = browse(lead).post(page(draft, given), data)
    assert answer["Location"] == reverse("requirement", args=[draft.pk, "R2"]) + "#question-R2b"
    assert described(given) == ("Strategy", "2024-03-15", "pt")
    assert [row.history_type for row in given.history.all()] == ["~", "+"]
    told = browse(lead).get(reverse("discussion", args=[draft.pk, "R2b"])).content.decode()
    assert "Strategy – plan.pdf (15 March 2024, Portuguese)" in told


def test_a_wrong_date_is_told_and_nothing_typed_is_lost(browse, lead, draft, given):
    told = browse(lead).post(page(draft, given), {"title": "Strategy", "about": "soon", "seen": state(given)})
    assert "“soon” cannot be read as a date." in told.content.decode()
    assert 'value="Strategy"' in told.content.decode() and 'value="soon"' in told.content.decode()
    assert described(given) == ("", "", "")


def test_what_a_colleague_said_meanwhile_is_told_before_it_is_written_over(browse, lead, contributor, draft, given):
    seen = state(given)
    browse(contributor).post(page(draft, given), {"title": "Theirs", "seen": seen})
    told = browse(lead).post(page(draft, given), {"title": "Mine", "seen": seen})
    assert "It reads now: Theirs – plan.pdf." in told.content.decode() and 'value="Mine"' in told.content.decode()
    assert described(given)[0] == "Theirs"
    assert state(given) in told.content.decode()
    assert browse(lead).post(page(draft, given), {"title": "Mine", "seen": state(given)}).status_code == 302
    assert described(given)[0] == "Mine"


def test_who_does_not_answer_says_nothing_of_it(browse, observer, neighbour, draft, given):
    assert [browse(person).post(page(draft, given), {"title": "x"}).status_code for person in (observer, neighbour)] == [403, 404]
    assert browse(observer).get(page(draft, given)).status_code == 403
    assert described(given) == ("", "", "")


def test_of_what_belongs_to_another_assessment_nothing_is_said(browse, neighbour, draft, given, other_operator, kinds):
    theirs = Assessment.objects.create(operator=other_operator, framework=kinds, cycle="x")
    assert browse(neighbour).post(page(theirs, given), {"title": "x"}).status_code == 404
    assert described(given) == ("", "", "")


def test_after_submitting_what_was_typed_is_shown_and_not_kept(browse, lead, draft, given):
    workflow.advance(draft, "submit", by=lead)
    told = browse(lead).post(page(draft, given), {"title": "Typed too late"})
    assert told.status_code == 403 and "Typed too late" in told.content.decode()
    assert described(given) == ("", "", "")


# One file for several answers


def test_a_file_stands_for_a_second_answer_without_another_upload(browse, lead, draft, page_of):
    upload(browse(lead), page_of("R2"), "plan.pdf", PDF, **SAID)
    [first] = Evidence.objects.all()
    offered = browse(lead).get(page_of("R1")).content.decode()
    assert offered.count(f'<option value="{first.file}"') == len(pack_of(draft).requirements["R1"].questions)
    beside = browse(lead).get(page_of("R2")).content.decode().partition('id="question-R2b"')[2].partition("</section>")[0]
    assert f'<option value="{first.file}"' not in beside
    assert give_again(browse(lead), page_of("R1"), "R1a", first.file).status_code == 302
    second = Evidence.objects.get(response__question__code="R1a")
    assert (second.file, second.text, *described(second)) == (first.file, "plan.pdf", "Strategy", "2024-03", "fr")
    assert len(list(evidence_files.folder().glob(first.file.hex))) == 1
    answer = browse(lead).get(reverse("evidence", args=[first.file]))
    assert b"".join(answer.streaming_content) == PDF


def test_beside_one_answer_it_stands_once(browse, lead, draft, page_of, given):
    give_again(browse(lead), page_of("R2"), "R2b", given.file)
    assert Evidence.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_file_goes_with_the_last_answer_it_stands_for(browse, lead, draft, page_of, given):
    give_again(browse(lead), page_of("R1"), "R1a", given.file)
    path = evidence_files.folder() / given.file.hex
    browse(lead).post(page_of("R2"), {"remove": given.pk})
    assert path.exists()
    browse(lead).post(page_of("R1"), {"remove": Evidence.objects.get().pk})
    assert not path.exists()


def test_what_is_said_of_it_is_said_at_each_answer(browse, lead, draft, page_of, given):
    give_again(browse(lead), page_of("R1"), "R1a", given.file)
    browse(lead).post(page(draft, given), {"title": "Strategy", "about": "2024", "seen": state(given)})
    assert {described(piece) for piece in Evidence.objects.all()} == {("Strategy", "2024", "")}
    give_again(browse(lead), page_of("R1"), "R1b", given.file, **{"R1b-language": "fr"})
    assert {described(piece) for piece in Evidence.objects.all()} == {("Strategy", "2024", "fr")}
    assert "R1a, R1b" in browse(lead).get(page(draft, given)).content.decode()


def test_a_file_that_is_gone_or_somebody_elses_is_refused_alike(
    browse, lead, neighbour, draft, page_of, given, other_operator, kinds
):
    theirs = Assessment.objects.create(operator=other_operator, framework=kinds, cycle="x")
    address = reverse("requirement", args=[theirs.pk, "R1"])
    assert given.text not in browse(neighbour).get(address).content.decode()
    for file in (given.file, uuid4(), "no file"):
        told = give_again(browse(neighbour), address, "R1a", file)
        assert "This file was taken away meanwhile." in told.content.decode()
    assert Evidence.objects.count() == 1


def test_a_script_is_told_which_files_may_be_given_elsewhere(browse, lead, draft, page_of):
    data = {"question": "R2b", "add": "R2b", "R2b-file": SimpleUploadedFile("plan.txt", b"Some words"), "R2b-title": "Strategy"}
    answer = browse(lead).post(page_of("R2"), data, headers={"accept": "application/json"}).json()
    assert answer["files"] == f'<option value="{Evidence.objects.get().file}" dir="auto">Strategy</option>'


def test_a_file_no_row_comes_of_is_taken_back(browse, lead, draft, page_of):
    before = set(evidence_files.names())
    workflow.advance(draft, "submit", by=lead)
    from assessments.questionnaire import evidence
    from assessments.questionnaire.saving import Closed

    piece = Evidence(kind="file", text="a.pdf", file=uuid4())
    piece.upload = SimpleUploadedFile("x", PDF)
    with pytest.raises(Closed):
        evidence.add(draft, "R2b", [piece], lead)
    assert set(evidence_files.names()) == before


# What was there before there were titles


def test_the_title_of_a_link_moves_to_where_titles_are_and_is_printed_as_before(draft):
    from assessments import migrations

    [name] = [each.name for each in pkgutil.iter_modules(migrations.__path__) if each.name.endswith("_evidence_described")]
    response = Response.objects.create(assessment=draft, question=draft.framework.questions.get(code="R2b"))
    link = Evidence.objects.create(response=response, position=1, kind="link", text="Strategy", url="https://www.example.org/")
    note = Evidence.objects.create(response=response, position=2, kind="on_site", text="The vault")
    before = str(link)
    migration = import_module(f"assessments.migrations.{name}")
    migration.title_of_links(apps, None)
    for piece in (link, note):
        piece.refresh_from_db()
    assert (link.title, link.text, str(link)) == ("Strategy", "", before)
    assert (note.title, note.text) == ("", "The vault")
    assert list(link.history.values_list("title", "text")) == [("Strategy", "")]
    migration.back_into_text(apps, None)
    link.refresh_from_db()
    assert (link.title, link.text) == ("", "Strategy")
