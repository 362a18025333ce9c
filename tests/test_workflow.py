"""One door for every change of status, and one winner of each race."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from assessments.models import Assessment, StatusChange
from assessments.workflow import TRANSITIONS, TooLate, advance, widen
from tests.conftest import make_assessment

ALLOWED = {("submit", "draft"): "submitted", ("return", "submitted"): "draft", ("widen", "draft"): "draft"}


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
        outcomes, start = [], Barrier(8)

        def submit(assessment=assessment, outcomes=outcomes, start=start):
            mine = Assessment.objects.get(pk=assessment.pk)
            start.wait()
            try:
                advance(mine, "submit", by=lead)
                outcomes.append("won")
            except TooLate:
                outcomes.append("late")
            finally:
                connection.close()

        threads = [Thread(target=submit) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["late"] * 7 + ["won"]
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
