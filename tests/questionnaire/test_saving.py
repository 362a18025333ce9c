"""Saving one answer: field by field, in order, once, and never over a colleague's."""

import pytest

from assessments import workflow
from assessments.merging import KeyReused
from assessments.models import Response, Save
from assessments.questionnaire.saving import Closed
from tests.at_once import at_once
from tests.questionnaire.conftest import kept, opening, save

pytestmark = pytest.mark.django_db


def test_a_save_writes_the_answer_and_its_history(draft, lead, contributor):
    assert save(draft, "R1b", lead, value="no").state == "saved"
    assert save(draft, "R1b", contributor, version=1, value="yes").version == 2
    response = Response.objects.get()
    assert (response.value, response.version, response.updated_by) == ("yes", 2, contributor)
    assert list(response.history.order_by("version").values_list("version", "value", "history_user")) == [
        (1, "no", lead.pk),
        (2, "yes", contributor.pk),
    ]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("R1a", 3), ("R1b", "partly"), ("R1c", "never"), ("R1d", ["post", "ministry"]), ("R1d", ["none"]),
        ("R2a", "12.50"), ("R2b", "Long words"), ("R2c", "2026-11-20"),
    ],
)  # fmt: skip
def test_each_kind_is_kept_as_given(draft, lead, code, value):
    save(draft, code, lead, value=value)
    assert kept(draft, code)[0] == value


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("R1a", 0), ("R1a", 4), ("R1a", "x"), ("R1b", "maybe"), ("R1c", "none"), ("R1d", ["none", "post"]), ("R1d", ["nobody"]),
        ("R2a", "101"), ("R2a", "-1"), ("R2a", "twelve"), ("R2a", "1e3"), ("R2a", "9" * 5000), ("R2b", "x" * 100_000),
        ("R2b", "a\x07b"), ("R2c", "20/11/2026"), ("R2c", "2026-02-30"),
    ],
)  # fmt: skip
def test_what_the_question_cannot_take_is_refused_and_leaves_nothing(draft, lead, code, value):
    outcome = save(draft, code, lead, value=value)
    assert (outcome.state, set(outcome.refusals)) == ("refused", {"value"})
    assert kept(draft, code) is None


def test_not_applicable_only_where_the_pack_allows_it(draft, lead):
    assert save(draft, "R1b", lead, not_applicable="We have none.").state == "refused"
    assert save(draft, "R1a", lead, not_applicable="We have none.").state == "saved"


def test_a_value_and_a_reason_exclude_each_other(draft, lead):
    save(draft, "R1a", lead, value=2)
    save(draft, "R1a", lead, version=1, not_applicable="We have none.")
    assert kept(draft, "R1a")[:2] == (None, "We have none.")
    save(draft, "R1a", lead, version=2, value=1)
    assert kept(draft, "R1a")[:2] == (1, "")


def test_clearing_an_answer_leaves_it_unanswered(draft, lead):
    save(draft, "R1b", lead, value="yes", remark="Kept.")
    save(draft, "R1b", lead, version=1, value=None)
    assert kept(draft, "R1b")[:3] == (None, "", "Kept.")


def test_a_field_a_colleague_changed_stays_when_i_change_another(draft, lead, contributor):
    save(draft, "R1b", lead, value="no", remark="Mine.")
    save(draft, "R1b", contributor, version=1, remark="Theirs.")
    outcome = save(draft, "R1b", lead, version=1, value="yes", remark="Mine.")
    assert (outcome.state, kept(draft, "R1b")) == ("saved", ("yes", "", "Theirs.", 3))


def test_a_field_both_changed_is_a_conflict_with_both_texts(draft, lead, contributor):
    save(draft, "R1b", lead, value="no", remark="First.")
    save(draft, "R1b", contributor, version=1, remark="Theirs.")
    outcome = save(draft, "R1b", lead, version=1, remark="Mine.", value="yes")
    told = outcome.conflicts["remark"]
    assert (outcome.state, told["mine"], told["theirs"], told["by"]) == ("conflict", "Mine.", "Theirs.", str(contributor))
    assert kept(draft, "R1b") == ("yes", "", "Theirs.", 3)


def test_a_reason_does_not_wipe_a_value_that_a_colleague_gave(draft, lead, contributor):
    save(draft, "R1a", contributor, value=3)
    assert save(draft, "R1a", lead, not_applicable="We have none.").state == "conflict"
    assert kept(draft, "R1a")[:2] == (3, "")


def test_keeping_mine_after_seeing_theirs_is_no_conflict(draft, lead, contributor):
    save(draft, "R1b", contributor, remark="Theirs.")
    refused = save(draft, "R1b", lead, remark="Mine.")
    assert save(draft, "R1b", lead, version=refused.version, remark="Mine.").state == "saved"


