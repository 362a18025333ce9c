"""Passkeys with Chromium's virtual authenticator, apps and recovery codes, as a person uses them; every page by axe's rules."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import expect

from assessments.models import Appointment
from tests.browser.conftest import code_now
from tests.browser.test_pages import look
from tests.conftest import PASSWORD, person


@pytest.fixture
def bare(transactional_db):
    """An expert without a second factor."""
    user = person("bare")
    Appointment.objects.create(user=user, role="expert")
    return user


def give_password(page, user):
    page.goto("/account/sign-in/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def with_authenticator(page):
    """Plug in a virtual authenticator: a phone that knows its owner's finger."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    return line, line.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_passkey_is_made_and_signs_in_without_a_password(visit, bare, language):
    page = visit(language=language)
    line, key = with_authenticator(page)
    give_password(page, bare)
    page.wait_for_url("**/account/second-factor/")
    page.goto("/assessments/")
    page.wait_for_url("**/account/second-factor/")
    page.click("main a[href$='/passkeys/add/']")
    page.click("[data-use]")
    page.wait_for_url("**/account/second-factor/recovery-codes/")
    expect(page.locator(".codes li")).to_have_count(10)
    page.click("main .btn-primary")
    page.wait_for_url("**/assessments/")
    page.context.clear_cookies()
    page.goto("/account/sign-in/")
    page.click("[data-use]")
    page.wait_for_url("**/assessments/")
    expect(page.locator("text=The bare")).to_have_count(1)
    assert len(line.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]) == 1
    assert page.complaints == []


def test_a_passkey_is_the_second_step_after_the_password(visit, bare):
    page = visit()
    with_authenticator(page)
    give_password(page, bare)
    page.click("main a[href$='/passkeys/add/']")
    page.uncheck("[name=passwordless]")
    page.fill("[name=name]", "Key on the ring")
    page.click("[data-use]")
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()
    give_password(page, bare)
    page.wait_for_url("**/account/code/**")
    page.click("[data-use]")
    page.wait_for_url("**/assessments/")
    page.goto("/account/second-factor/")
    assert page.locator("text=Key on the ring").count() >= 1


def test_no_passkey_at_hand_is_told_in_words(visit, bare):
    page = visit()
    line, key = with_authenticator(page)
    line.send("WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": False})
    give_password(page, bare)
    page.click("main a[href$='/passkeys/add/']")
    page.click("[data-use]")
    page.wait_for_selector("text=That did not work.")
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("script", [True, False])
def test_an_app_is_set_up_and_used(visit, bare, script):
    page = visit(java_script_enabled=script)
    give_password(page, bare)
    page.click("main a[href$='/app/']")
    page.fill("[name=code]", "000000")
    page.press("[name=code]", "Enter")
    page.wait_for_selector(".invalid-feedback")
    page.fill("[name=code]", code_now(page.inner_text("code.key")))
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/recovery-codes/")
    spare = page.inner_text(".codes li >> nth=0")
    page.click("main .btn-primary")
    page.wait_for_url("**/assessments/")
    page.context.clear_cookies()
    cache.clear()
    give_password(page, bare)
    page.fill("[name=code]", spare)
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/assessments/")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "light"), (1280, "dark")])
def test_every_page_of_the_second_factor_can_be_used(visit, bare, expert, language, width, scheme):
    look_as = {"language": language, "width": width, "color_scheme": scheme}
    page = visit(**look_as)
    give_password(page, bare)
    for end in ("", "app/", "passkeys/add/"):
        look(page, f"/account/second-factor/{end}")
    page.goto("/account/second-factor/app/")
    page.fill("[name=code]", code_now(page.inner_text("code.key")))
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/recovery-codes/")
    for end in ("", "recovery-codes/", "recovery-codes/new/", "app/remove/"):
        look(page, f"/account/second-factor/{end}")
    half = visit(**look_as)
    give_password(half, expert)
    half.wait_for_url("**/account/code/**")
    look(half, "/account/code/")
    look(visit(**look_as), "/account/sign-in/")
