"""One browser for all: Debian's Chromium, driven by Playwright."""

import os
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from tests.chromium import ARGUMENTS, CHROMIUM
from tests.conftest import APP_KEY, PASSWORD


@pytest.fixture(scope="module")
def chromium():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's event loop runs in the thread of the test
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(chromium, live_server):
    """Return a function that opens a window: visit(user, language="fr", width=360), signed in when a user is given."""
    windows = []

    def opened(user=None, *, language="en", width=1280, **options):
        window = chromium.new_context(
            base_url=live_server.url, locale=language, viewport={"width": width, "height": 800}, **options
        )
        windows.append(window)
        page = window.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        if user:
            cache.clear()  # so many sign-ins from one address in a minute are none too many here
            page.goto("/account/sign-in/")
            page.fill("[name=login]", user.email)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            if Authenticator.objects.filter(user=user, type="totp").exists():
                cache.clear()  # the same code may have been used a moment ago
                page.fill("[name=code]", code_now())
                page.press("[name=code]", "Enter")
            page.wait_for_url("**/assessments/")
        return page

    yield opened
    for window in windows:
        window.close()


def code_now(key=APP_KEY):
    """Return what an authenticator app with this key shows now."""
    return format_hotp_value(hotp_value(key, int(time.time()) // 30))


@pytest.fixture
def as_served(settings, transactional_db):
    """Return the address of a server whose style sheets and scripts are those of production: hashed, compressed, kept."""
    settings.STATIC_ROOT = settings.BASE_DIR / "static-files"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    if not settings.STATIC_ROOT.exists():  # make setup gathers them
        call_command("collectstatic", interactive=False, verbosity=0)
    server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
