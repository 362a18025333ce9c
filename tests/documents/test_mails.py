"""The operator is told that findings wait for its replies, and that the reports are there: once, in its language."""

import pytest
from django.core import mail
from django.urls import reverse

from assessments.models import Assignment, Finding, IssuedDocument, Kind, Membership
from tests.conftest import person
from tests.documents.mission import FINDINGS, NOTE

pytestmark = pytest.mark.django_db(transaction=True)


def issue(browser, assessment, kind):
    browser.post(reverse("issue_document", args=[assessment.pk, kind]))


@pytest.fixture
def charged(mission):
    """A contributor who is in charge of the first finding's requirement, and wants English."""
    user = person("charged", language="en")
    Membership.objects.create(user=user, operator=mission.operator, role="contributor")
    finding = Finding.objects.filter(assessment=mission).first()
    Assignment.objects.create(assessment=mission, requirement=finding.requirement, person=user)
    return user


def test_the_leads_and_who_is_in_charge_are_told_of_the_exit_list_in_their_language(
    mission, expert, lead, charged, contributor, observer, browse, mailoutbox
):
    type(lead).objects.filter(pk=lead.pk).update(language="fr")
    issue(browse(expert), mission, Kind.EXIT)
    told = {message.to[0]: message for message in mail.outbox}
    assert sorted(told) == sorted([lead.email, charged.email]) and len(mail.outbox) == 2
    assert "observations et recommandations" in told[lead.email].subject
    assert "observations and recommendations" in told[charged.email].subject
    number = IssuedDocument.objects.first().number
    for message in told.values():
        assert reverse("findings", args=[mission.pk]) in message.body and number in message.body


def test_the_mails_say_nothing_of_what_was_found(mission, expert, browse, work, mailoutbox):
    browser = browse(expert)
    for kind in (Kind.EXIT, Kind.GAP, Kind.REVIEW):
        issue(browser, mission, kind)
    work()
    browser.post(reverse("issue_report", args=[mission.pk]))
    words = [NOTE, *(text for finding in FINDINGS for text in finding[2:] if text)]
    assert len(mail.outbox) == 2 and not any(text in message.body for message in mail.outbox for text in words)


def test_what_was_not_issued_anew_is_not_told_again(mission, expert, browse, mailoutbox):
    browser = browse(expert)
    issue(browser, mission, Kind.EXIT)
    issue(browser, mission, Kind.EXIT)
    issue(browser, mission, Kind.BRIEF)
    assert len(mail.outbox) == 1


def test_the_reports_are_told_with_the_step_that_gives_them(mission, expert, lead, observer, browse, work, mailoutbox):
    browser = browse(expert)
    browser.post(reverse("issue_report", args=[mission.pk]))
    for kind in (Kind.GAP, Kind.REVIEW):
        issue(browser, mission, kind)
    work()
    assert mail.outbox == []
    browser.post(reverse("issue_report", args=[mission.pk]))
    assert [message.to for message in mail.outbox] == [[lead.email]]
    assert "the reports of the review" in mail.outbox[0].subject
    assert reverse("documents", args=[mission.pk]) in mail.outbox[0].body
