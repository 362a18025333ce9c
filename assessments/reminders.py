"""What is told of a round, once to each person and in their language: to the leads that it is open, then its closing.

The closing is reminded of 14, 7 and 2 days before, to whoever may answer.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from assessments.access import ANSWERERS, LEAD
from assessments.cycles import open_drafts
from assessments.digest import tell_later
from assessments.mail import write_mail
from assessments.models import Assessment, Cycle, Invitation, Notice, Reminder, User
from assessments.scorecard import pack_of
from readiness.pack import wording

DAYS = (2, 7, 14)


def write_openings(home: str, now: datetime | None = None) -> int:
    """Tell the leads of every open draft that it is there, and until when; return how many were told.

    Where nobody leads yet, nobody is told: an invitation that is sent from now on says it itself. Who is told so near the
    closing that a reminder of it is due as well has been reminded with it.
    """
    now = now or timezone.now()
    told = 0
    for assessment in open_drafts(now):
        for person in people(assessment, [LEAD]).exclude(email__in=told_when_invited(assessment)):
            with transaction.atomic():
                new = tell(assessment, person, None, home)
                if new and (days := days_before(assessment.opened_by, now)):
                    Reminder.objects.get_or_create(**row_of(assessment, person, days))
            told += new
    return told


def write_reminders(home: str, now: datetime | None = None) -> int:
    """Write what is due to who may answer in a draft whose closing is near; return how many were written.

    Whoever was to be told twice meanwhile, because this did not run for days, is told the nearer one alone.
    """
    now = now or timezone.now()
    near = open_drafts(now).filter(opened_by__closes_at__lte=now + timedelta(days=max(DAYS)))
    return sum(
        tell(assessment, person, days_before(assessment.opened_by, now), home)
        for assessment in near
        for person in people(assessment, ANSWERERS)
    )


def people(assessment: Assessment, roles: list[str]) -> QuerySet[User]:
    return User.objects.filter(is_active=True, memberships__operator=assessment.operator_id, memberships__role__in=roles)


def told_when_invited(assessment: Assessment) -> QuerySet[Invitation]:
    """Return the addresses whose invitation told of this draft: it was sent since the draft is there."""
    invited = Invitation.objects.filter(operator=assessment.operator_id, sent_at__gte=assessment.created_at)
    return invited.exclude(accepted_at=None).values("email")


def days_before(cycle: Cycle, now: datetime) -> int | None:
    """Return which reminder is due: the nearest of DAYS that has been reached, None before."""
    return next((days for days in DAYS if cycle.closes_at - now <= timedelta(days=days)), None)


def row_of(assessment: Assessment, person: User, days: int | None) -> dict[str, object]:
    """Return what makes two messages the same: of a closing also when it is; a round is opened once."""
    same = {"cycle": assessment.opened_by, "operator": assessment.operator, "person": person, "days": days}
    closes_at = {"closes_at": assessment.opened_by.closes_at}
    return same | ({"defaults": closes_at} if days is None else closes_at)


def tell(assessment: Assessment, person: User, days: int | None, home: str) -> bool:
    """Write one message, unless it was written before; its row and its message are there together or not at all."""
    kind, template = (Notice.Kind.OPENING, "opened") if days is None else (Notice.Kind.CLOSING, "reminder")
    with transaction.atomic():
        _row, new = Reminder.objects.get_or_create(**row_of(assessment, person, days))
        if new and person.daily_digest:
            tell_later(kind, person, assessment)
        elif new:
            language = person.language or settings.LANGUAGE_CODE
            link = home + reverse("assessment", args=[assessment.pk])
            context = {"assessment": assessment, "cycle": assessment.opened_by, "link": link} | asked(assessment, language)
            write_mail(f"questionnaire/email/{template}", context, person.email, language)
    return new


def asked(assessment: Assessment, language: str) -> dict[str, object]:
    """Return what a mail says of the questionnaire itself: how many questions, and its reading where the edition has several."""
    pack = pack_of(assessment)
    reading = pack.reading(assessment.reading)
    told = {"reading": wording(reading.name, language), "about": wording(reading.about, language)} if reading else {}
    return {"questions": len(pack.questions)} | told
