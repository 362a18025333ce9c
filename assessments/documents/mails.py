"""Mails about documents that were issued: in the reader's language, with a link, and nothing of what stands in them."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from assessments.mail import write_mail
from assessments.models import Assessment, Finding, IssuedDocument, User
from assessments.teamwork import leads_and_in_charge


def tell_of_the_exit_list(assessment: Assessment, issued: IssuedDocument, home: str) -> None:
    """Tell the operator's leads, and who is in charge of what was found, that each finding waits for a reply."""
    found = Finding.objects.filter(assessment=assessment).values("requirement")
    context = {"number": issued.number, "findings": home + reverse("findings", args=[assessment.pk])}
    write("exit", assessment, leads_and_in_charge(assessment, found), context, home)


def tell_of_the_reports(assessment: Assessment, by: object, home: str) -> None:
    """Tell the operator's leads, and who is in charge of anything, that the reports are theirs to read."""
    everything = assessment.framework.requirements.values("pk")
    write("reports", assessment, leads_and_in_charge(assessment, everything), {}, home)


def write(template: str, assessment: Assessment, people: Iterable[User], context: dict, home: str) -> None:
    context = {"assessment": assessment, "link": home + reverse("documents", args=[assessment.pk])} | context
    for person in people:
        write_mail(f"documents/email/{template}", context, person.email, person.language or settings.LANGUAGE_CODE)
