"""The link: it shows before it asks, works once, for one address, and only as long as whoever invited may invite."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from assessments.models import Appointment, Invitation, Membership, User
from tests.at_once import at_once
from tests.conftest import PASSWORD
from tests.people.conftest import typed
from tests.rounds import EIGHT


def test_it_shows_who_invites_to_what(browse, invited, operator):
    page = browse().get(invited(role="observer")).content.decode()
    for words in ("The lead", str(operator), "observer", "new@example.org"):
        assert words in page


def test_who_only_opens_it_does_not_use_it_up(browse, invited):
    path = invited()
    for _scanner in range(3):
        assert (browse().get(path).status_code, browse().head(path).status_code) == (200, 200)
    assert not User.objects.filter(email="new@example.org").exists()
    assert browse().post(path, typed()).status_code == 302


def test_a_new_account_is_made_and_signed_in(browse, invited, operator):
    browser = browse()
    answer = browser.post(invited(role="observer"), typed(name=" The \n invited ", language="fr"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/assessments/")
    user = User.objects.get(email="new@example.org")
    assert (user.name, user.language, user.is_staff) == ("The invited", "fr", False)
    assert list(user.memberships.values_list("operator", "role")) == [(operator.pk, "observer")]
    assert list(EmailAddress.objects.filter(user=user).values_list("email", "verified")) == [("new@example.org", True)]
    assert browser.cookies["language"].value == "fr"
    page = browser.get("/assessments/").content.decode()
    assert "Bienvenue dans l’équipe" in page
    again = browse()
    assert again.post("/account/sign-in/", {"login": user.email, "password": typed()["password"]}).status_code == 302


def test_it_works_once(browse, invited):
    path = invited()
    browse().post(path, typed())
    assert browse().get(path).status_code == 410
    assert browse().post(path, typed()).status_code == 410
    assert User.objects.filter(email="new@example.org").count() == 1


def test_the_session_key_changes(browse, invited):
    browser = browse()
    path = invited()
    browser.get("/account/sign-in/")
    browser.session["seen"] = 1
    before = browser.cookies.get("sessionid")
    browser.post(path, typed())
    assert before is None or browser.cookies["sessionid"].value != before.value


@pytest.mark.parametrize("fields", [
    {"name": ""}, {"again": "another long password"}, {"password": "short", "again": "short"}, {"language": "xx"},
    {"password": "new@example.org", "again": "new@example.org"},
])  # fmt: skip
def test_what_is_wrong_is_told_and_uses_nothing_up(browse, invited, fields):
    path = invited()
    answer = browse().post(path, typed(**fields))
    assert answer.status_code == 200 and b"<title>Error:" in answer.content
    assert not User.objects.filter(email="new@example.org").exists()
    assert browse().post(path, typed()).status_code == 302


def test_who_has_an_account_signs_in_and_accepts(browse, invited, neighbour, operator):
    path = invited(neighbour.email, "observer")
    browser = browse()
    assert b"There is an account with your address" in browser.get(path).content
    to = browser.post(path).headers["Location"]
    assert unquote(to) == f"/account/sign-in/?next={path}"
    answer = browser.post(to, {"login": neighbour.email, "password": PASSWORD, "next": path})
    assert answer.headers["Location"] == path
    assert b"Accept the invitation" in browser.get(path).content
    assert not Membership.objects.filter(user=neighbour, operator=operator).exists()
    assert browser.post(path).headers["Location"] == "/assessments/"
    assert set(neighbour.memberships.values_list("role", flat=True)) == {"lead", "observer"}  # of two operators


def test_it_makes_no_second_account_for_an_address(browse, invited, neighbour):
    browse().post(invited(neighbour.email), typed(name="Somebody else"))
    neighbour.refresh_from_db()
    assert neighbour.name == "The neighbour" and neighbour.check_password(PASSWORD)


def test_it_is_bound_to_its_address(browse, invited, newcomer, operator):
    path = invited("new@example.org")
    browser = browse(newcomer)
    for answer in (browser.get(path), browser.post(path)):
        page = answer.content.decode()
        assert "for another address" in page
        assert str(operator) not in page and "new@example.org" not in page
    assert not newcomer.memberships.exists() and Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("path", ["/invitations/x/", f"/invitations/{'x' * 43}/", "/invitations/%F0%9F%99%82/"])
def test_a_link_that_never_was_looks_like_one_that_no_longer_works(browse, invited, path):
    old = invited()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answers = [browse().get(each) for each in (old, path)]
    bodies = {answer.content.decode().replace(each, "") for answer, each in zip(answers, (old, path), strict=True)}
    assert [answer.status_code for answer in answers] == [410, 410]
    assert len({body.partition("<main")[2].partition("</main>")[0] for body in bodies}) == 1


def test_it_ends_with_the_right_of_who_sent_it(browse, invited, lead):
    path = invited()
    Membership.objects.filter(user=lead).update(role="contributor")
    assert browse().post(path, typed()).status_code == 410
    Membership.objects.filter(user=lead).update(role="lead")
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert browse().post(path, typed()).status_code == 410


def test_who_is_in_the_team_already_keeps_their_role(browse, invited, operator, newcomer):
    path = invited(newcomer.email, "observer")
    Membership.objects.create(user=newcomer, operator=operator, role="lead")
    browse(newcomer).post(path)
    assert newcomer.memberships.get().role == "lead"


def test_the_programme_is_joined_the_same_way(browse, invited, secretariat):
    path = invited(role="facilitator", by=secretariat, operator=None)
    assert b"invites you to the programme" in browse().get(path).content
    browse().post(path, typed())
    assert list(Appointment.objects.filter(user__email="new@example.org").values_list("role", flat=True)) == ["facilitator"]


def test_the_page_speaks_the_language_of_the_invitation(browse, invited):
    path = invited(language="fr")
    assert b'<html lang="fr"' in browse(headers={"accept-language": "en"}).get(path).content
    chosen = browse()
    chosen.post("/language/", {"language": "en"})
    assert b'<html lang="en"' in chosen.get(path).content


@pytest.mark.django_db(transaction=True)
def test_of_eight_that_accept_at_once_one_wins(browse, invited):
    path = invited()
    answers = at_once([lambda: browse().post(path, typed()).status_code for _ in range(EIGHT)])
    assert set(answers) == {302, 410}
    assert User.objects.filter(email="new@example.org").count() == 1
    assert Membership.objects.filter(user__email="new@example.org").count() == 1
