"""The answers of the last round: offered, marked, unscored until they are confirmed."""

from datetime import date

import pytest
from django.urls import reverse

from assessments.models import Assessment
from assessments.scorecard import answer_set, pack_of
from readiness.publish import publish
from tests.questionnaire.conftest import KINDS, draft, fields, kept, kinds, save  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db


@pytest.fixture
def before(draft, lead, operator):  # noqa: F811
    """Return the round before: a level, a reason why not, a text, a list of ticks."""
    made = Assessment.objects.create(operator=operator, framework=draft.framework, cycle="2025", date=date(2025, 11, 20))
    save(made, "R1a", lead, value=2, remark="The minutes of March.")
    save(made, "R2b", lead, value="The law of 2019")
    save(made, "R1d", lead, value=["post"])
    draft.previous = made
    draft.save()
    return made


def page_text(client, address):
    return client.get(address).content.decode()


def test_they_are_offered_and_count_for_nothing(browse, lead, observer, draft, before, page_of):  # noqa: F811
    page = page_text(browse(lead), page_of("R1"))
    assert page.count("From 2025, please confirm:") == 2 and "2 – Half of it is done." in page and "minutes of March" in page
    assert "reworded" not in page
    assert answer_set(draft).responses == {}
    tasks = page_text(browse(lead), reverse("assessment", args=[draft.pk]))
    assert "3 answers of 2025 are offered" in tasks and "2 answers of 2025 to confirm" in tasks
    assert "please confirm" not in page_text(browse(observer), page_of("R1"))


def test_who_submits_is_told_that_they_do_not_count(browse, lead, draft, before):  # noqa: F811
    check = reverse("check", args=[draft.pk])
    assert "3 answers of 2025 are offered and not confirmed" in page_text(browse(lead), check)
    for code, value in (("R1a", 2), ("R2b", "The law of 2019"), ("R1d", ["post"])):
        save(draft, code, lead, value=value)
    assert "not confirmed" not in page_text(browse(lead), check)


def test_a_confirmed_one_counts_and_tells_who_confirmed_it(browse, lead, contributor, draft, before, page_of):  # noqa: F811
    form = fields("R1a") | fields("R1d") | {"confirm": "R1a"}
    done = browse(contributor).post(page_of("R1"), form)
    assert done.url.endswith("#question-R1a")
    assert kept(draft, "R1a")[:3] == (2, "", "The minutes of March.")
    assert draft.responses.get().updated_by == contributor and kept(draft, "R1d") is None
    assert page_text(browse(lead), page_of("R1")).count("please confirm") == 1


def test_a_field_that_is_there_and_empty_says_nothing_against_it(browse, lead, draft, before, page_of):  # noqa: F811
    browse(lead).post(page_of("R2"), fields("R2b", value="", remark="", reason="") | {"confirm": "R2b"})
    assert kept(draft, "R2b")[0] == "The law of 2019"


def test_one_given_meanwhile_is_left_as_it_is(browse, lead, contributor, draft, before, page_of):  # noqa: F811
    save(draft, "R1a", contributor, value=3)
    browse(lead).post(page_of("R1"), fields("R1a") | {"confirm": "R1a"})
    assert kept(draft, "R1a")[0] == 3


def test_what_is_typed_goes_before_what_is_confirmed(browse, lead, draft, before, page_of):  # noqa: F811
    browse(lead).post(page_of("R1"), fields("R1a", value="3") | {"confirm": "R1a"})
    assert kept(draft, "R1a")[:3] == (3, "", "")


def test_a_remark_of_this_round_stays(browse, lead, draft, before, page_of):  # noqa: F811
    save(draft, "R1a", lead, remark="Being checked")
    browse(lead).post(page_of("R1"), fields("R1a", version=1, remark="Being checked") | {"confirm": "R1a"})
    assert kept(draft, "R1a")[:3] == (2, "", "Being checked")


def test_a_reason_why_not_is_offered_and_confirmed(browse, lead, draft, before, page_of):  # noqa: F811
    save(before, "R1a", lead, version=1, value=None, not_applicable="There is no such service")
    assert "Not applicable: There is no such service" in page_text(browse(lead), page_of("R1"))
    browse(lead).post(page_of("R1"), fields("R1a") | {"confirm": "R1a"})
    assert kept(draft, "R1a")[:2] == (None, "There is no such service")


@pytest.mark.parametrize("code", ["R1b", "R9", "", "R2b"])
def test_what_is_not_offered_cannot_be_confirmed(browse, lead, draft, before, page_of, code):  # noqa: F811
    assert browse(lead).post(page_of("R1"), fields("R1a") | fields("R1b") | {"confirm": code}).status_code in (200, 302)
    assert answer_set(draft).responses == {}


def test_an_edition_that_asks_otherwise_says_so_and_drops_what_no_longer_fits(browse, lead, operator, before, page_of):
    text = KINDS.read_text().replace('edition: "1"', 'edition: "2"').replace("How far is it?", "How far has it come?")
    text = text.replace("{code: post,", "{code: agency,")
    new = Assessment.objects.create(
        operator=operator, framework=publish(text.encode())[0], cycle="2026", date=date(2026, 11, 20), previous=before
    )
    page = page_text(browse(lead), reverse("requirement", args=[new.pk, "R1"]))
    assert page.count("From 2025, please confirm:") == 1  # the ticks name an option that there is no more
    assert "the question has been reworded since" in page
    assert pack_of(new).questions["R1a"].kind == "level"
