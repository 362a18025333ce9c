"""Times on pages: the reader's own where a script runs, UTC in words where none does, in one format."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from assessments import workflow
from assessments.models import Report, Response, StatusChange
from tests.browser.test_questionnaire import opened, state  # noqa: F401  (fixtures)
from tests.questionnaire.conftest import draft, kinds, save  # noqa: F401  (fixtures)

AT = datetime(2026, 10, 31, 22, 5, tzinfo=UTC)
IN_UTC = {"en": "31 October 2026, 22:05 UTC", "fr": "31 octobre 2026 à 22:05 UTC"}
IN_TOKYO = {"en": "1 November 2026, 07:05", "fr": "1 novembre 2026 à 07:05"}


@pytest.fixture
def moments(draft, lead, settings):  # noqa: F811
    """Return the addresses of every page that tells a moment; each of them is the same one."""
    save(draft, "R2b", lead, value="Words")
    Response.objects.update(updated_at=AT)
    workflow.advance(draft, "submit", by=lead, note="The lead, Director")
    StatusChange.objects.update(at=AT)
    settings.REPORTS.mkdir(exist_ok=True)
    (settings.REPORTS / "times.pdf").write_bytes(b"%PDF-1.7")
    made = {"number": "R1", "status": "done", "file": "times.pdf", "made_at": AT}
    Report.objects.create(assessment=draft, language="en", content_key="0" * 64, **made)
    return [f"/assessments/{draft.pk}/{part}" for part in ("receipt/", "requirements/R2/", "report/", "results/")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_moments_are_the_readers_own(visit, moments, lead, language):
    page = visit(lead, language=language, timezone_id="Asia/Tokyo")
    for address in moments:
        page.goto(address)
        told = page.locator("time[data-format]")
        assert told.all_text_contents() == [IN_TOKYO[language]], address
        assert (told.get_attribute("datetime"), told.get_attribute("title")) == ("2026-10-31T22:05:00+00:00", IN_UTC[language])
        assert page.complaints == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_without_javascript_they_are_in_utc_and_say_so(visit, moments, lead, language):
    page = visit(lead, language=language, timezone_id="Asia/Tokyo", java_script_enabled=False)
    for address in moments:
        page.goto(address)
        assert page.locator("time[data-format]").all_text_contents() == [IN_UTC[language]], address


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_save_is_told_on_the_same_clock(opened, lead, language):  # noqa: F811
    page = opened(lead, language=language, timezone_id="Asia/Tokyo")
    page.fill("#R2b-value", "Words")
    expect(state(page, "R2b")).to_have_text(re.compile(r" \d\d:\d\d$"))
    at = Response.objects.get().updated_at + timedelta(hours=9)
    minutes = {f"{at + timedelta(minutes=late):%H:%M}" for late in (0, 1)}
    assert state(page, "R2b").text_content().split()[-1] in minutes
