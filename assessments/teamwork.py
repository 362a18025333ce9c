"""Who is in charge of what, and how much is said about each question: for the pages that link to it, and for mails."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from assessments.access import LEAD, visible_threads
from assessments.models import Assessment, Assignment, User


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


def still_talked_about(user: object, assessment: Assessment) -> list[str]:
    """Return the questions of which a conversation that this person may read is not settled, in order; one query."""
    rows = visible_threads(user, assessment).filter(resolved_at=None, comments__isnull=False)
    return list(rows.order_by("question__position").values_list("question__code", flat=True).distinct())


def in_charge(assessment: Assessment) -> dict[str, Assignment]:
    """Return {requirement: its assignment}; one query."""
    return {row.requirement.code: row for row in assessment.assignments.select_related("person", "requirement")}


def leads_and_in_charge(assessment: Assessment, requirements: object) -> QuerySet[User]:
    """Return whom of the operator's team to write to about these requirements: its leads and who is in charge, each once."""
    charged = assessment.assignments.filter(requirement__in=requirements).values("person")
    team = User.objects.filter(memberships__operator=assessment.operator_id, is_active=True)
    people = team.filter(Q(memberships__role=LEAD) | Q(pk__in=charged), memberships__operator=assessment.operator_id)
    return people.distinct().order_by("pk")
