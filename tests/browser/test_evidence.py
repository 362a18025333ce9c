"""Evidence in a browser: one file for two answers, what is said of it, and the index, in every width and both languages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from assessments.models import Evidence
from tests.browser.axe import violations
from tests.browser.test_questionnaire import opened, state  # noqa: F401  (a fixture)
from tests.files import pdfs
from tests.questionnaire.conftest import draft, kinds  # noqa: F401  (fixtures)


def requirement(draft, code="R2"):  # noqa: F811
    return f"/assessments/{draft.pk}/requirements/{code}/"


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "plan.pdf").write_bytes(pdfs.plain())
    return tmp_path / "plan.pdf"


@pytest.mark.parametrize("script", [True, False])
def test_14_one_file_is_given_for_two_answers_and_stands_once_in_the_index(visit, lead, draft, plan, script):  # noqa: F811
    page = visit(lead, java_script_enabled=script)
    page.goto(requirement(draft))
    page.click("#question-R2a summary:has-text('Add evidence')")
    expect(page.locator("#R2b-again")).to_be_hidden()  # there is none yet
    page.set_input_files("#R2a-file", plan)
    page.click("#question-R2a .described summary")
    page.fill("#R2a-title", "Strategy")
    page.fill("#R2a-about", "03/2024")
    page.select_option("#R2a-language", "fr")
    page.click("#question-R2a button[name=add]")
    expect(page.locator("#question-R2a .evidence")).to_contain_text("March 2024, French", timeout=20_000)
    page.click("#question-R2b summary:has-text('Add evidence')")
    page.select_option("#R2b-again", label="Strategy")  # without loading the page anew, where there is a script
    page.click("#question-R2b button[name=add]")
    expect(page.locator("#question-R2b .evidence")).to_contain_text("Strategy plan.pdf", timeout=20_000)
    assert len({piece.file for piece in Evidence.objects.all()}) == 1 and Evidence.objects.count() == 2
    page.goto(f"/assessments/{draft.pk}/")
    page.click("a:has-text('Evidence')")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("R2a R2b")
    with page.expect_download() as download:
        page.click("tbody a:has-text('Strategy')")
    assert download.value.suggested_filename == "plan.pdf"
    page.click("tbody a:has-text('R2b')")
    page.click("#question-R2b .evidence a:has-text('Details')")
    page.fill("[name=about]", "2025")
    page.click("button:has-text('Save')")
    page.wait_for_url("**#question-R2b")
    for code in ("R2a", "R2b"):
        expect(page.locator(f"#question-{code} .evidence")).to_contain_text("2025, French")


def test_14_a_file_that_was_added_without_its_date_is_not_said_to_be_lost(opened, lead, draft, plan):  # noqa: F811
    page = opened(lead)
    page.click("#question-R2a summary:has-text('Add evidence')")
    page.set_input_files("#R2a-file", plan)
    page.click("#question-R2a .described summary")
    page.fill("#R2a-about", "in spring")
    page.click("#question-R2a button[name=add]")
    expect(page.locator("#question-R2a .refusal")).to_contain_text("The rest was added", timeout=20_000)
    expect(state(page, "R2a")).to_contain_text("Saved in part: see the message.")
    page.set_input_files("#R2a-file", [])
    page.click("#question-R2a button[name=add]")
    expect(state(page, "R2a")).to_contain_text("Not saved: see the message.")
    assert Evidence.objects.count() == 1


def test_14_what_is_taken_away_is_no_longer_offered(opened, lead, draft, plan):  # noqa: F811
    page = opened(lead)
    page.click("#question-R2a summary:has-text('Add evidence')")
    page.set_input_files("#R2a-file", plan)
    page.click("#question-R2a button[name=add]")
    expect(page.locator("#R2b-again option")).to_have_count(2, timeout=20_000)
    page.click("#question-R2a .evidence button[name=remove]")
    expect(page.locator("#R2b-again option")).to_have_count(1)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_30_36_the_pages_of_evidence(visit, browse, lead, observer, draft, plan, language, width):  # noqa: F811
    file = SimpleUploadedFile("plan.pdf", plan.read_bytes())
    for code, data in (
        ("R2a", {"R2a-file": file, "R2a-title": "T" * 200, "R2a-about": "15/03/2024", "R2a-language": "zh"}),
        ("R2b", {"R2b-link": f"https://www.example.org/{'a' * 200}"}),
        ("R2b", {"R2b-on-site": "The vault"}),
    ):
        browse(lead).post(requirement(draft), {"add": code} | data)
    index, piece = f"/assessments/{draft.pk}/evidence/", Evidence.objects.get(kind="file").pk
    for person, pages in (
        (lead, [index, f"{index}{piece}/", f"{index}?kind=file", requirement(draft), requirement(draft, "R1")]),
        (observer, [index]),
    ):
        page = visit(person, language=language, width=width, color_scheme="dark" if width == 768 else "light")
        for address in pages:
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            assert violations(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        assert page.complaints == []
