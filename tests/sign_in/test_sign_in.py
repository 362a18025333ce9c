"""Signing in: by e-mail and password, throttled, telling nobody who has an account."""

import re
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from assessments.models import User
from readiness import settings as product
from tests.conftest import PASSWORD

SIGN_IN, RESET = "/account/sign-in/", "/account/reset/"


def sign_in(browser, email, password=PASSWORD, **extra):
    return browser.post(SIGN_IN, {"login": email, "password": password, **extra})


def same(body):
    """Return a page without its token, its address and what was typed."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body.decode())
    return re.sub(r"[\w.]+@example\.org", "", body)


def test_the_right_password_leads_to_the_list(browse, lead):
    response = sign_in(browse(), "LEAD@Example.org")
    assert (response.status_code, response.headers["Location"]) == (302, "/assessments/")


def test_it_leads_back_to_where_one_was_going(browse, lead):
    asked = browse().get("/account/password/").headers["Location"]
    assert asked == "/account/sign-in/?next=/account/password/"
    assert sign_in(browse(), lead.email, next="/account/password/").headers["Location"] == "/account/password/"


def test_a_form_sent_after_the_session_leads_back_to_its_page(browse, assessment):
    choices = f"/assessments/{assessment.pk}/results/choices/"  # takes posts only
    page = f"/assessments/{assessment.pk}/results/?open=P1"
    asked = browse().post(choices, headers={"referer": f"http://testserver{page}"}).headers["Location"]
    assert asked == "/account/sign-in/?" + urlencode({"next": page}, safe="/")
    for foreign in ("https://evil.example/", "http://[", ""):
        asked = browse().post(choices, headers={"referer": foreign}).headers["Location"]
        assert asked == f"/account/sign-in/?next={choices}"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_it_never_leads_elsewhere(browse, lead, elsewhere):
    assert sign_in(browse(), lead.email, next=elsewhere).headers["Location"] == "/assessments/"
    assert browse(lead).post("/language/", {"language": "fr", "next": elsewhere}).headers["Location"] == "/"


def test_the_session_key_changes(browse, lead):
    browser = browse()
    browser.get(SIGN_IN)
    sign_in(browser, lead.email)
    first = browser.cookies["sessionid"].value
    browser.post("/account/sign-out/")
    assert browser.get("/assessments/").status_code == 302
    sign_in(browser, lead.email)
    assert browser.cookies["sessionid"].value != first


def test_a_dead_session_opens_nothing(browse, lead):
    browser = browse()
    sign_in(browser, lead.email)
    kept = browser.cookies["sessionid"].value
    browser.post("/account/sign-out/")
    thief = browse()
    thief.cookies["sessionid"] = kept
    assert thief.get("/assessments/").status_code == 302


def test_a_wrong_password_and_an_unknown_account_look_the_same(browse, lead, newcomer):
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    pages = {
        same(sign_in(browse(), email, "wrong wrong wrong").content)
        for email in (lead.email, newcomer.email, "nobody@example.org")
    }
    assert len(pages) == 1


def test_a_closed_account_does_not_get_in(browse, lead):
    User.objects.filter(pk=lead.pk).update(is_active=False)
    browser = browse()
    sign_in(browser, lead.email)
    assert browser.get("/assessments/").status_code == 302


def test_a_closed_account_is_out_at_once(browse, lead):
    browser = browse(lead)
    assert browser.get("/assessments/").status_code == 200
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert browser.get("/assessments/").status_code == 302


def test_guessing_is_throttled_and_forged_addresses_do_not_help(browse, lead, settings):
    settings.LOOPBACK = False  # which refuses such headers altogether
    for number in range(12):
        sign_in(browse(headers={"x-forwarded-for": f"192.0.2.{number}"}), lead.email, "wrong wrong wrong")
    response = sign_in(browse(), lead.email)
    assert response.status_code == 200
    assert b"Too many failed login attempts" in response.content


def test_what_throttling_counts_stands_in_the_database(browse, lead, settings):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    cache.set("seen", 1)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from cache")
        assert cursor.fetchone()[0] == 1


def test_many_tries_elsewhere_do_not_empty_the_throttle(browse, lead):
    for _ in range(6):
        sign_in(browse(), lead.email, "wrong wrong wrong")
    for number in range(1000):
        cache.set(f"somebody-else-{number}", 1, 60)
    assert b"Too many failed login attempts" in sign_in(browse(), lead.email).content


def test_too_many_requests_show_a_page(browse, db):
    browser = browse()
    answers = [browser.post(RESET, {"email": f"nobody{number}@example.org"}) for number in range(21)]
    assert [answer.status_code for answer in answers] == [302] * 20 + [429]
    assert b"Too many tries" in answers[-1].content


def test_nobody_signs_up(browse, db):
    for response in (
        browse().get("/account/sign-up/"),
        browse().post("/account/sign-up/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}),
    ):
        assert b"No signing up" in response.content
    assert not User.objects.exists()


def test_signing_out_takes_a_button(browse, lead):
    browser = browse(lead)
    assert b"Do you want to sign out?" in browser.get("/account/sign-out/").content
    assert browser.get("/assessments/").status_code == 200
    assert browser.post("/account/sign-out/").status_code == 302
    assert browser.get("/assessments/").status_code == 302


def test_changing_the_password_ends_other_sessions(browse, lead):
    here, elsewhere = browse(), browse()
    sign_in(here, lead.email)
    sign_in(elsewhere, lead.email)
    new = "another long password for tests"
    assert here.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}).status_code == 302
    assert here.get("/assessments/").status_code == 200
    assert elsewhere.get("/assessments/").status_code == 302


@pytest.mark.parametrize("password", ["short", "12345678901234", "password1234", "lead@example.org"])
def test_a_weak_password_is_refused(browse, lead, password):
    response = browse(lead).post("/account/password/", {"oldpassword": PASSWORD, "password1": password, "password2": password})
    assert response.status_code == 200
    assert b"invalid-feedback" in response.content


# Asking for a new password


@pytest.fixture
def delivery(settings):
    settings.OUTBOX_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_BACKEND = "readiness.outbox.OutboxBackend"
    mail.outbox = []
    return mail.outbox


@pytest.fixture
def outbox(delivery):
    """Return a function that has the worker send what waits, and returns it."""

    def send():
        call_command("worker", batch=True, interval=0)
        return delivery

    return send


@pytest.mark.django_db(transaction=True)
def test_a_link_comes_by_mail_and_works_once(browse, lead, outbox, caplog):
    browser = browse(headers={"accept-language": "en"})
    assert browser.post(RESET, {"email": "LEAD@example.org"}).headers["Location"] == "/account/reset/sent/"
    assert outbox()[0].recipients() == ["lead@example.org"]
    text = outbox()[0].message().as_bytes().decode()
    link = re.search(r"http://testserver(/account/reset/\S+)", text).group(1)
    page = browser.get(link, follow=True)
    assert b"Choose a password" in page.content
    new = "another long password for tests"
    done = browser.post(page.request["PATH_INFO"], {"password1": new, "password2": new}, follow=True)
    assert b"Your new password is kept" in done.content
    assert sign_in(browse(), lead.email, new).status_code == 302
    assert b"This link no longer works" in browse().get(link, follow=True).content


@pytest.mark.django_db(transaction=True)
def test_an_unknown_address_gets_the_same_page_and_a_message_too(browse, lead, outbox):
    pages = []
    for email in ("lead@example.org", "nobody@example.org"):
        response = browse().post(RESET, {"email": email}, follow=True)
        pages.append((response.redirect_chain, same(response.content)))
    assert pages[0] == pages[1]
    assert [message.recipients() for message in outbox()] == [["lead@example.org"], ["nobody@example.org"]]
    assert "no account" in outbox()[1].message().as_bytes().decode()


def test_asking_sends_nothing_in_the_request_and_writes_a_row_either_way(browse, lead, delivery):
    for number, email in enumerate(("lead@example.org", "nobody@example.org"), start=1):
        browse().post(RESET, {"email": email})
        assert (delivery, DBTaskResult.objects.count()) == ([], number)


def test_a_link_is_good_for_an_hour(settings):
    assert settings.PASSWORD_RESET_TIMEOUT == 3600


def test_real_passwords_are_hashed_slowly():
    from django.conf import global_settings

    assert not hasattr(product, "PASSWORD_HASHERS")
    assert global_settings.PASSWORD_HASHERS[0].endswith("PBKDF2PasswordHasher")


# The language


def test_the_switch_keeps_the_page_and_the_choice(browse, lead):
    browser = browse(lead, headers={"accept-language": "en"})
    assert b'lang="en"' in browser.get("/assessments/?page=2").content
    response = browser.post("/language/", {"language": "fr", "next": "/assessments/?page=2"})
    assert response.headers["Location"] == "/assessments/?page=2"
    assert b'<html lang="fr"' in browser.get("/assessments/").content
    lead.refresh_from_db()
    assert lead.language == "fr"


def test_an_unknown_language_changes_nothing(browse, lead):
    browser = browse(lead)
    browser.post("/language/", {"language": "xx", "next": "/"})
    assert b'<html lang="en"' in browser.get("/assessments/").content


def test_signing_in_elsewhere_brings_the_language_along(browse, lead):
    User.objects.filter(pk=lead.pk).update(language="fr")
    browser = browse(headers={"accept-language": "en"})
    sign_in(browser, lead.email)
    assert b'<html lang="fr"' in browser.get("/assessments/").content


def test_who_is_not_signed_in_may_switch_too(browse, db):
    browser = browse()
    browser.post("/language/", {"language": "fr", "next": SIGN_IN})
    assert "Se connecter" in browser.get(SIGN_IN).content.decode()
