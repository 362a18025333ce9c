"""The pages of findings, documents and calibration, as a browser shows them to an expert and to the operator."""

import re

import pytest
from playwright.sync_api import expect

from assessments import workflow
from assessments.documents.make import issue
from assessments.models import Kind
from tests.browser.test_pages import look
from tests.documents.conftest import mission  # noqa: F401  (fixtures)
from tests.documents.mission import reply

PAGES = ["findings/", "findings/1/", "findings/new/?from=P1.1", "documents/", "calibration/"]
HANDED_OVER = ["findings/", "findings/3/reply/", "documents/", "calibration/"]


@pytest.mark.parametrize(("language", "width"), [("en", 360), ("fr", 1280)])
def test_every_page_can_be_used(visit, mission, expert, lead, language, width):  # noqa: F811
    page = visit(expert, language=language, width=width)
    for part in PAGES:
        look(page, f"/assessments/{mission.pk}/{part}")
    for kind in (Kind.EXIT, Kind.GAP, Kind.REVIEW):
        issue(mission, kind, expert)
    reply(mission, lead)
    workflow.advance(mission, "issue_report", by=expert)
    page = visit(lead, language=language, width=width, color_scheme="dark")
    for part in HANDED_OVER:
        look(page, f"/assessments/{mission.pk}/{part}")


def test_a_reply_that_lacks_something_keeps_what_was_typed_and_says_what(visit, mission, expert, lead):  # noqa: F811
    issue(mission, Kind.EXIT, expert)
    page = visit(lead)
    page.goto(f"/assessments/{mission.pk}/findings/1/reply/")
    page.check("[name=stance][value=agree]")
    page.fill("[name=action]", "Write the text and send it to the ministry.")
    page.click("button:has-text('Save')")
    expect(page).to_have_title(re.compile("^Error:"))
    told = page.inner_text("main")
    assert "Name the office in charge." in told and "Give the day by which it is done." in told
    expect(page.locator("[name=action]")).to_have_value("Write the text and send it to the ministry.")
    page.fill("[name=office]", "Legal affairs")
    page.fill("[name=due]", "2027-03-31")
    page.click("button:has-text('Save')")
    page.wait_for_url("**/findings/")
    expect(page.locator("#finding-1")).to_contain_text("The operator agrees")
