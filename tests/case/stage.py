"""What every role of the played case needs: the assessment, a page on which the role is signed in, the steps."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from assessments.models import Assessment


@dataclass
class Case:
    """What is played: the draft it begins with, and how to come to its pages.

    `cast(role, width=1280)` returns a page on which that role is signed in; `made()` returns once no document waits to be
    made; `look(page, name)` takes a picture, or does nothing.
    """

    assessment: Assessment
    cast: Callable[..., Page]
    made: Callable[[], None]
    look: Callable[[Page, str], None]

    def go(self, page: Page, part: str = "", of: Assessment | None = None) -> Page:
        page.goto(f"/assessments/{(of or self.assessment).pk}/{part}")
        return page

    def step(self, page: Page, action: str, state: str) -> None:
        """Press the button of a step and wait until the page says the state that it leads to."""
        form = f"form[action$='/steps/{action.replace('_', '-')}/'] button"
        page.locator(f"{form}, button[form={action}]").locator("visible=true").first.click()
        expect(page.locator(f".status-{state}").first).to_be_visible()


def field(code: str, name: str) -> str:
    """Return the selector of a field of a question; codes hold dots."""
    return f"[id='{code}-{name}']"


def saved(page: Page, code: str) -> None:
    """Wait until the page says that the question is saved."""
    words = page.locator("[data-saved]").first.get_attribute("data-saved")
    expect(page.locator(f"[id='question-{code}'] [data-state]")).to_contain_text(words)


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.fill(f"[name={name}]", value)
