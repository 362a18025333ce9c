"""Signing out with answers that have not reached the server, and another person at the same browser."""

import re

import pytest
from playwright.sync_api import expect

from assessments.models import Response
from tests.browser.axe import violations
from tests.browser.test_questionnaire import SAVE, opened, state, until  # noqa: F401  (fixtures)
from tests.conftest import PASSWORD
from tests.questionnaire.conftest import draft, kept, kinds  # noqa: F401  (fixtures)

DRAFTS = "Object.keys(localStorage).filter((name) => name.startsWith('levier/'))"


def sign_in(page, user):
    page.goto("/account/sign-in/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/assessments/")


@pytest.fixture
def unsent(opened, lead):  # noqa: F811
    """Return a page of the lead's with two answers that the server will not take."""
    page = opened(lead)
    page.route(SAVE, lambda route: route.abort())
    page.fill("#R2b-value", "Typed on the train")
    page.fill("#R2a-value", "12")
    expect(state(page, "R2b")).to_contain_text("Not saved yet")
    return page


def test_what_was_just_typed_is_sent_before_signing_out(opened, lead, draft):  # noqa: F811
    page = opened(lead)
    page.fill("#R2b-value", "Typed and gone")
    page.click("text=Sign out")
    page.wait_for_url("**/account/sign-in/**")
    assert kept(draft, "R2b")[0] == "Typed and gone"
    assert page.evaluate(DRAFTS) == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_unsent_answers_are_told_and_stay_where_one_stays(unsent, draft, language):  # noqa: F811
    page = unsent
    if language == "fr":
        page.click("text=Français")
        page.wait_for_selector("html[lang=fr]")
    page.click("[data-sign-out] button")
    box = page.locator("#unsent")
    expect(box).to_contain_text({"en": "2 answers could not be sent", "fr": "2 réponses n’ont pas pu être envoyées"}[language])
    expect(page.locator("#unsent-codes")).to_have_text(re.compile("R2b"))
    expect(page.locator("#unsent-stay")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(box).to_be_hidden()
    page.unroute(SAVE)
    page.reload()
    assert until(lambda: kept(draft, "R2b") and kept(draft, "R2a"))
    expect(page.locator("#R2b-value")).to_have_value("Typed on the train")


def test_signing_out_all_the_same_removes_them_here_and_in_other_windows(unsent, draft):  # noqa: F811
    page = unsent
    other = page.context.new_page()
    other.route(SAVE, lambda route: route.abort())
    other.goto(f"/assessments/{draft.pk}/requirements/R2/")
    expect(other.locator("#R2b-value")).to_have_value("Typed on the train")
    page.bring_to_front()
    page.click("[data-sign-out] button")
    page.click("text=Sign out and remove them from this device")
    page.wait_for_url("**/account/sign-in/**")
    other.wait_for_url("**/account/sign-in/**")
    assert page.evaluate(DRAFTS) == []
    assert not Response.objects.exists()


def test_offline_nothing_is_removed_and_it_is_said(unsent):
    page = unsent
    page.context.set_offline(True)
    page.click("[data-sign-out] button")
    page.click("text=Sign out and remove them from this device")
    expect(page.locator("#unsent-state")).to_contain_text("you are still signed in, and nothing was removed")
    assert len(page.evaluate(DRAFTS)) == 2


def test_the_page_of_signing_out_asks_as_well(unsent):
    page = unsent
    page.goto("/account/sign-out/")
    page.click("main button")
    expect(page.locator("#unsent")).to_contain_text("2 answers could not be sent")


def test_another_person_neither_sees_nor_sends_the_drafts(unsent, contributor, draft):  # noqa: F811
    page = unsent
    theirs = page.context.new_page()
    page.context.clear_cookies(name="sessionid")  # the lead's session has ended, the window stays open
    sign_in(theirs, contributor)
    theirs.goto(f"/assessments/{draft.pk}/requirements/R2/")
    assert (theirs.input_value("#R2a-value"), theirs.input_value("#R2b-value")) == ("", "")
    expect(theirs.locator("#notice")).to_have_count(0)
    page.unroute(SAVE)
    page.fill("#R2b-value", "The lead types on")
    expect(page.locator("#notice")).to_contain_text("Someone else is signed in")
    theirs.click("[data-sign-out] button")
    theirs.wait_for_url("**/account/sign-in/**")
    assert not Response.objects.exists()
    assert len(theirs.evaluate(DRAFTS)) == 2


def test_the_drafts_come_back_to_their_own_person(unsent, contributor, lead, draft):  # noqa: F811
    page = unsent
    page.context.clear_cookies(name="sessionid")
    page.goto("about:blank")
    page.unroute(SAVE)
    sign_in(page, contributor)
    page.click("[data-sign-out] button")
    page.wait_for_url("**/account/sign-in/**")
    sign_in(page, lead)
    page.goto(f"/assessments/{draft.pk}/")
    assert until(lambda: Response.objects.filter(updated_by=lead).count() == 2)
    assert until(lambda: page.evaluate(DRAFTS) == [])
    assert kept(draft, "R2b")[0] == "Typed on the train"
