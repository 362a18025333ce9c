"""The only code that changes the status of an assessment, or which questions it asks. It writes the history."""

from typing import NamedTuple

from django.db import transaction

from assessments.models import Assessment, StatusChange

S = Assessment.Status


class Transition(NamedTuple):
    before: tuple[str, ...]
    after: str


# docs/process.md draws it; assessments.access.STEPS says who
TRANSITIONS = {
    "submit": Transition((S.DRAFT,), S.SUBMITTED),
    "widen": Transition((S.DRAFT,), S.DRAFT),
    "return": Transition((S.SUBMITTED, S.IN_REVIEW), S.DRAFT),
    "begin_review": Transition((S.SUBMITTED,), S.IN_REVIEW),
    "ask_clarification": Transition((S.IN_REVIEW,), S.CLARIFICATION),
    "answer_clarification": Transition((S.CLARIFICATION,), S.IN_REVIEW),
    "stop_waiting": Transition((S.CLARIFICATION,), S.IN_REVIEW),
    "finish_review": Transition((S.IN_REVIEW,), S.REVIEWED),
    "reopen_review": Transition((S.REVIEWED,), S.IN_REVIEW),
    "plan_visit": Transition((S.REVIEWED,), S.VISIT_PLANNED),
    "cancel_visit": Transition((S.VISIT_PLANNED,), S.REVIEWED),
    "end_visit": Transition((S.VISIT_PLANNED,), S.VISITED),
    "issue_report": Transition((S.REVIEWED, S.VISITED), S.REPORT_ISSUED),
    "follow_up": Transition((S.REPORT_ISSUED,), S.FOLLOW_UP),
    "close": Transition((S.REPORT_ISSUED, S.FOLLOW_UP), S.CLOSED),
    "reopen": Transition((S.CLOSED,), S.FOLLOW_UP),
}


class TooLate(Exception):
    """The assessment no longer has the status that the action starts from: somebody else was quicker."""


def advance(assessment, action, by, note=""):
    """Carry out an action on an assessment and return the StatusChange; raise TooLate when its status has moved on.

    Ask assessments.access first.
    """
    return _move(assessment, action, by, note)


def widen(assessment, reading, by):
    """Go on to a longer reading of the same pack; every answer stays. Raise TooLate when somebody else was quicker.

    Ask assessments.access first, and the pack whether the reading is longer.
    """
    return _move(assessment, "widen", by, f"{assessment.reading} → {reading}", reading=reading)


def _move(assessment, action, by, note, **fields):
    """Change the status, and the fields from what the caller saw in them.

    Of several at once exactly one wins: the update is on the bare row, with one status in its condition and no join,
    which PostgreSQL would turn into a subquery that lets more than one through.
    """
    starts, after = TRANSITIONS[action]
    seen = {name: getattr(assessment, name) for name in fields}
    with transaction.atomic():
        bare = Assessment.objects.filter(pk=assessment.pk, **seen)
        before = next((each for each in starts if bare.filter(status=each).update(status=after, **fields)), None)
        if before is None:
            raise TooLate(f"{action} starts from {' '.join([*starts, *seen.values()])}")
        change = StatusChange.objects.create(
            assessment_id=assessment.pk, action=action, before=before, after=after, by=by, note=note
        )
    for name, value in {"status": after, **fields}.items():
        setattr(assessment, name, value)
    return change
