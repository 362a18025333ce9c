"""One door for every change of status, and one winner of each race."""

import pytest

from assessments.models import Assessment, StatusChange
from assessments.workflow import TRANSITIONS, TooLate, advance, widen
from tests.at_once import at_once
from tests.conftest import make_assessment
from tests.rounds import EIGHT

ALLOWED = {  # (action, state): state afterwards; docs/process.md draws it
    ("submit", "draft"): "submitted",
    ("widen", "draft"): "draft",
    ("return", "submitted"): "draft",
    ("return", "in_review"): "draft",
    ("begin_review", "submitted"): "in_review",
    ("ask_clarification", "in_review"): "clarification",
    ("answer_clarification", "clarification"): "in_review",
    ("stop_waiting", "clarification"): "in_review",
    ("finish_review", "in_review"): "reviewed",
    ("reopen_review", "reviewed"): "in_review",
    ("plan_visit", "reviewed"): "visit_planned",
    ("cancel_visit", "visit_planned"): "reviewed",
    ("end_visit", "visit_planned"): "visited",
    ("issue_report", "reviewed"): "report_issued",
    ("issue_report", "visited"): "report_issued",
    ("follow_up", "report_issued"): "follow_up",
    ("close", "report_issued"): "closed",
    ("close", "follow_up"): "closed",
    ("reopen", "closed"): "follow_up",
}


def test_submitting_moves_the_assessment_and_writes_the_history(assessment, lead):
    advance(assessment, "submit", by=lead, note="Signed by the director.")
    assessment.refresh_from_db()
    change = StatusChange.objects.get()
    assert (assessment.status, change.action, change.before, change.after, change.by, change.note) == (
        "submitted", "submit", "draft", "submitted", lead, "Signed by the director.",
    )  # fmt: skip


@pytest.mark.parametrize("action", TRANSITIONS)
@pytest.mark.parametrize("status", Assessment.Status.values)
def test_only_what_the_table_names_can_be_done(assessment, lead, action, status):
    Assessment.objects.filter(pk=assessment.pk).update(status=status)
    after = ALLOWED.get((action, status))
    if after:
        advance(assessment, action, by=lead)
    else:
        with pytest.raises(TooLate):
            advance(assessment, action, by=lead)
    assessment.refresh_from_db()
    assert assessment.status == (after or status)
    assert StatusChange.objects.count() == bool(after)


def test_a_late_submission_leaves_no_history(assessment, lead):
    page_of_a_colleague = Assessment.objects.get(pk=assessment.pk)
    advance(assessment, "submit", by=lead)
    with pytest.raises(TooLate):
        advance(page_of_a_colleague, "submit", by=lead)
    assert StatusChange.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_wins(operator, framework, lead):
    for _round in range(10):
        assessment = make_assessment(operator, framework)
        pages = [Assessment.objects.get(pk=assessment.pk) for _ in range(EIGHT)]
        outcomes = at_once([lambda page=page: advance(page, "submit", by=lead) for page in pages])
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["StatusChange"] + ["TooLate"] * 7
        assert assessment.status_changes.count() == 1


def test_widening_keeps_the_draft_and_writes_the_history(assessment, lead):
    Assessment.objects.filter(pk=assessment.pk).update(reading="short")
    assessment.refresh_from_db()
    widen(assessment, "full", by=lead)
    change = StatusChange.objects.get()
    assessment.refresh_from_db()
    assert (assessment.reading, assessment.status) == ("full", "draft")
    assert (change.action, change.by, change.note) == ("widen", lead, "short → full")


def test_what_was_submitted_or_widened_meanwhile_is_not_widened(assessment, lead):
    widen(assessment, "full", by=lead)
    assessment.reading = ""  # a page opened before
    with pytest.raises(TooLate):
        widen(assessment, "full", by=lead)
    assessment.refresh_from_db()
    advance(assessment, "submit", by=lead)
    with pytest.raises(TooLate):
        widen(assessment, "full", by=lead)
    assert StatusChange.objects.count() == 2
