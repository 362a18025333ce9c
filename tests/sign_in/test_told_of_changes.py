"""A change in how somebody signs in is told to them by mail, at once: what, when, and what to do if it was not them."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from assessments.models import User
from assessments.new_password import path_of_key
from tests.conftest import APP_KEY, PASSWORD, with_app
from tests.passkeys import credential

pytestmark = pytest.mark.django_db
NEW = "another long password for tests"
TWICE = {"password1": NEW, "password2": NEW}


def signed_in(browse, user):
    browser = browse(headers={"user-agent": "A browser of mine"})
    browser.post("/account/sign-in/", {"login": user.email, "password": PASSWORD})
    if Authenticator.objects.filter(user=user, type="totp").exists():
        cache.clear()
        browser.post("/account/code/", {"code": code(APP_KEY)})
        cache.clear()
    assert mail.outbox == []
    return browser


def code(key):
    return format_hotp_value(hotp_value(key, int(time.time()) // 30))


def the_mail(user, what):
    """Look at the one mail that was written: to the person, with what to do, and without where it came from."""
    [message] = mail.outbox
    mail.outbox.clear()
    assert message.to == [user.email] and what in message.body
    assert message.subject.casefold().endswith(message.body.split("\n")[2].partition(".")[0].casefold())  # it tells by itself
    for address in ("/account/reset/", "/account/", "/account/second-factor/"):
        assert f"http://testserver{address}\n" in message.body
    assert "127.0.0.1" not in message.body and "A browser of mine" not in message.body and PASSWORD not in message.body
    return message


def test_a_changed_password(browse, lead):
    done = signed_in(browse, lead).post("/account/password/", {"oldpassword": PASSWORD} | TWICE)
    assert done.headers["Location"] == "/account/"  # where one also signs out everywhere else
    the_mail(lead, "Your password was changed.")


def test_a_wrong_one_changes_and_tells_nothing(browse, lead):
    signed_in(browse, lead).post("/account/password/", {"oldpassword": "wrong"} | TWICE)
    assert mail.outbox == []


def test_a_password_chosen_by_a_link(browse, lead):
    browser = browse()
    page = browser.get(path_of_key(lead), follow=True)
    browser.post(page.redirect_chain[-1][0], TWICE)
    the_mail(lead, "A new password was chosen, with a link")


def test_an_app_added_and_removed(browse, lead, django_capture_on_commit_callbacks):
    browser = signed_in(browse, lead)
    browser.get("/account/second-factor/app/")
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/account/second-factor/app/", {"code": code(browser.session["mfa.totp.secret"])})
    assert Authenticator.objects.filter(user=lead, type="totp").exists()
    the_mail(lead, "An authenticator app was added")  # one mail: the recovery codes that come with it are no change
    browser.post("/account/second-factor/app/remove/")
    the_mail(lead, "The authenticator app was removed")


def test_a_passkey_removed(browse, lead):
    browser = signed_in(browse, lead)
    key = Authenticator.objects.create(user=lead, type="webauthn", data={"name": "Key", "credential": credential()})
    browser.post(f"/account/second-factor/passkeys/{key.pk}/remove/")
    the_mail(lead, "A passkey was removed")


def test_new_recovery_codes(browse, lead, django_capture_on_commit_callbacks):
    browser = signed_in(browse, with_app(lead))
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/account/second-factor/recovery-codes/new/")
    the_mail(lead, "New recovery codes were made")


def test_signing_in_with_a_recovery_code(browse, lead):
    browser = browse()
    codes = RecoveryCodes.activate(with_app(lead)).get_unused_codes()
    for left, used in ((len(codes) - 1, codes[0]), (len(codes) - 2, codes[1])):
        browser.post("/account/sign-in/", {"login": lead.email, "password": PASSWORD})
        browser.post("/account/code/", {"code": used})
        assert browser.get("/assessments/").status_code == 200
        the_mail(lead, f"with one of your recovery codes. {left} are left.")
        browser.post("/account/sign-out/")


def test_signing_in_with_the_app_is_no_news(browse, lead):
    signed_in(browse, with_app(lead))
    assert mail.outbox == []


def test_it_is_in_the_readers_language_and_never_waits_for_the_day(browse, lead):
    User.objects.filter(pk=lead.pk).update(language="fr", daily_digest=True)
    signed_in(browse, lead).post("/account/password/", {"oldpassword": PASSWORD} | TWICE)
    message = the_mail(lead, "Votre mot de passe a été modifié.")
    assert message.subject.startswith("Levier\u00a0: ")


@pytest.fixture
def owner(db):
    return with_app(User.objects.create_superuser("owner@example.org", PASSWORD))


def test_what_the_back_office_takes_away(browse, owner, lead, neighbour):
    office = browse(owner)
    one, other = (Authenticator.objects.get(user=with_app(user)) for user in (lead, neighbour))
    office.post(reverse("admin:mfa_authenticator_delete", args=[one.pk]), {"post": "yes"})
    the_mail(lead, "Your second factor was removed by the back office.")
    chosen = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
    office.post(reverse("admin:mfa_authenticator_changelist"), chosen)
    the_mail(neighbour, "Your second factor was removed by the back office.")
    assert set(Authenticator.objects.values_list("user", flat=True)) == {owner.pk}


def test_a_password_given_by_the_back_office(browse, owner, lead):
    address = reverse("admin:auth_user_password_change", args=[lead.pk])
    browse(owner).post(address, TWICE | {"password2": "not the same", "usable_password": "true"})
    assert mail.outbox == []
    browse(owner).post(address, TWICE | {"usable_password": "true"})
    the_mail(lead, "Your password was changed by the back office.")
