"""Mails about a review: in the reader's language, with a link, and nothing of what was answered, rated or asked."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from assessments.mail import write_mail
from assessments.models import Assessment, User


def write_about_assignment(assessment: Assessment, person: User, leads: bool, by: User, home: str) -> None:
    """Tell an expert that they review an assessment, and whether they lead."""
    link = home + reverse("review", args=[assessment.pk])
    write("assigned", person, {"assessment": assessment, "leads": leads, "by": by, "link": link})


def write_about_questions(assessment: Assessment, codes: list[str], people: Iterable[User], home: str) -> None:
    """Tell the operator's lead, and who is in charge, which questions are open again."""
    link = home + reverse("assessment", args=[assessment.pk])
    for person in people:
        write("asked", person, {"assessment": assessment, "codes": codes, "link": link})


def write_about_answers(assessment: Assessment, people: Iterable[User], by: User, home: str) -> None:
    """Tell the reviewers that the operator has given its clarifications back."""
    link = home + reverse("review", args=[assessment.pk])
    for person in people:
        write("answered", person, {"assessment": assessment, "by": by, "link": link})


def write(template: str, person: User, context: dict) -> None:
    write_mail(f"review/email/{template}", context, person.email, person.language or settings.LANGUAGE_CODE)
