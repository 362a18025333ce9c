"""An observer writes the remark of a question and nothing else, with a script and without."""

from uuid import uuid4

import pytest
from django.urls import reverse

from assessments import workflow
from assessments.models import Evidence, Response
from tests.questionnaire.conftest import fields, kept, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def remarks_of(draft):
    """Return the address that a requirement's remarks are posted to."""
    return lambda code="R2": reverse("remarks", args=[draft.pk, code])


@pytest.fixture
def by_script(browse, draft):
    """Return a function that saves one field as the script does."""

    def saved(user, code="R2b", name="save_remark", **sent):
        sent = {"page": uuid4(), "key": uuid4(), "sequence": "1", "version": "0", "field": "remark", "value": "x"} | sent
        return browse(user).post(reverse(name, args=[draft.pk, code]), sent, headers={"accept": "application/json"})

    return saved


def test_the_page_offers_a_remark_and_no_answer(browse, observer, lead, draft, page_of):
    save(draft, "R2b", lead, value="Words of the lead")
    page = browse(observer).get(page_of("R2")).content.decode()
    assert "you may write a remark on each question" in page
    assert 'name="R2b-remark"' in page and f'data-save="{reverse("save_remark", args=[draft.pk, "R2b"])}"' in page
    for field in ("value", "na", "reason", "file", "link", "title", "on-site"):
        assert f'name="R2b-{field}"' not in page
    assert 'name="remove"' not in page and "Words of the lead" in page


def test_the_task_list_says_what_an_observer_may_do(browse, observer, lead, draft):
    home = reverse("assessment", args=[draft.pk])
    told = [browse(person).get(home).content.decode() for person in (observer, lead)]
    assert ["You read every answer, and you may write a remark" in page for page in told] == [True, False]


def test_it_is_kept_with_who_wrote_it(browse, observer, draft, remarks_of, page_of):
    answer = browse(observer).post(remarks_of(), fields("R2b", remark="Seen by the regulator") | {"then": "stay"})
    assert (answer.status_code, answer.headers["Location"]) == (302, page_of("R2"))
    assert kept(draft, "R2b") == (None, "", "Seen by the regulator", 1)
    row = Response.objects.get(assessment=draft, question__code="R2b")
    assert (row.updated_by, row.history.get().history_user) == (observer, observer)


def test_everything_else_on_the_form_is_ignored(browse, observer, lead, draft, remarks_of):
    save(draft, "R2b", lead, value="Words of the lead", remark="A remark")
    browse(lead).post(reverse("requirement", args=[draft.pk, "R2"]), {"R2b-on-site": "The ledger", "add": "R2b"})
    piece = Evidence.objects.get()
    sent = fields("R2b", 1, value="Other words", na="yes", reason="None", remark="A better remark")
    sent |= {"R2b-link": "https://www.example.org/", "R2b-on-site": "Nothing", "add": "R2b", "remove": piece.pk, "clear": "R2b"}
    browse(observer).post(remarks_of(), sent)
    assert kept(draft, "R2b") == ("Words of the lead", "", "A better remark", 2)
    assert list(Evidence.objects.values_list("text", flat=True)) == ["The ledger"]


def test_a_script_saves_it_too(by_script, observer, draft):
    answer = by_script(observer, value="Seen")
    assert (answer.status_code, answer.json()["state"]) == (200, "saved")
    assert kept(draft, "R2b") == (None, "", "Seen", 1)


@pytest.mark.parametrize("field", ["value", "not_applicable", ""])
def test_a_script_saves_no_other_field(by_script, observer, draft, field):
    assert by_script(observer, field=field, ticked="on").status_code == 403
    assert by_script(observer, name="save_answer").status_code == 403
    assert not Response.objects.filter(assessment=draft).exists()


def test_of_two_remarks_neither_is_overwritten(browse, observer, contributor, draft, remarks_of):
    save(draft, "R2b", contributor, remark="Of the contributor")
    page = browse(observer).post(remarks_of(), fields("R2b", 0, remark="Of the observer"))
    text = page.content.decode()
    assert page.status_code == 409
    assert "Of the contributor" in text and "Of the observer" in text and 'name="keep"' in text
    assert kept(draft, "R2b") == (None, "", "Of the contributor", 1)
    again = fields("R2b", 0, remark="Of the observer") | {"R2b-shown": "1", "keep": "R2b:remark"}
    assert browse(observer).post(remarks_of(), again).status_code == 302
    assert kept(draft, "R2b")[2] == "Of the observer"


def test_to_take_the_other_one_changes_nothing(browse, observer, contributor, draft, remarks_of):
    save(draft, "R2b", contributor, remark="Of the contributor")
    sent = fields("R2b", 0, remark="Of the observer") | {"R2b-shown": "1", "take": "R2b:remark"}
    assert browse(observer).post(remarks_of(), sent).status_code == 302
    assert kept(draft, "R2b") == (None, "", "Of the contributor", 1)


def test_one_too_long_is_refused_in_words(browse, observer, draft, remarks_of):
    page = browse(observer).post(remarks_of(), fields("R2b", remark="x" * 100_000))
    assert page.status_code == 200 and b"<title>Error:" in page.content and b"Write at most" in page.content
    assert not Response.objects.filter(assessment=draft).exists()


def test_a_remark_is_no_answer(browse, observer, draft, remarks_of):
    browse(observer).post(remarks_of(), fields("R2b", remark="Seen"))
    assert browse(observer).get(reverse("assessment", args=[draft.pk])).context["path"].whole.answered == 0


def test_after_submitting_nobody_writes_one(browse, by_script, observer, lead, draft, remarks_of, page_of):
    workflow.advance(draft, "submit", by=lead)
    page = browse(observer).post(remarks_of(), fields("R2b", remark="Too late"))
    assert page.status_code == 403 and b"Too late" in page.content
    assert by_script(observer).json()["state"] == "closed"
    assert b'name="R2b-remark"' not in browse(observer).get(page_of("R2")).content


@pytest.mark.parametrize("role", ["neighbour", "newcomer", "expert"])
def test_for_others_there_is_no_draft(browse, by_script, request, role, remarks_of):
    user = request.getfixturevalue(role)
    assert browse(user).post(remarks_of(), fields("R2b", remark="x")).status_code == 404
    assert by_script(user).status_code == 404


def test_the_secretariat_reads_only(browse, by_script, secretariat, remarks_of):
    assert browse(secretariat).post(remarks_of(), fields("R2b", remark="x")).status_code == 403
    assert by_script(secretariat).status_code == 403
