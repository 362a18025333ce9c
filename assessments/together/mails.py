"""Mails about working together: in the reader's language, with a link, and nothing of what was answered or said.

They leave through the outbox in the transaction of what they tell: once each, or not at all. A mailbox is a weaker
place than this site, so what concerns an operator's weaknesses stays here.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from assessments.mail import write_mail
from assessments.models import Assessment, Assignment, Comment, User


def write_about_comment(comment: Comment, person: User, home: str) -> None:
    """Tell a person that somebody wants them to read a comment; `home` is the address of the site."""
    thread = comment.thread
    path = reverse("discussion", args=[thread.assessment_id, thread.question.code])
    context = {"comment": comment, "assessment": thread.assessment, "question": thread.question, "link": f"{home}{path}"}
    write("comment", person, context)


def write_about_assignments(assessment: Assessment, given: Iterable[Assignment], person: User, by: User, home: str) -> None:
    """Tell a person which requirements they were put in charge of."""
    link = home + reverse("assessment", args=[assessment.pk]) + "?mine"
    write("assignments", person, {"assessment": assessment, "given": list(given), "by": by, "link": link})


def write(template: str, person: User, context: dict) -> None:
    language = person.language or get_language() or settings.LANGUAGE_CODE
    write_mail(f"together/email/{template}", context, person.email, language)
