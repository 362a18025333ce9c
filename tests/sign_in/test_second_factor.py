"""The second factor: who needs one, what they see without, how it is used, and that it is used once."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from assessments.models import Appointment, User
from tests.conftest import APP_KEY, PASSWORD, person, with_app
from tests.passkeys import credential

SET_UP = "/account/second-factor/"


def code(key=APP_KEY, steps=0):
    return format_hotp_value(hotp_value(key, int(time.time()) // 30 + steps))


def give_password(browser, user, **extra):
    return browser.post("/account/sign-in/", {"login": user.email, "password": PASSWORD, **extra})


@pytest.fixture
def bare(db):
    """An expert without a second factor."""
    user = person("bare")
    Appointment.objects.create(user=user, role="expert")
    return user


@pytest.fixture(autouse=True)
def nothing_counted(db):
    cache.clear()


@pytest.mark.parametrize("role", ["expert", "secretariat"])
def test_who_needs_one_and_has_none_sees_only_how_to_set_it_up(browse, db, role, assessment):
    user = person(f"new {role}".replace(" ", "-"))
    Appointment.objects.create(user=user, role=role)
    browser = browse()
    give_password(browser, user)
    for address in ("/assessments/", "/operators/", f"/assessments/{assessment.pk}/", "/account/password/", "/programme/"):
        answer = browser.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, SET_UP)
    page = browser.get(SET_UP).content.decode()
    assert "a stolen password opens nothing" in page
    assert browser.get("/account/second-factor/app/").status_code == 200


@pytest.mark.parametrize("role", ["lead", "contributor", "observer", "facilitator", "newcomer"])
def test_the_others_may_do_without(browse, request, role):
    browser = browse()
    assert give_password(browser, request.getfixturevalue(role)).headers["Location"] == "/assessments/"
    assert browser.get("/assessments/").status_code == 200
    assert b"Set up an app" in browser.get(SET_UP).content


def test_who_opens_the_back_office_needs_one(browse, db):
    owner = User.objects.create_superuser("owner@example.org", PASSWORD)
    assert browse(owner).get("/back-office/").headers["Location"] == SET_UP
    with_app(owner)
    assert browse(owner).get("/back-office/").status_code == 200


def test_it_is_asked_for_as_soon_as_the_role_is_given(browse, newcomer):
    browser = browse(newcomer)
    assert browser.get("/assessments/").status_code == 200
    Appointment.objects.create(user=newcomer, role="secretariat")
    assert browser.get("/assessments/").headers["Location"] == SET_UP
    assert browser.post("/assessments/", headers={"accept": "application/json"}).status_code == 401


def test_an_app_is_set_up_and_the_recovery_codes_are_shown(browse, bare):
    browser = browse()
    give_password(browser, bare)
    page = browser.get("/account/second-factor/app/").content.decode()  # without giving the password again
    key = browser.session["mfa.totp.secret"]
    assert key in page and "data:image/svg+xml;base64," in page
    wrong = browser.post("/account/second-factor/app/", {"code": "000000"})
    assert wrong.status_code == 200 and b"<title>Error:" in wrong.content
    key = browser.session["mfa.totp.secret"]
    answer = browser.post("/account/second-factor/app/", {"code": code(key)})
    assert answer.headers["Location"] == "/account/second-factor/recovery-codes/"
    shown = browser.get(answer.headers["Location"])
    codes = Authenticator.objects.get(user=bare, type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10 and all(each in shown.content.decode() for each in codes)
    assert shown.headers["Cache-Control"] == "no-store"
    assert browser.get("/assessments/").status_code == 200


def test_the_key_stays_while_a_code_is_typed_wrong(browse, bare):
    browser = browse()
    give_password(browser, bare)
    browser.get("/account/second-factor/app/")
    key = browser.session["mfa.totp.secret"]
    browser.post("/account/second-factor/app/", {"code": "000000"})
    assert browser.session["mfa.totp.secret"] == key


def test_signing_in_asks_for_the_code(browse, expert):
    browser = browse()
    asked = give_password(browser, expert, next="/operators/")
    assert asked.headers["Location"].startswith("/account/code/")
    assert browser.get("/assessments/").headers["Location"].startswith("/account/sign-in/")
    before = browser.cookies["sessionid"].value
    answer = browser.post("/account/code/", {"code": code()})
    assert answer.headers["Location"] == "/operators/"
    assert browser.cookies["sessionid"].value != before
    assert browser.get("/assessments/").status_code == 200


def test_half_signed_in_opens_nothing(browse, expert):
    browser = browse()
    give_password(browser, expert)
    for name in ("assessments", "teams", "account_change_password", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        assert browser.get(reverse(name)).headers["Location"].startswith("/account/sign-in/"), name


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_works_once(browse, expert, steps):
    first, second = browse(), browse()
    for browser in (first, second):
        give_password(browser, expert)
    used = code(steps=steps)
    assert first.post("/account/code/", {"code": used}).status_code == 302
    cache.delete("allauth.rl")
    assert second.post("/account/code/", {"code": used}).status_code == 200
    assert second.get("/assessments/").status_code == 302


def test_a_used_code_is_remembered_as_long_as_it_would_work(browse, expert, monkeypatch):
    kept = {}
    monkeypatch.setattr(cache, "set", lambda key, value, timeout=None, **more: kept.update({key: timeout}))
    browser = browse()
    give_password(browser, expert)
    browser.post("/account/code/", {"code": code()})
    assert [timeout for key, timeout in kept.items() if "totp.used" in key] == [120]


def test_an_old_code_does_not_work(browse, expert):
    browser = browse()
    give_password(browser, expert)
    assert browser.post("/account/code/", {"code": code(steps=-3)}).status_code == 200


def test_somebody_elses_code_does_not_work(browse, expert, secretariat):
    Authenticator.objects.filter(user=secretariat).update(data={"secret": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"})
    browser = browse()
    give_password(browser, secretariat)
    assert browser.post("/account/code/", {"code": code()}).status_code == 200


def test_guessing_codes_is_throttled(browse, expert):
    browser = browse()
    give_password(browser, expert)
    for number in range(12):
        browser.post("/account/code/", {"code": f"{number:06}"})
    answer = browser.post("/account/code/", {"code": code()})
    assert answer.status_code in (200, 429)
    assert browser.get("/assessments/").status_code == 302


def test_a_recovery_code_works_once(browse, expert):
    Authenticator.objects.create(user=expert, type="recovery_codes", data={"seed": "seed", "used_mask": 0})
    kept = Authenticator.objects.get(user=expert, type="recovery_codes").wrap().get_unused_codes()[0]
    for status in (302, 200):
        browser = browse()
        give_password(browser, expert)
        assert browser.post("/account/code/", {"code": kept}).status_code == status


def test_a_new_password_does_not_go_round_it(browse, expert):
    from assessments.new_password import path_of_key

    browser = browse()
    to = browser.get(path_of_key(expert)).headers["Location"]
    new = "another long password for tests"
    browser.post(to, {"password1": new, "password2": new})
    assert browser.get("/assessments/").status_code == 302
    answer = browser.post("/account/sign-in/", {"login": expert.email, "password": new})
    assert answer.headers["Location"].startswith("/account/code/")


def test_changing_it_later_asks_for_the_password(browse, expert):
    browser = browse(expert)  # long ago
    for name in ("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        assert browser.get(reverse(name)).headers["Location"].startswith("/account/confirm/"), name
    browser.post("/account/confirm/?next=/account/second-factor/app/remove/", {"password": PASSWORD})
    assert browser.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_who_removes_the_last_is_asked_for_another(browse, expert):
    browser = browse(expert)
    browser.post("/account/confirm/", {"password": PASSWORD})
    assert browser.post(reverse("mfa_deactivate_totp")).headers["Location"] == SET_UP
    assert browser.get("/assessments/").headers["Location"] == SET_UP


def test_recovery_codes_alone_are_no_second_factor(browse, bare):
    Authenticator.objects.create(user=bare, type="recovery_codes", data={"seed": "seed", "used_mask": 0})
    assert browse(bare).get("/assessments/").headers["Location"] == SET_UP


def test_somebody_elses_passkey_cannot_be_removed(browse, expert, secretariat):
    theirs = Authenticator.objects.create(user=expert, type="webauthn", data={"name": "Key", "credential": credential()})
    browser = browse(secretariat)
    browser.post("/account/confirm/", {"password": PASSWORD})
    assert browser.post(reverse("mfa_remove_webauthn", args=[theirs.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize(
    "sent",
    [
        "", "null", "[]", "{}", "1", '"x"', '{"id": 1}', '{"response": []}', '{"response": {"userHandle": 1}}',
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA"}}',
    ],
)  # fmt: skip
def test_what_is_no_passkey_is_refused(browse, expert, sent):
    anyone, half, inside = browse(), browse(), browse(expert)
    give_password(half, expert)
    inside.post("/account/confirm/", {"password": PASSWORD})
    assert anyone.post(reverse("mfa_login_webauthn"), {"credential": sent}).headers["Location"] == "/account/sign-in/"
    assert half.post("/account/code/", {"credential": sent}).status_code == 200
    assert inside.post(reverse("mfa_add_webauthn"), {"credential": sent}).status_code == 200
    assert anyone.get("/assessments/").status_code == half.get("/assessments/").status_code == 302
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_an_invited_expert_is_led_to_it_at_once(browse, secretariat, mailoutbox):
    from assessments.people.inviting import invite
    from tests.people.conftest import last_link, typed

    invite("new@example.org", "expert", "en", secretariat, "http://testserver")
    browser = browse()
    browser.post(last_link(), typed())
    assert browser.get("/assessments/").headers["Location"] == SET_UP
    assert browser.get("/account/second-factor/app/").status_code == 200


def test_the_back_office_shows_no_key(browse, expert):
    owner = with_app(User.objects.create_superuser("owner@example.org", PASSWORD))
    row = Authenticator.objects.get(user=expert)
    browser = browse(owner)
    page = browser.get(f"/back-office/mfa/authenticator/{row.pk}/change/").content.decode()
    assert expert.email in page or expert.name in page
    assert APP_KEY not in page
    assert browser.post(f"/back-office/mfa/authenticator/{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Authenticator.objects.filter(pk=row.pk).exists()
