"""Strangers who try passwords do not keep the owner out of a browser in which they have signed in before."""

import pytest
from django.core import signing
from django.core.cache import cache

from tests.conftest import person
from tests.sign_in.test_sign_in import sign_in

TOO_MANY = b"Too many failed login attempts"


@pytest.fixture
def known(browse, lead):
    """A browser in which the lead has signed in, and out again."""
    browser = browse()
    sign_in(browser, lead.email)
    browser.post("/account/sign-out/")
    return browser


def guess(browser, email, times):
    return [TOO_MANY in sign_in(browser, email, "wrong wrong wrong").content for _ in range(times)]


def test_a_stranger_does_not_lock_the_owner_out(browse, lead, known):
    assert guess(browse(), lead.email, 6) == [False] * 5 + [True]
    assert TOO_MANY in sign_in(browse(), lead.email).content  # in a browser that is not known
    assert sign_in(known, lead.email.upper()).headers["Location"] == "/assessments/"


def test_nor_do_strangers_who_share_the_owners_line(browse, lead, known):
    for number in range(11):
        sign_in(browse(), f"nobody{number}@example.org", "wrong wrong wrong")
    assert TOO_MANY in sign_in(browse(), "nobody@example.org").content
    assert sign_in(known, lead.email).headers["Location"] == "/assessments/"


def test_a_known_browser_is_throttled_as_well(browse, lead, known):
    assert guess(known, lead.email, 6) == [False] * 5 + [True]
    assert TOO_MANY in sign_in(known, lead.email).content
    assert sign_in(browse(), lead.email).headers["Location"] == "/assessments/"  # whose tries count by themselves


def test_it_is_known_for_who_signed_in_there_and_for_nobody_else(browse, known):
    other = person("other")
    guess(browse(), other.email, 5)
    assert TOO_MANY in sign_in(known, other.email).content


def test_several_people_may_share_a_browser(browse, lead, known):
    people = [person(f"person{number}") for number in range(4)]
    for each in people:
        sign_in(known, each.email)
        known.post("/account/sign-out/")
    cache.clear()
    guess(browse(), lead.email, 5)
    assert sign_in(known, lead.email).status_code == 302
    known.post("/account/sign-out/")
    sixth = person("sixth")
    sign_in(known, sixth.email)
    known.post("/account/sign-out/")
    guess(browse(), people[0].email, 5)
    assert TOO_MANY in sign_in(known, people[0].email).content  # the one who was there longest ago is forgotten


FORGED = ["", "x", "W10:1:x", signing.dumps(["1", []]), signing.dumps(["1", []], salt="other")]


@pytest.mark.parametrize("forged", FORGED, ids=["empty", "a letter", "three parts", "signed", "salted"])
def test_a_forged_cookie_is_none(browse, lead, settings, forged):
    guess(browse(), lead.email, 5)
    browser = browse()
    browser.cookies[settings.KNOWN_BROWSER_COOKIE_NAME] = forged
    assert TOO_MANY in sign_in(browser, lead.email).content


def test_the_cookie_names_nobody(known, lead, settings):
    cookie = known.cookies[settings.KNOWN_BROWSER_COOKIE_NAME]
    assert lead.email not in str(signing.loads(cookie.value, salt="levier.known-browser"))
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


def test_a_wrong_password_leaves_no_cookie(browse, lead, settings):
    browser = browse()
    guess(browser, lead.email, 1)
    assert settings.KNOWN_BROWSER_COOKIE_NAME not in browser.cookies