def test_the_same_text_from_both_is_no_conflict(draft, lead, contributor):
    save(draft, "R2a", contributor, value="12.5")
    assert save(draft, "R2a", lead, value="12.50").state == "unchanged"


def test_a_page_knows_its_own_saves(draft, lead):
    first = opening(1)
    save(draft, "R1b", lead, opening=first, remark="a")
    assert save(draft, "R1b", lead, opening=opening(2, first.page), remark="ab").state == "saved"


def test_a_page_does_not_know_what_came_after_its_own_save(draft, lead, contributor):
    first = opening(1)
    save(draft, "R1b", lead, opening=first, remark="a")
    save(draft, "R1b", contributor, version=1, remark="b")
    assert save(draft, "R1b", lead, opening=opening(2, first.page), remark="ab").state == "conflict"


def test_a_late_save_of_the_same_page_is_ignored_and_says_so(draft, lead):
    second = opening(2)
    save(draft, "R1b", lead, opening=second, remark="second")
    assert save(draft, "R1b", lead, opening=opening(1, second.page), remark="first").state == "late"
    assert kept(draft, "R1b")[2] == "second"


def test_a_late_save_of_another_field_is_applied(draft, lead):
    second = opening(2)
    save(draft, "R1b", lead, opening=second, remark="second")
    assert save(draft, "R1b", lead, opening=opening(1, second.page), value="yes").state == "saved"


def test_the_same_key_and_body_give_the_same_answer_once(draft, lead):
    one = opening()
    first = save(draft, "R1b", lead, opening=one, value="yes")
    assert save(draft, "R1b", lead, opening=one, value="yes") == first
    assert (Save.objects.count(), kept(draft, "R1b")[3]) == (1, 1)


def test_a_key_with_another_body_is_refused(draft, lead, contributor):
    one = opening()
    save(draft, "R1b", lead, opening=one, value="yes")
    for again in ({"by": lead, "value": "no"}, {"by": contributor, "value": "yes"}):
        with pytest.raises(KeyReused):
            save(draft, "R1b", opening=one, **again)
    assert kept(draft, "R1b")[0] == "yes"


def test_nothing_is_saved_after_submitting(draft, lead):
    workflow.advance(draft, "submit", by=lead)
    with pytest.raises(Closed):
        save(draft, "R1b", lead, value="yes")
    assert kept(draft, "R1b") is None


def test_an_answer_from_before_the_history_can_be_compared(draft, lead, kinds):
    from importlib import import_module

    from django.apps import apps

    row = Response.objects.create(assessment=draft, question=kinds.questions.get(code="R1b"), remark="Old.", version=4)
    row.history.all().delete()
    import_module("assessments.migrations.0003_first_versions").write_first_versions(apps, None)
    save(draft, "R1b", lead, version=4, remark="New.")
    assert save(draft, "R1b", lead, version=4, value="yes", remark="Old.").state == "saved"
    assert kept(draft, "R1b")[:3] == ("yes", "", "New.")


# Eight at once


@pytest.mark.django_db(transaction=True)
def test_of_eight_first_answers_at_once_one_wins_and_seven_see_it(draft, lead):
    jobs = [lambda at=at: save(draft, "R1b", lead, remark=f"text {at}").state for at in range(8)]
    assert sorted(at_once(jobs)) == ["conflict"] * 7 + ["saved"]
    assert kept(draft, "R1b")[3] == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_with_one_key_one_is_applied(draft, lead):
    one = opening()
    answers = at_once([lambda: save(draft, "R1b", lead, opening=one, value="yes") for _ in range(8)])
    assert answers == [answers[0]] * 8
    assert (Save.objects.count(), Response.objects.get().history.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_eight_different_questions_at_once_are_all_kept(draft, lead):
    given = {"R1a": 2, "R1b": "yes", "R1c": "never", "R1d": ["post"], "R2a": "5", "R2b": "words", "R2c": "2026-01-01"}
    states = at_once([lambda code=code, value=value: save(draft, code, lead, value=value).state for code, value in given.items()])
    assert states == ["saved"] * 7
    assert {code: kept(draft, code)[0] for code in given} == given


@pytest.mark.django_db(transaction=True)
def test_a_save_and_a_submission_at_once_leave_no_answer_after_the_sign_off(draft, lead):
    def submit():
        workflow.advance(type(draft).objects.get(pk=draft.pk), "submit", by=lead)
        return "submitted"

    outcomes = at_once([lambda: save(draft, "R1b", lead, value="yes").state, submit])
    assert "submitted" in outcomes
    saved = kept(draft, "R1b") is not None
    assert saved == ("saved" in outcomes)
