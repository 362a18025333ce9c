"""The only code that changes the status of an assessment, or which questions it asks. It writes the history."""

from typing import NamedTuple

from django.db import transaction

from assessments.models import Assessment, StatusChange

DRAFT, SUBMITTED = Assessment.Status.DRAFT, Assessment.Status.SUBMITTED


class Transition(NamedTuple):
    before: str
    after: str


TRANSITIONS = {
    "submit": Transition(DRAFT, SUBMITTED),
    "return": Transition(SUBMITTED, DRAFT),
    "widen": Transition(DRAFT, DRAFT),
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

    Of several at once exactly one wins: the update is on the bare row, with the status in its condition and no join,
    which PostgreSQL would turn into a subquery that lets more than one through.
    """
    before, after = TRANSITIONS[action]
    seen = {name: getattr(assessment, name) for name in fields}
    with transaction.atomic():
        if not Assessment.objects.filter(pk=assessment.pk, status=before, **seen).update(status=after, **fields):
            raise TooLate(f"{action} starts from {' '.join([before, *seen.values()])}")
        change = StatusChange.objects.create(
            assessment_id=assessment.pk, action=action, before=before, after=after, by=by, note=note
        )
    for name, value in {"status": after, **fields}.items():
        setattr(assessment, name, value)
    return change
