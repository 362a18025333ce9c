"""Who is in charge of what, and how much is said about each question: for the pages that link to it."""

from dataclasses import dataclass

from django.db.models import Count, Q

from assessments.access import visible_threads
from assessments.models import Assessment, Assignment


@dataclass(frozen=True)
class Said:
    """How many comments a question has, and whether one of its threads still waits to be settled."""

    comments: int = 0
    waiting: bool = False


def said_by_question(user: object, assessment: Assessment) -> dict[str, Said]:
    """Return {question: Said} of what this person may read; one query."""
    rows = visible_threads(user, assessment).values_list("question__code").order_by("question__code")
    counted = rows.annotate(Count("comments"), waiting=Count("pk", filter=Q(resolved_at=None), distinct=True))
    return {code: Said(comments, waiting > 0) for code, comments, waiting in counted if comments}


def in_charge(assessment: Assessment) -> dict[str, Assignment]:
    """Return {requirement: its assignment}; one query."""
    return {row.requirement.code: row for row in assessment.assignments.select_related("person", "requirement")}
