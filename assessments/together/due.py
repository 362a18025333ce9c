"""Reminders of due days: two days before, once each, to who is in charge of a requirement that is not complete."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from assessments.access import ANSWERERS
from assessments.models import Assessment, Assignment, User
from assessments.questionnaire.progress import COMPLETE, Path
from assessments.scorecard import answer_set, pack_of
from assessments.together.mails import write_about_due

DAYS = 2


def write_due_reminders(home: str, today: date | None = None) -> int:
    """Write to each person in charge about what is due; return to how many, each assessment by itself.

    A new day, or a new person, is reminded of again. A day that passed while this did not run is none to remind of.
    """
    near = due_soon(today or timezone.localdate()).values("assessment")
    drafts = Assessment.objects.filter(pk__in=near).select_related("operator", "framework").defer("framework__text")
    return sum(remind(assessment, home, today or timezone.localdate()) for assessment in drafts)


def due_soon(today: date) -> QuerySet[Assignment]:
    """Return the assignments of drafts that are due and were not reminded of."""
    days = {"due__gte": today, "due__lte": today + timedelta(days=DAYS)}
    rows = Assignment.objects.filter(**days, person__is_active=True, assessment__status=Assessment.Status.DRAFT)
    return rows.filter(Q(reminded_of=None) | ~Q(reminded_of=F("due")))


def remind(assessment: Assessment, home: str, today: date) -> int:
    """Write about one assessment; what was told and the mails are kept together, or nothing of it."""
    ways = Path(pack_of(assessment), answer_set(assessment).responses).of
    with transaction.atomic():
        Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
        answering = User.objects.filter(memberships__operator=assessment.operator_id, memberships__role__in=ANSWERERS)
        rows = due_soon(today).filter(assessment=assessment, person__in=answering).select_related("person", "requirement")
        by_person: dict[User, list[Assignment]] = {}
        for row in rows:
            if row.requirement.code in ways and ways[row.requirement.code].status != COMPLETE:
                by_person.setdefault(row.person, []).append(row)
        for person, due in by_person.items():
            for row in due:
                Assignment.objects.filter(pk=row.pk).update(reminded_of=row.due)
            write_about_due(assessment, due, person, home)
    return len(by_person)
