"""One mail a day for who chose it: what happened waits as a notice, and leaves all together.

Invitations and mails about signing in never wait. Whoever goes back to a mail for each event is told at the next run what
still waits.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.access import may_read_thread, visible_assessments
from assessments.mail import write_mail
from assessments.models import Assessment, Notice, User

KIND = Notice.Kind
OF_A_DRAFT = (KIND.ASSIGNMENT, KIND.DUE, KIND.OPENING, KIND.CLOSING, KIND.RETURNED)  # no news any more once it is submitted
NEEDED = (
    "assessment__operator",
    "assessment__framework",
    "assessment__opened_by",
    "comment__by",
    "comment__thread__question",
    "assignment__requirement",
    "by",
)


def tell_later(kind: str, person: User, assessment: Assessment, **about: object) -> None:
    """Keep one thing for the next daily mail of a person; it is there together with what it tells, or not at all."""
    Notice.objects.create(kind=kind, person=person, assessment=assessment, **about)


@dataclass
class Part:
    """What a daily mail says about one assessment: a line for each notice, with the address of what it is about."""

    assessment: Assessment
    link: str
    lines: list[tuple[Notice, str]] = field(default_factory=list)


def write_digests(home: str, now: datetime | None = None) -> int:
    """Write the daily mails that are due; return how many were written. It may run as often as one likes."""
    now = now or timezone.now()
    Notice.objects.filter(person__is_active=False).delete()
    waiting = User.objects.filter(pk__in=Notice.objects.values("person"))
    return sum(write_digest(person, home, now) for person in waiting.filter(due(now)))


def due(now: datetime) -> Q:
    """Return who may be written to: nobody twice between one settings.DIGEST_HOUR and the next."""
    begin = now.astimezone(UTC).replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)
    begin -= timedelta(days=1 if begin > now else 0)
    return Q(daily_digest=False) | Q(digest_at=None) | Q(digest_at__lt=begin)


def write_digest(person: User, home: str, now: datetime) -> bool:
    """Write what waits for one person; return whether anything still holds. Of two runs at once one writes."""
    with transaction.atomic():
        if not User.objects.filter(due(now), pk=person.pk).update(digest_at=now):
            return False
        notices = list(Notice.objects.filter(person=person).select_related(*NEEDED).defer("assessment__framework__text"))
        parts = parts_of(person, notices, home, now)
        Notice.objects.filter(pk__in=[row.pk for row in notices]).delete()
        if parts:
            context = {"parts": parts, "account": home + reverse("account")}
            write_mail("together/email/digest", context, person.email, person.language or settings.LANGUAGE_CODE)
    return bool(parts)


def parts_of(person: User, notices: list[Notice], home: str, now: datetime) -> list[Part]:
    """Return what is told, by assessment, each thing once: only what still holds, and what the person still sees."""
    seen = set(visible_assessments(person).filter(pk__in={row.assessment_id for row in notices}).values_list("pk", flat=True))
    said, by_assessment = set(), defaultdict(list)
    for row in notices:
        same = (row.kind, row.assessment_id, row.comment_id, row.assignment_id)
        if row.assessment_id in seen and same not in said and holds(row, now):
            said.add(same)
            by_assessment[row.assessment].append((row, home + path_of(row)))
    return [
        Part(assessment, home + reverse("assessment", args=[assessment.pk]), lines) for assessment, lines in by_assessment.items()
    ]


def holds(row: Notice, now: datetime) -> bool:
    """Return whether a notice is still true, and still for this person."""
    if row.kind in OF_A_DRAFT and row.assessment.status != Assessment.Status.DRAFT:
        return False
    match row.kind:
        case KIND.COMMENT | KIND.ANSWER:
            return may_read_thread(row.person, row.assessment, row.comment.thread.team_only)
        case KIND.ASSIGNMENT:
            return row.assignment.person_id == row.person_id
        case KIND.DUE:
            kept = row.assignment
            return kept.person_id == row.person_id and kept.due is not None and kept.due == kept.reminded_of
        case KIND.OPENING | KIND.CLOSING:
            return row.assessment.opened_by is not None and row.assessment.opened_by.closes_at > now
        case KIND.SUBMITTED:
            return row.assessment.status != Assessment.Status.DRAFT
        case KIND.RETURNED:
            return True
    return False


def path_of(row: Notice) -> str:
    """Return the path of the page that a notice leads to."""
    if row.comment:
        return reverse("discussion", args=[row.assessment_id, row.comment.thread.question.code])
    if row.assignment:
        return reverse("requirement", args=[row.assessment_id, row.assignment.requirement.code])
    return reverse("assessment", args=[row.assessment_id])
