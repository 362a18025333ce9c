"""Who else is of the team is told once that their assessment was submitted: who, when, what comes next; and of its return."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from assessments import workflow
from assessments.models import Cycle, Notice, StatusChange, User
from tests.together.conftest import delivered

pytestmark = pytest.mark.django_db
HOME = "https://levier.example.org"


def submit(browse, lead, assessment):
    address = reverse("check", args=[assessment.pk])
    listed = browse(lead).get(address).context["form"].listed
    signed = {"name": "A. Lead", "function": "Head of strategy", "confirmed": "on", "incomplete": "on", "missing": listed}
    return browse(lead).post(address, signed)


def test_the_rest_of_the_team_is_told_once_each_in_their_language(
    browse, assessment, lead, contributor, observer, neighbour, secretariat
):
    User.objects.filter(pk=observer.pk).update(language="fr")
    assert submit(browse, lead, assessment).headers["Location"] == reverse("receipt", args=[assessment.pk])
    sent = {message.to[0]: message for message in delivered()}
    assert set(sent) == {contributor.email, observer.email}  # not who submitted, and nobody of another team
    told = sent[contributor.email]
    assert told.subject == f"Levier: submitted, {assessment.operator}, 2026-2027"
    assert "The lead has submitted this assessment" in told.body and "Signed off as: A. Lead, Head of strategy" in told.body
    assert "What comes next" in told.body and "secretariat can return the assessment" in told.body
    assert reverse("receipt", args=[assessment.pk]) in told.body
    assert "évaluation soumise" in sent[observer.email].subject and "a soumis cette évaluation" in sent[observer.email].body
    assert submit(browse, lead, assessment).status_code == 403 and delivered() == []  # a second press tells nobody anew


def test_when_is_told_on_the_clock_of_its_cycle(browse, assessment, lead, contributor):
    submit(browse, lead, assessment)
    at = StatusChange.objects.get().at
    assert f"{at.day} {at:%B %Y, %H:%M} (UTC time)" in delivered()[0].body
    workflow.advance(assessment, "return", by=lead)
    opened = {"opens_at": timezone.now(), "closes_at": timezone.now() + timedelta(days=60), "time_zone": "Asia/Tokyo"}
    cycle = Cycle.objects.create(name="2098", framework=assessment.framework, **opened)
    type(assessment).objects.filter(pk=assessment.pk).update(opened_by=cycle)
    submit(browse, lead, assessment)  # corrected and handed in again: that is news
    assert "(Asia/Tokyo time)" in delivered()[0].body


def test_who_answers_is_told_that_it_was_returned_and_not_why(browse, assessment, lead, contributor, observer, secretariat):
    User.objects.filter(pk=contributor.pk).update(language="fr")
    workflow.advance(assessment, "submit", by=lead)
    address = reverse("return", args=[assessment.pk])
    browse(secretariat).post(address, {"note": "A weakness of yours"})
    sent = {message.to[0]: message for message in delivered()}
    assert set(sent) == {lead.email, contributor.email}
    told = sent[lead.email]
    assert told.subject == f"Levier: returned to your team for correction, {assessment.operator}, 2026-2027"
    assert "The secretariat has returned this assessment" in told.body and "weakness" not in told.body
    assert reverse("assessment", args=[assessment.pk]) in told.body
    assert "renvoyée à votre équipe" in sent[contributor.email].subject
    browse(secretariat).post(address)
    assert delivered() == []  # it was a draft already


def test_a_return_waits_for_the_daily_mail_and_is_no_news_once_submitted_anew(browse, assessment, lead, secretariat):
    User.objects.filter(pk=lead.pk).update(daily_digest=True, language="en")
    workflow.advance(assessment, "submit", by=lead)
    browse(secretariat).post(reverse("return", args=[assessment.pk]))
    call_command("daily", home=HOME)
    [message] = delivered()
    assert "- The secretariat has returned the assessment to your team, to be corrected and submitted anew:" in message.body
    User.objects.update(digest_at=None)
    workflow.advance(assessment, "submit", by=lead)
    browse(secretariat).post(reverse("return", args=[assessment.pk]))
    workflow.advance(assessment, "submit", by=lead)
    call_command("daily", home=HOME)
    assert delivered() == []


def test_a_closed_account_is_told_nothing(browse, assessment, lead, contributor):
    User.objects.filter(pk=contributor.pk).update(is_active=False)
    submit(browse, lead, assessment)
    assert delivered() == []


def test_who_wants_one_mail_a_day_is_told_in_it_while_it_holds(browse, assessment, lead, contributor):
    User.objects.filter(pk=contributor.pk).update(daily_digest=True, language="en")
    submit(browse, lead, assessment)
    assert delivered() == []
    call_command("daily", home=HOME)
    [message] = delivered()
    assert "- The lead has submitted the assessment. It is read-only from now on:" in message.body
    assert f"{HOME}{reverse('assessment', args=[assessment.pk])}" in message.body
    User.objects.update(digest_at=datetime(2020, 1, 1, tzinfo=UTC))
    Notice.objects.create(kind="submitted", person=contributor, assessment=assessment, by=lead)
    workflow.advance(assessment, "return", by=lead)
    call_command("daily", home=HOME)
    assert delivered() == []


def test_a_mail_that_cannot_be_written_submits_nothing(browse, assessment, lead, contributor, monkeypatch):
    def breaks(*args):
        raise RuntimeError

    monkeypatch.setattr("assessments.together.mails.write_mail", breaks)
    with pytest.raises(RuntimeError):
        submit(browse, lead, assessment)
    assessment.refresh_from_db()
    assert assessment.status == "draft"
