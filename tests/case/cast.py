"""The demonstration's people, each in a browser window of their own."""

from django.core.cache import cache
from playwright.sync_api import Browser, Page

from assessments.management.commands.demo import WITH_CODE, demonstration_key, demonstration_password
from tests.browser.conftest import code_now


class Cast:
    """cast("lead", width=360) returns the page of this role at this width, signed in; the same page each time."""

    def __init__(self, browser: Browser, address: str, language: str):
        self.browser, self.address, self.language = browser, address, language
        self.pages: dict[tuple[str, int], Page] = {}
        self.windows: dict[str, object] = {}

    def __call__(self, role: str, width: int = 1280) -> Page:
        if (role, width) not in self.pages:
            kept = self.windows.get(role)
            window = self.browser.new_context(
                base_url=self.address, locale=self.language, viewport={"width": width, "height": 900},
                storage_state=kept.storage_state() if kept else None,
            )  # fmt: skip
            page = self.pages[role, width] = window.new_page()
            if not kept:
                self.windows[role] = window
                sign_in(page, role)
        return self.pages[role, width]

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()


def sign_in(page: Page, role: str) -> None:
    cache.clear()  # so many sign-ins from one address in a minute are none too many here
    page.goto("/account/sign-in/")
    page.fill("[name=login]", f"{role}@example.org")
    page.fill("[name=password]", demonstration_password())
    page.press("[name=password]", "Enter")
    if role in WITH_CODE:
        page.fill("[name=code]", code_now(demonstration_key()))
        page.press("[name=code]", "Enter")
    page.wait_for_url("**/assessments/")
