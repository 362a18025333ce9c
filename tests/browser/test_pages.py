"""The pages there are: nothing serious by axe's rules, no sideways scroll, no word of the console, in both languages."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from assessments import workflow
from readiness.publish import publish
from tests.browser.axe import violations

OPEN = ["/account/sign-in/", "/account/reset/", "/account/reset/sent/", "/account/sign-up/", "/account/reset/1-x/"]
SIGNED_IN = ["/assessments/", "/account/", "/account/password/", "/account/sign-out/"]


def look(page, address, status=200):
    assert page.goto(address).status == status
    assert violations(page) == [], address
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, address
    assert [text for text in page.complaints if "status of 4" not in text] == [], address


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "light"), (1280, "light"), (1280, "dark")])
def test_every_page_can_be_used(visit, assessment, lead, language, width, scheme):
    workflow.advance(assessment, "submit", by=lead)
    anyone = visit(language=language, width=width, color_scheme=scheme)
    for address in OPEN:
        look(anyone, address)
    page = visit(lead, language=language, width=width, color_scheme=scheme)
    for address in (*SIGNED_IN, f"/assessments/{assessment.pk}/", f"/assessments/{assessment.pk}/on-paper/"):
        look(page, address)
    look(page, "/nothing/", status=404)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_refused_sign_in_is_told_in_words(visit, lead, language):
    page = visit(language=language)
    page.goto("/account/sign-in/")
    page.fill("[name=login]", lead.email)
    page.fill("[name=password]", "wrong wrong wrong")
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".alert")
    expect(page).to_have_title(re.compile("^" + {"en": "Error:", "fr": "Erreur\u00a0:"}[language]))
    expect(page.locator("[name=login]")).to_have_value(lead.email)
    assert violations(page) == []


def test_the_keyboard_reaches_the_content_first(visit, lead):
    page = visit(lead)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_language_switch_keeps_the_page(visit, lead, assessment):
    page = visit(lead)
    page.goto("/assessments/?from=test")
    page.click("text=Français")
    page.wait_for_selector("html[lang=fr]")
    expect(page).to_have_url(re.compile(re.escape("/assessments/?from=test") + "$"))
    assert page.text_content("h1") == "Évaluations"


def test_everything_works_without_javascript(visit, lead, assessment):
    page = visit(lead, java_script_enabled=False)
    page.click("tbody a")
    expect(page).to_have_url(re.compile(re.escape(f"/assessments/{assessment.pk}/") + "$"))
    page.click("text=Sign out")
    assert "/account/sign-in/" in page.url or page.url.endswith("/")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_about_the_framework_can_be_used_on_a_phone(visit, lead, language):
    framework, _created = publish((settings.PACKS / "dre.yaml").read_bytes())
    page = visit(lead, language=language, width=360)
    for part in ("words", "help", "sources"):
        look(page, f"/frameworks/dre/{framework.edition}/{part}/")
        lost = "links => links.map((link) => link.hash).filter((hash) => hash && !document.getElementById(hash.slice(1)))"
        assert page.eval_on_selector_all("a[href^='#']", lost) == []
