"""An observer's remark in a browser: saved while it is typed, kept while the line is cut, and shown to the team."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import look
from tests.questionnaire.conftest import draft, kept, kinds, save  # noqa: F401  (fixtures)


def test_a_remark_is_saved_while_it_is_typed(visit, observer, lead, draft):  # noqa: F811
    save(draft, "R2b", lead, value="Words of the lead")
    page = visit(observer)
    page.goto(f"/assessments/{draft.pk}/requirements/R2/")
    page.click("#question-R2b summary:has-text('Remark')")
    page.fill("#R2b-remark", "Seen by the regulator")
    expect(page.locator("#question-R2b [data-state]")).to_contain_text("Saved")
    assert kept(draft, "R2b") == ("Words of the lead", "", "Seen by the regulator", 2)
    page.context.set_offline(True)
    page.fill("#R2b-remark", "Seen twice")
    expect(page.locator("#question-R2b .save-state")).to_contain_text("Not saved")
    page.context.set_offline(False)
    expect(page.locator("#question-R2b [data-state]")).to_contain_text("Saved", timeout=20_000)
    assert kept(draft, "R2b")[2] == "Seen twice"


def test_two_remarks_at_once_are_both_shown(visit, observer, contributor, draft):  # noqa: F811
    page = visit(observer)
    page.goto(f"/assessments/{draft.pk}/requirements/R2/")
    save(draft, "R2b", contributor, remark="Of the contributor")
    page.click("#question-R2b summary:has-text('Remark')")
    page.fill("#R2b-remark", "Of the observer")
    expect(page.locator("#R2b-conflict-remark")).to_contain_text("Of the contributor")
    page.click("#R2b-conflict-remark button[name=take]")
    expect(page.locator("#R2b-remark")).to_have_value("Of the contributor")


def test_without_scripts_the_form_saves_it(visit, observer, draft):  # noqa: F811
    page = visit(observer, java_script_enabled=False)
    page.goto(f"/assessments/{draft.pk}/requirements/R2/")
    page.click("#question-R2b summary:has-text('Remark')")
    page.fill("#R2b-remark", "Seen")
    page.click("main button.btn-outline-primary[name=then]")
    page.wait_for_selector("text=Saved.")
    assert kept(draft, "R2b")[2] == "Seen"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_observers_page_can_be_used(visit, observer, lead, draft, language, width):  # noqa: F811
    save(draft, "R2b", lead, value="Words", remark="A remark")
    page = visit(observer, language=language, width=width)
    for code in ("R1", "R2"):
        look(page, f"/assessments/{draft.pk}/requirements/{code}/")
