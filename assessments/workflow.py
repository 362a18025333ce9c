"""The only code that changes the status of an assessment. It writes the history."""

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
}


class TooLate(Exception):
    """The assessment no longer has the status that the action starts from: somebody else was quicker."""


def advance(assessment, action, by, note=""):
    """Carry out an action on an assessment and return the StatusChange; raise TooLate when its status has moved on.

    Ask assessments.access first. Of several at once exactly one wins: the update is on the bare row, with the status
    in its condition and no join, which PostgreSQL would turn into a subquery that lets more than one through.
    """
    before, after = TRANSITIONS[action]
    with transaction.atomic():
        if not Assessment.objects.filter(pk=assessment.pk, status=before).update(status=after):
            raise TooLate(f"{action} starts from {before}")
        change = StatusChange.objects.create(
            assessment_id=assessment.pk, action=action, before=before, after=after, by=by, note=note
        )
    assessment.status = after
    return change
