"""Rounds: a draft for each operator that is invited, with the answers of its last round to be offered.

What the secretariat sees and types about them: forms, invited (the operators), standing (how far each is), keeping, views.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments.models import Assessment, Cycle, Operator


def open_cycle(cycle: Cycle) -> list[Assessment]:
    """Make a draft for each invited operator that has none of this cycle yet; return the new ones.

    Before its opening nothing is made. It may be called as often as one likes, by several at once.
    """
    if cycle.opens_at > timezone.now():
        return []
    with transaction.atomic():
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        waiting = cycle.operators.exclude(assessments__opened_by=cycle)
        return [
            Assessment.objects.create(
                operator=operator,
                framework=cycle.framework,
                cycle=cycle.name,
                date=cycle.closes.date(),
                reading=cycle.reading,
                opened_by=cycle,
                previous=last_submitted(operator, cycle.framework.code),
            )
            for operator in waiting
        ]


def open_due_cycles() -> list[Assessment]:
    """Open every cycle whose time has come; return the new drafts."""
    due = Cycle.objects.filter(opens_at__lte=timezone.now(), closes_at__gt=timezone.now()).select_related("framework")
    return [assessment for cycle in due for assessment in open_cycle(cycle)]


def open_drafts(now: datetime) -> QuerySet[Assessment]:
    """Return the drafts of the cycles whose closing is to come."""
    drafts = Assessment.objects.filter(status=Assessment.Status.DRAFT, opened_by__closes_at__gt=now)
    return drafts.select_related("operator", "opened_by", "framework").defer("framework__text")


def last_submitted(operator: Operator, framework: str) -> Assessment | None:
    """Return the operator's latest submitted assessment under any edition of a framework."""
    rows = Assessment.objects.filter(operator=operator, framework__code=framework)
    return rows.exclude(status=Assessment.Status.DRAFT).order_by("-date", "-created_at").first()
