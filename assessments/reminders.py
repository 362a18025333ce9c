"""Reminders of a closing: 14, 7 and 2 days before, once each to each person, in their language."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.access import ANSWERERS
from assessments.mail import write_mail
from assessments.models import Assessment, Reminder, User

DAYS = (2, 7, 14)


def write_reminders(home: str, now: datetime | None = None) -> int:
    """Write what is due to who may answer in a draft whose closing is near; return how many were written.

    Whoever was to be told twice meanwhile, because this did not run for days, is told the nearer one alone.
    """
    now = now or timezone.now()
    drafts = Assessment.objects.filter(status=Assessment.Status.DRAFT, opened_by__closes_at__gt=now)
    near = drafts.filter(opened_by__closes_at__lte=now + timedelta(days=max(DAYS)))
    return sum(
        remind(assessment, person, days_before(assessment, now), home)
        for assessment in near.select_related("operator", "opened_by", "framework").defer("framework__text")
        for person in User.objects.filter(
            is_active=True, memberships__operator=assessment.operator_id, memberships__role__in=ANSWERERS
        )
    )


def days_before(assessment: Assessment, now: datetime) -> int:
    """Return which reminder is due: the nearest of DAYS that has been reached."""
    left = assessment.opened_by.closes_at - now
    return next(days for days in DAYS if left <= timedelta(days=days))


def remind(assessment: Assessment, person: User, days: int, home: str) -> bool:
    """Write one reminder, unless it was written before; its row and its message are there together or not at all."""
    cycle = assessment.opened_by
    told = {"cycle": cycle, "operator": assessment.operator, "person": person, "days": days, "closes_at": cycle.closes_at}
    with transaction.atomic():
        _row, new = Reminder.objects.get_or_create(**told)
        if new:
            context = {"assessment": assessment, "cycle": cycle, "link": home + reverse("assessment", args=[assessment.pk])}
            write_mail("questionnaire/email/reminder", context, person.email, person.language or settings.LANGUAGE_CODE)
    return new
