"""One mail a day instead of one for each event: each thing told once, nothing lost, nothing told that no longer holds."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import now as moment

from assessments import digest, workflow
from assessments.models import Assignment, Comment, Cycle, Membership, Notice, Thread, User
from assessments.reminders import write_reminders
from tests.questionnaire.conftest import draft, kinds  # noqa: F401  (fixtures)
from tests.together.conftest import delivered

pytestmark = pytest.mark.django_db
HOME = "https://levier.example.org"
ALL, TEAM = {"team_only": "no"}, {"team_only": "yes"}


@pytest.fixture
def daily(contributor):
    """The contributor, who wants one mail a day."""
    User.objects.filter(pk=contributor.pk).update(daily_digest=True, language="en")
    contributor.refresh_from_db()
    return contributor


@pytest.fixture
def discussion(draft):  # noqa: F811
    return reverse("discussion", args=[draft.pk, "R2b"])


def run():
    call_command("daily", home=HOME)
    return delivered()


def give(browse, lead, draft, person, due=""):  # noqa: F811
    data = {"person-R1": str(person.pk), "due-R1": due, "shown-R1": "|"}
    return browse(lead).post(reverse("sharing", args=[draft.pk]), data)


def test_a_day_is_told_in_one_mail_and_once(browse, lead, daily, draft, discussion):  # noqa: F811
    browse(lead).post(discussion, TEAM | {"text": "A weakness of ours", "tell": [daily.pk]})
    browse(lead).post(discussion, ALL | {"text": "Another", "tell": [daily.pk]})
    give(browse, lead, draft, daily)
    assert delivered() == []
    [message] = run()
    assert message.to == [daily.email] and message.subject == f"Levier: today’s news, {draft.operator}"
    assert message.body.count("would like you to read a comment on question R2b") == 2
    assert f"{lead} put you in charge of R1:\n  {draft.assignments.get().requirement.title}\n" in message.body
    assert f"{HOME}{discussion}" in message.body and f"{HOME}/account/" in message.body
    assert "weakness" not in message.body and "Another" not in message.body
    assert run() == [] and not Notice.objects.exists()


def test_who_did_not_choose_it_is_told_at_once(browse, lead, contributor, discussion):
    browse(lead).post(discussion, ALL | {"text": "One", "tell": [contributor.pk]})
    assert [message.to for message in delivered()] == [[contributor.email]]
    assert run() == []


def test_it_is_in_the_readers_language(browse, lead, daily, draft):  # noqa: F811
    User.objects.filter(pk=daily.pk).update(language="fr")
    give(browse, lead, draft, User.objects.get(pk=daily.pk))
    [message] = run()
    assert message.subject.startswith("Levier\u00a0: les nouvelles du jour") and "Bonjour," in message.body


def test_there_is_one_a_day_however_often_it_runs(browse, lead, daily, discussion, settings):
    settings.DIGEST_HOUR = 5
    begin = datetime(2099, 3, 1, 6, tzinfo=UTC)

    def written(*hours):
        browse(lead).post(discussion, ALL | {"text": "News", "tell": [daily.pk]})
        return [digest.write_digests(HOME, begin + timedelta(hours=each)) for each in hours]

    assert written(0, 1) == [1, 0]
    assert written(2, 22, 23, 24) == [0, 0, 1, 0]  # from five in the morning, not before
    assert written(24 + 22, 24 * 9) == [0, 1]  # late, and not lost


def test_who_goes_back_is_told_what_waits_and_then_at_once(browse, lead, daily, discussion):
    User.objects.filter(pk=daily.pk).update(digest_at=moment())
    browse(lead).post(discussion, ALL | {"text": "One", "tell": [daily.pk]})
    assert run() == []  # written to today already
    browse(daily).post("/account/", {"name": "The contributor", "language": "en", "daily_digest": "no"})
    assert len(run()) == 1
    browse(lead).post(discussion, ALL | {"text": "Two", "tell": [daily.pk]})
    assert [message.subject for message in delivered()] == [f"Levier: somebody asks you about R2b, {lead.operators.get()}"]


def test_what_no_longer_holds_is_not_told(browse, lead, daily, observer, draft, discussion):  # noqa: F811
    give(browse, lead, draft, daily)
    Assignment.objects.update(person=lead)
    assert run() == []
    User.objects.update(digest_at=None)
    give(browse, lead, draft, daily)
    Assignment.objects.all().delete()
    assert not Notice.objects.exists()
    browse(lead).post(discussion, ALL | {"text": "One", "tell": [daily.pk]})
    Membership.objects.filter(user=daily).delete()
    assert run() == []


def test_what_the_team_said_is_not_told_to_who_left_it_for_the_programme(browse, lead, daily, secretariat, draft, discussion):  # noqa: F811
    thread = {"assessment": draft, "question": draft.framework.questions.get(code="R2b")}
    for team_only in (True, False):
        comment = Comment.objects.create(thread=Thread.objects.create(team_only=team_only, **thread), by=lead, text="x")
        Notice.objects.create(kind="comment", person=secretariat, assessment=draft, comment=comment, by=lead)
    [message] = run()
    assert message.to == [secretariat.email] and message.body.count("- ") == 1


def test_a_closed_account_is_told_nothing_also_later(browse, lead, daily, discussion):
    browse(lead).post(discussion, ALL | {"text": "One", "tell": [daily.pk]})
    User.objects.filter(pk=daily.pk).update(is_active=False)
    assert run() == [] and not Notice.objects.exists()


def test_a_closing_and_a_due_day_are_told_in_it(lead, daily, draft, framework):  # noqa: F811
    now = moment()
    cycle = Cycle.objects.create(
        name="2027", framework=draft.framework, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=5)
    )
    type(draft).objects.filter(pk=draft.pk).update(opened_by=cycle)
    requirement = draft.framework.requirements.get(code="R1")
    Assignment.objects.create(assessment=draft, requirement=requirement, person=daily, due=now.date() + timedelta(days=1))
    messages = {message.to[0]: message for message in run()}
    assert set(messages) == {lead.email, daily.email}
    assert "to be submitted by" in messages[daily.email].body and "in charge of R1, which is due on" in messages[daily.email].body
    assert run() == []
    Cycle.objects.update(closes_at=now + timedelta(days=6))  # put off: told again
    assert write_reminders(HOME) == 2
    workflow.advance(draft, "submit", by=lead)
    delivered()
    assert digest.write_digests(HOME, now + timedelta(days=2)) == 0  # submitted meanwhile: no news


def test_a_mail_that_cannot_be_written_loses_nothing(browse, lead, daily, discussion, monkeypatch):
    browse(lead).post(discussion, ALL | {"text": "One", "tell": [daily.pk]})

    def breaks(*args):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(digest, "write_mail", breaks)
        with pytest.raises(RuntimeError):
            run()
    assert Notice.objects.count() == 1 and mail.outbox == []
    assert len(run()) == 1


def test_it_is_chosen_on_the_account_page_and_a_page_without_the_choice_leaves_it(browse, contributor):
    browser = browse(contributor)
    assert 'value="no"' in browser.get("/account/").content.decode()
    for typed, kept in (
        ({"daily_digest": "yes"}, True),
        ({}, True),
        ({"daily_digest": "perhaps"}, True),
        ({"daily_digest": "no"}, False),
    ):
        browser.post("/account/", {"name": "The contributor", "language": "en"} | typed)
        contributor.refresh_from_db()
        assert contributor.daily_digest is kept, typed
