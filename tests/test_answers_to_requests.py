"""What every answer carries, and what a person sees when something is wrong."""

import errno
import re

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from assessments import views
from readiness import errors
from tests.conftest import PASSWORD

PAGES = ["/account/sign-in/", "/account/reset/", "/assessments/", "/nothing/", "/assessments/?q=%00"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("who", ["nobody", "lead"])
def test_every_answer_carries_the_headers(browse, lead, address, who):
    headers = browse(lead if who == "lead" else None).get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/assessments/", "/nothing/", "/account/password/"])
def test_what_a_signed_in_person_sees_is_kept_nowhere(browse, lead, address):
    assert browse(lead).get(address).headers["Cache-Control"] == "no-store"


def test_signing_in_and_out_is_kept_nowhere(browse, lead):
    browser = browse()
    entered = browser.post("/account/sign-in/", {"login": lead.email, "password": PASSWORD})
    assert (entered.status_code, entered.headers["Cache-Control"]) == (302, "no-store")
    assert browser.post("/account/sign-out/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", PAGES)
def test_no_page_has_inline_script_or_style(browse, lead, address):
    page = browse(lead).get(address).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", page)


@pytest.mark.parametrize("status", errors.PAGES)
def test_every_error_has_its_page_in_both_languages(status, settings):
    from django.utils.translation import override

    titles = []
    for language in ("en", "fr"):
        with override(language):
            response = errors.plain_page(status)
            assert response.status_code == status
            titles.append(re.search("<h1>(.+?)</h1>", response.content.decode()).group(1))
    assert titles[0] != titles[1]


def test_what_is_forbidden_says_whom_to_ask(browse, lead):
    request = RequestFactory().get("/")
    request.user = lead
    page = errors.forbidden(request)
    assert page.status_code == 403
    assert "Ask the lead of your team" in page.content.decode()


@pytest.mark.parametrize("who", ["nobody", "lead"])
def test_a_method_that_a_page_does_not_have_is_told(browse, lead, assessment, who):
    browser = browse(lead if who == "lead" else None)
    address, method = ("/language/", browser.get) if who == "nobody" else ("/assessments/", browser.post)
    response = method(address)
    assert (response.status_code, response.headers["Allow"]) == (405, {"nobody": "POST, OPTIONS"}.get(who, "GET, HEAD, OPTIONS"))
    page = response.content.decode()
    assert "This page cannot be used like that" in page
    assert ("Sign out" in page) == (who == "lead")


def test_a_conflict_can_say_its_own_words(lead):
    request = RequestFactory().get("/")
    request.user = lead
    page = errors.conflict(request, "It was submitted at noon.")
    assert page.status_code == 409
    assert "It was submitted at noon." in page.content.decode()


def test_a_missing_token_says_what_to_do(browse, lead):
    response = browse(lead, enforce_csrf_checks=True).post("/account/sign-out/")
    assert response.status_code == 403
    assert b"This page has been open for too long" in response.content
    assert b"reload the page" in response.content


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database is locked"), OperationalError("disk is full"), InterfaceError(),
        OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EDQUOT, "Disk quota exceeded"),
    ],
)  # fmt: skip
def test_a_busy_database_or_a_full_disk_is_503_and_asks_to_try_again(browse, lead, monkeypatch, error):
    def busy(user):
        raise error

    monkeypatch.setattr(views, "visible_assessments", busy)
    response = browse(lead, raise_request_exception=False).get("/assessments/")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert b"Levier is busy" in response.content


def test_a_database_that_fails_before_the_view_is_503_too(browse, lead, monkeypatch):
    from django.contrib.sessions.backends.db import SessionStore

    def busy(self):
        raise OperationalError("database is locked")

    browser = browse(lead, raise_request_exception=False)
    monkeypatch.setattr(SessionStore, "load", busy)
    assert browser.get("/assessments/").status_code == 503


@pytest.mark.parametrize("error", [ValueError("secret detail"), OSError(errno.EIO, "secret detail")])
def test_a_mistake_of_ours_is_500_and_tells_nothing(browse, lead, monkeypatch, error):
    def broken(user):
        raise error

    monkeypatch.setattr(views, "visible_assessments", broken)
    response = browse(lead, raise_request_exception=False).get("/assessments/")
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content
    assert b"secret" not in response.content


def test_the_loopback_profile_answers_this_machine_only(browse, db):
    browser = browse()
    for address, status in (("127.0.0.1", 200), ("::1", 200), ("127.8.9.1", 200), ("192.0.2.1", 403), ("", 403), ("::", 403)):
        assert browser.get("/account/sign-in/", REMOTE_ADDR=address).status_code == status, address


def test_the_loopback_profile_answers_nobody_through_a_proxy(browse, db):
    assert browse().get("/account/sign-in/", headers={"x-forwarded-for": "192.0.2.1"}).status_code == 403


def test_production_answers_everybody(browse, db, settings):
    settings.LOOPBACK = False
    assert browse().get("/account/sign-in/", REMOTE_ADDR="192.0.2.1").status_code == 200


def test_an_evil_host_is_400(browse, db):
    assert browse().get("/account/sign-in/", headers={"host": "evil.example"}).status_code == 400


def test_a_view_may_set_its_own_resource_policy():
    from readiness.middleware import answer_headers

    handle = answer_headers(lambda request: HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"}))
    assert handle(RequestFactory().get("/")).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
