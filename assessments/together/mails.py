"""Mails about working together: in the reader's language, with a link, and nothing of what was answered or said.

They leave through the outbox in the transaction of what they tell: once each, or not at all. A mailbox is a weaker
place than this site, so what concerns an operator's weaknesses stays here. Whoever chose one mail a day is told then.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from assessments.digest import tell_later
from assessments.mail import write_mail
from assessments.models import Assessment, Assignment, Comment, Notice, StatusChange, User


def write_about_comment(comment: Comment, person: User, home: str, asked: bool = True) -> None:
    """Tell a person that somebody wants them to read a comment, or, not `asked`, that their conversation goes on."""
    thread = comment.thread
    kind = Notice.Kind.COMMENT if asked else Notice.Kind.ANSWER
    if person.daily_digest:
        return tell_later(kind, person, thread.assessment, comment=comment, by=comment.by)
    path = reverse("discussion", args=[thread.assessment_id, thread.question.code])
    context = {"comment": comment, "assessment": thread.assessment, "question": thread.question, "link": f"{home}{path}"}
    return write(kind, person, context)


def write_about_assignments(assessment: Assessment, given: Iterable[Assignment], person: User, by: User, home: str) -> None:
    """Tell a person which requirements they were put in charge of; `home` is the address of the site."""
    if person.daily_digest:
        for row in given:
            tell_later(Notice.Kind.ASSIGNMENT, person, assessment, assignment=row, by=by)
        return
    context = {"assessment": assessment, "given": list(given), "by": by, "link": link_to_mine(assessment, home)}
    write("assignments", person, context)


def write_about_due(assessment: Assessment, due: Iterable[Assignment], person: User, home: str) -> None:
    """Tell a person which requirements of theirs are due soon."""
    if person.daily_digest:
        for row in due:
            tell_later(Notice.Kind.DUE, person, assessment, assignment=row)
        return
    write("due", person, {"assessment": assessment, "due": list(due), "link": link_to_mine(assessment, home)})


def write_about_submission(change: StatusChange, people: Iterable[User], home: str) -> None:
    """Tell people that somebody has submitted their assessment, when, and what happens next."""
    assessment = change.assessment
    for person in people:
        if person.daily_digest:
            tell_later(Notice.Kind.SUBMITTED, person, assessment, by=change.by)
            continue
        link = home + reverse("receipt", args=[assessment.pk])
        zone = assessment.opened_by.time_zone if assessment.opened_by else "UTC"
        write("submitted", person, {"assessment": assessment, "change": change, "zone": zone, "link": link})


def write_about_return(assessment: Assessment, by: User, people: Iterable[User], home: str) -> None:
    """Tell people that their assessment was given back to them; why stands on its page."""
    for person in people:
        if person.daily_digest:
            tell_later(Notice.Kind.RETURNED, person, assessment, by=by)
            continue
        link = home + reverse("assessment", args=[assessment.pk])
        write("returned", person, {"assessment": assessment, "by": by, "link": link})


def link_to_mine(assessment: Assessment, home: str) -> str:
    return home + reverse("assessment", args=[assessment.pk]) + "?mine"


def write(template: str, person: User, context: dict) -> None:
    language = person.language or get_language() or settings.LANGUAGE_CODE
    write_mail(f"together/email/{template}", context, person.email, language)
