"""A cycle is kept as the secretariat typed it, with its operators; what is due is opened, and drafts follow the cycle."""

from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from assessments.cycles import open_cycle
from assessments.models import Assessment, Cycle

FIELDS = ("name", "framework", "reading", "time_zone", "opens_at", "closes_at")


class Changed(Exception):
    """A colleague changed the cycle after the page was shown."""


class NameTaken(Exception):
    """A colleague made a cycle of this name with the same edition in the same moment."""


def stamp(cycle: Cycle | None) -> str:
    """Return a digest of what is kept of a cycle, which a page sends back to notice a change since; "" for a new one."""
    if cycle is None:
        return ""
    fields = [str(value) for value in (cycle.name, cycle.framework_id, cycle.reading, cycle.time_zone)]
    invited = sorted(cycle.operators.values_list("pk", flat=True))
    kept = [*fields, cycle.opens_at.timestamp(), cycle.closes_at.timestamp(), *invited]
    return sha256("\n".join(map(str, kept)).encode()).hexdigest()[:16]


def keep(cycle: Cycle | None, given: dict, operators: set[int], shown: str) -> tuple[Cycle, list[Assessment]]:
    """Write a cycle, new or kept, and open what is due; return (the cycle, the new drafts). Raises Changed, NameTaken.

    An operator that has its assessment stays invited.
    """
    try:
        with transaction.atomic():
            row = Cycle.objects.select_for_update().get(pk=cycle.pk) if cycle else Cycle()
            if stamp(row if cycle else None) != shown:
                raise Changed
            before = (row.name, row.closes_at and row.closes)
            for name in FIELDS:
                setattr(row, name, given[name])
            row.save()
            row.operators.set(operators | set(row.assessments.values_list("operator", flat=True)))
            if cycle:
                take_along(row, *before)
            return row, open_cycle(row)
    except IntegrityError:
        raise NameTaken from None


def move_closing(cycle: Cycle, closes_at: datetime) -> None:
    """Write another closing; who may answer is reminded of it anew, as reminders are kept for each closing."""
    with transaction.atomic():
        row = Cycle.objects.select_for_update().get(pk=cycle.pk)
        before = row.closes
        row.closes_at = closes_at
        row.save(update_fields=["closes_at"])
        take_along(row, row.name, before)


def take_along(cycle: Cycle, name: str, closes: datetime) -> None:
    """Give the drafts the cycle's name and closing day, where they had them before; what was submitted stays as printed."""
    drafts = Assessment.objects.filter(opened_by=cycle, status=Assessment.Status.DRAFT)
    drafts.filter(cycle=name).update(cycle=cycle.name)
    drafts.filter(date=closes.date()).update(date=cycle.closes.date())
