"""The time that an answer takes tells nobody who has an account."""

import re
from time import sleep

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import sign_in
from assessments.models import User
from tests.conftest import person
from tests.rounds import TRIES
from tests.sign_in.clock import allowed, timed, told

UNKNOWN = "unknown"


class Quick(PBKDF2PasswordHasher):
    """The real hash with fewer turns: what stands beside it weighs more, so the test is stricter, and quick."""

    iterations = 60_000


@pytest.fixture
def accounts(db, settings):
    """Return {kind: (password, is there)} and make them: open, closed, invited without a password."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Quick"]
    settings.EMAIL_BACKEND = "readiness.outbox.OutboxBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    for kind in ("open", "closed", "invited"):
        person(kind, is_active=kind != "closed")
    User.objects.filter(email="invited@example.org").update(password="!" + "x" * 40)
    return ["open", "closed", "invited", UNKNOWN]


def measured(kinds, ask):
    """Return {kind: (median ms, AUC)}; the throttle, which counts the same for all, is emptied before each try."""

    def asked(kind, number):
        ask(kind, number)
        cache.clear()

    found = told(timed(TRIES, kinds, asked), against=UNKNOWN)
    print(f"{TRIES} tries each, (median ms, AUC): {found}")
    return found


def tells(found):
    return {kind: auc for kind, (_median, auc) in found.items() if abs(auc - 0.5) > allowed(TRIES)}


def test_signing_in_takes_as_long_for_everybody(accounts, browse):
    browser = browse()

    def ask(kind, number):
        answer = browser.post("/account/sign-in/", {"login": f"{kind}@example.org", "password": "wrong wrong wrong"})
        assert answer.status_code == 200

    assert tells(measured(accounts, ask)) == {}


def ask_for_new_password(browser):
    def ask(kind, number):
        answer = browser.post("/account/reset/", {"email": f"{kind}@example.org"})
        assert answer.headers["Location"] == "/account/reset/sent/"

    return ask


def test_asking_for_a_new_password_takes_as_long_for_everybody(accounts, browse):
    assert tells(measured(accounts, ask_for_new_password(browse()))) == {}


@pytest.fixture
def by_the_library(monkeypatch):
    """Let the library look up who asks and write the message, in the request, as it does by itself."""
    for name in ("clean_email", "save"):
        monkeypatch.delattr(sign_in.ResetForm, name)


class SlowMail(BaseEmailBackend):
    """A mail server that is spoken to in the request."""

    def send_messages(self, email_messages):
        sleep(0.15)


def test_the_clock_sees_a_message_that_is_sent_in_the_request(accounts, browse, by_the_library, settings):
    """Otherwise the clock might be too coarse."""
    settings.ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
    settings.EMAIL_BACKEND = f"{__name__}.SlowMail"
    assert set(tells(measured(accounts, ask_for_new_password(browse())))) == {"open", "invited"}


def queries(accounts, browse):
    """Return {kind: what is asked of the database when one asks for a new password}."""
    browser, found = browse(), {}
    for kind in accounts:
        with CaptureQueriesContext(connection) as asked:
            ask_for_new_password(browser)(kind, 0)
        found[kind] = [re.sub(r"'[^']*'|[0-9.]+", "?", query["sql"]) for query in asked.captured_queries]
    return found


def test_the_database_is_asked_the_same_for_everybody(accounts, browse):
    found = queries(accounts, browse)
    assert [asked for asked in found.values() if asked != found[UNKNOWN]] == []
    assert not any("assessments_user" in sql for sql in found["open"])


def test_the_library_by_itself_asks_more_for_some(accounts, browse, by_the_library):
    found = queries(accounts, browse)
    assert any("assessments_user" in sql for sql in found["open"])


def test_the_clock_sees_a_hash_that_is_left_out(accounts, browse, monkeypatch):
    from allauth.account.auth_backends import AuthenticationBackend

    monkeypatch.setattr(AuthenticationBackend, "_mitigate_timing_attack", lambda self, password: None)
    browser = browse()
    found = measured(
        accounts, lambda kind, number: browser.post("/account/sign-in/", {"login": f"{kind}@example.org", "password": "wrong"})
    )
    assert set(tells(found)) == {"open", "closed", "invited"}
