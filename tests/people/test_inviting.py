"""The message of an invitation, what is kept of it, and who may send one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from assessments.models import Assessment, Cycle, Invitation, User
from assessments.people.inviting import forget_expired, invite
from tests.people.conftest import last_link, typed


def post(browser, operator, **fields):
    fields = {"email": "new@example.org", "role": "observer", "language": "en"} | fields
    return browser.post(f"/operators/{operator.pk}/team/", fields)


def test_a_lead_invites_to_their_own_team(browse, lead, operator):
    answer = post(browse(lead), operator, email="New@Example.org", role="lead")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/operators/{operator.pk}/team/")
    row = Invitation.objects.get()
    assert (row.email, row.role, row.operator, row.invited_by) == ("new@example.org", "lead", operator, lead)
    assert row.expires_at - row.sent_at == timedelta(days=14)


def test_the_message_is_plain_text_in_the_language_chosen_for_it(browse, lead, operator):
    post(browse(lead), operator, language="fr")
    message = mail.outbox[0]
    assert (message.to, message.subject) == (
        ["new@example.org"],
        f"Levier\u00a0: une invitation dans l’équipe de l’opérateur {operator}",
    )
    assert message.message().get_content_type() == "text/plain"
    for words in ("Bonjour", "The lead (lead@example.org)", str(operator), "observateur", "http://testserver/invitations/"):
        assert words in message.body
    assert message.body.count("http") == 1  # the link, and nothing that would tell who reads


SUBMIT = {
    "en": "a questionnaire to submit by 31 March 2099, 17:00 (Asia/Tokyo time): Tiny framework, 2098.",
    "fr": "à soumettre au plus tard le 31 mars 2099 à 17:00 (fuseau horaire Asia/Tokyo)\u00a0: Cadre minuscule, 2098.",
}
WORKS = {"en": "once, until 5 December 2026, 09:30 (UTC).", "fr": "une fois, jusqu’au 5 décembre 2026 à 09:30 (UTC)."}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_says_what_is_to_be_submitted_and_until_when_the_link_works(
    lead, operator, other_operator, framework, monkeypatch, language
):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
    opened = {"framework": framework, "opens_at": timezone.now(), "time_zone": "Asia/Tokyo"}
    until = datetime(2099, 3, 31, 17, tzinfo=ZoneInfo("Asia/Tokyo"))
    cycle = Cycle.objects.create(name="2098", closes_at=until, **opened)
    late = Cycle.objects.create(name="2099", closes_at=until + timedelta(days=9), **opened)
    over = Cycle.objects.create(
        name="2025", framework=framework, opens_at=until - timedelta(days=30000), closes_at=opened["opens_at"]
    )
    for row in (late, over, cycle):
        Assessment.objects.create(operator=operator, framework=framework, cycle=row.name, opened_by=row)
    invite("new@example.org", "observer", language, lead, "http://testserver", operator)
    body = mail.outbox[-1].body
    assert SUBMIT[language] in body and WORKS[language] in body
    assert body.index("2098") < body.index("2099.") and "2025" not in body
    invite("new@example.org", "observer", language, lead, "http://testserver", other_operator)
    assert "Asia/Tokyo" not in mail.outbox[-1].body


def test_the_key_is_kept_as_a_digest_alone(browse, lead, operator):
    post(browse(lead), operator)
    key = last_link().split("/")[2]
    assert len(key) == 43
    assert all(key not in str(row) for row in Invitation.objects.values())


@pytest.mark.django_db(transaction=True)
def test_it_leaves_through_the_outbox(browse, lead, operator, settings):
    settings.EMAIL_BACKEND = "readiness.outbox.OutboxBackend"
    settings.OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    post(browse(lead), operator)
    assert mail.outbox == []
    call_command("worker", batch=True, interval=0)
    assert [message.recipients() for message in mail.outbox] == [["new@example.org"]]


def test_an_address_with_an_account_looks_the_same(browse, lead, neighbour, operator, django_assert_num_queries):
    pages, bodies = set(), set()
    for email in (neighbour.email, "nobody@example.org"):
        browser = browse(lead)
        answer = browser.post(f"/operators/{operator.pk}/team/", {"email": email, "role": "observer", "language": "en"})
        page = browser.get(answer.headers["Location"]).content.decode()
        pages.add((answer.status_code, f"on its way to {email}" in page))
        bodies.add(mail.outbox[-1].body.split("invitations/")[0])
    assert (len(pages), len(bodies)) == (1, 1)


def test_inviting_looks_nobody_up(lead, operator, django_assert_num_queries, neighbour):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from assessments.people.inviting import invite

    with CaptureQueriesContext(
        connection,
    ) as asked:
        invite(neighbour.email, "observer", "en", lead, "http://testserver", operator)
    assert not [row["sql"] for row in asked if 'FROM "assessments_user"' in row["sql"]]


def test_who_is_in_the_team_is_not_invited_again(browse, lead, observer, operator):
    answer = post(browse(lead), operator, email=observer.email)
    assert b"in the team already" in answer.content
    assert not Invitation.objects.exists()


def test_inviting_twice_renews_the_one_invitation(browse, lead, operator):
    browser = browse(lead)
    post(browser, operator, role="observer")
    first = last_link()
    post(browser, operator, role="contributor")
    assert Invitation.objects.get().role == "contributor"
    assert (browse().get(first).status_code, browse().get(last_link()).status_code) == (410, 200)


@pytest.mark.parametrize("fields", [{"email": "no address"}, {"role": "expert"}, {"role": "secretariat"}, {"language": "xx"}])
def test_what_a_team_cannot_have_is_refused_in_words(browse, lead, operator, fields):
    answer = post(browse(lead), operator, **fields)
    assert answer.status_code == 200 and b"<title>Error:" in answer.content
    assert not Invitation.objects.exists() and mail.outbox == []


@pytest.mark.parametrize("role", ["contributor", "observer", "facilitator", "expert"])
def test_nobody_else_invites(browse, request, operator, role):
    assert post(browse(request.getfixturevalue(role)), operator).status_code == 403
    assert not Invitation.objects.exists()


def test_another_operators_lead_does_not_see_the_team(browse, neighbour, operator):
    assert post(browse(neighbour), operator).status_code == 404
    assert browse(neighbour).get(f"/operators/{operator.pk}/team/").status_code == 404


def test_the_secretariat_invites_to_any_team_and_to_the_programme(browse, secretariat, operator):
    browser = browse(secretariat)
    post(browser, operator, role="lead")
    browser.post("/programme/", {"email": "new@example.org", "role": "expert", "language": "fr"})
    assert {(row.operator, row.role) for row in Invitation.objects.all()} == {(operator, "lead"), (None, "expert")}
    assert "vous invite dans le programme" in mail.outbox[-1].body


@pytest.mark.parametrize("role", ["lead", "facilitator", "expert", "newcomer"])
def test_only_the_secretariat_opens_the_programme(browse, request, role):
    browser = browse(request.getfixturevalue(role))
    assert browser.get("/programme/").status_code == 403
    fields = {"email": "new@example.org", "role": "expert", "language": "fr"}
    assert browser.post("/programme/", fields).status_code == 403


def test_sent_again_the_old_link_opens_nothing(browse, invited, lead, operator):
    old = invited()
    row = Invitation.objects.get()
    browse(lead).post(f"/operators/{operator.pk}/team/invitations/{row.pk}/", {"do": "again"})
    assert last_link() != old
    assert (browse().get(old).status_code, browse().get(last_link()).status_code) == (410, 200)


def test_an_expired_one_can_be_sent_again(browse, invited, lead, operator):
    path = invited()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert browse().get(path).status_code == 410
    page = browse(lead).get(f"/operators/{operator.pk}/team/").content
    assert b"expired" in page
    browse(lead).post(f"/operators/{operator.pk}/team/invitations/{Invitation.objects.get().pk}/", {"do": "again"})
    assert browse().get(last_link()).status_code == 200


def test_taken_back_the_link_opens_nothing(browse, invited, lead, operator):
    path = invited()
    browse(lead).post(f"/operators/{operator.pk}/team/invitations/{Invitation.objects.get().pk}/", {"do": "take back"})
    assert browse().get(path).status_code == 410
    assert not Invitation.objects.exists()


def test_an_accepted_one_is_neither_listed_nor_sent_again(browse, invited, lead, operator):
    browse().post(invited(), typed())
    row = Invitation.objects.get()
    assert row.accepted_at
    assert b"Open invitations" not in browse(lead).get(f"/operators/{operator.pk}/team/").content
    assert browse(lead).post(f"/operators/{operator.pk}/team/invitations/{row.pk}/", {"do": "again"}).status_code == 404


def test_open_invitations_are_for_those_who_run_the_team(browse, invited, lead, observer, secretariat, expert, operator):
    invited("new@example.org")
    shown = {
        user.email: b"new@example.org" in browse(user).get(f"/operators/{operator.pk}/team/").content
        for user in (lead, secretariat, observer, expert)
    }
    assert [email for email, seen in shown.items() if seen] == [lead.email, secretariat.email]


def test_inviting_is_throttled(browse, lead, operator, settings):
    settings.ACCOUNT_RATE_LIMITS = {"invite": "2/h/user"}
    browser = browse(lead)
    answers = [post(browser, operator, email=f"new{number}@example.org").status_code for number in range(3)]
    assert answers == [302, 302, 429]
    assert len(mail.outbox) == 2
    assert User.objects.count() == 1


def test_what_expired_a_month_ago_is_forgotten_and_what_was_accepted_stays(operator, lead):
    now = timezone.now()
    days = {"young": 29, "old": 31}
    for name, age in days.items():
        for accepted in (None, now):
            row = invite(f"{name}-{bool(accepted)}@example.org", "observer", "en", lead, "http://testserver", operator)
            Invitation.objects.filter(pk=row.pk).update(expires_at=now - timedelta(days=age), accepted_at=accepted)
    assert forget_expired() == 1 and forget_expired() == 0
    left = set(Invitation.objects.values_list("email", flat=True))
    assert left == {"young-true@example.org", "young-false@example.org", "old-true@example.org"}
