"""The results in a real browser: axe on every page of theirs, targets, what-if and the report, without JavaScript too."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from playwright.sync_api import expect
from pypdf import PdfReader

from assessments.models import Assessment
from assessments.report import make
from assessments.scorecard import pack_of, store
from readiness.answers_file import parse_answers
from readiness.publish import publish
from tests.browser.test_pages import look


def addresses(assessment):
    own = f"/assessments/{assessment.pk}"
    return [
        f"{own}/results/",
        f"{own}/results/why/",
        f"{own}/results/why/P1/",
        f"{own}/results/why/P1.1/",
        f"{own}/results/levers/L3/",
        f"{own}/results/plan/",
        f"{own}/results/what-if/?lever=L1&lever=L3&lever=XX",
        f"{own}/report/",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (768, "light"), (1280, "dark")])
def test_every_page_of_the_results_can_be_used(visit, worked, lead, language, width, scheme):
    page = visit(lead, language=language, width=width, color_scheme=scheme)
    for address in addresses(worked):
        look(page, address)


def test_a_target_is_changed_in_its_row(visit, worked, lead):
    page = visit(lead, java_script_enabled=False)
    page.goto(f"/assessments/{worked.pk}/results/")
    page.click("#requirement-P1\\.2 summary")
    page.click("#requirement-P1\\.1 summary")
    page.select_option("#target-P1\\.1", "4")
    page.select_option("#target-P1\\.2", "5")
    page.click("#requirement-P1\\.2 button")
    expect(page).to_have_url(re.compile(re.escape("/results/?open=requirement-P1.2#requirement-P1.2") + "$"))
    expect(page.locator("[role=status]")).to_contain_text("The targets of P1.1, P1.2 are saved.")
    expect(page.locator("#requirement-P1\\.2 summary")).to_contain_text("target 5")
    expect(page.locator("#requirement-P1\\.1 summary")).to_contain_text("target 4")


@pytest.mark.parametrize("width", [360, 1280])
def test_causes_and_a_way_are_chosen_in_their_folds(visit, around, lead, width):
    page = visit(lead, width=width, java_script_enabled=False)
    page.goto(f"/assessments/{around.pk}/results/")
    page.click("#requirement-P1\\.1 summary")
    page.check("#cause-P1\\.1-money")
    page.click("#lever-L1 summary")
    page.check("#way-L1-together")
    page.click("#lever-L1 .chosen button")
    expect(page).to_have_url(re.compile(re.escape("/results/?open=lever-L1#lever-L1") + "$"))
    expect(page.locator("main")).to_contain_text("The root causes of P1.1 are saved.")
    expect(page.locator("#lever-L1")).to_contain_text("Chosen: Together (subject to available funds)")


@pytest.mark.parametrize("fold", ["requirement-P1.1", "lever-L1"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_an_open_fold_with_its_choices_can_be_used(visit, around, lead, fold, width, scheme):
    look(visit(lead, width=width, color_scheme=scheme), f"/assessments/{around.pk}/results/?open={fold}")


def test_details_are_folded_and_tell_the_essentials(visit, worked, lead):
    page = visit(lead, width=360)
    page.goto(f"/assessments/{worked.pk}/results/")
    folds = page.locator("details.fold")
    assert folds.count() > 3
    expect(page.locator("details[open]")).to_have_count(0)
    told = page.inner_text("#requirement-P1\\.1 summary")
    for words in ("P1.1 Requirement one", "2 ", "target 3", "held by P1.1b"):
        assert words in told, words
    lever = page.inner_text("#lever-L2 summary")
    for words in ("L2 Lever two", "Gain", "Effort"):
        assert words in lever, words
    page.focus("#requirement-P1\\.1 summary")
    page.keyboard.press("Enter")
    assert page.is_visible("#requirement-P1\\.1 .fold-body")


def test_on_paper_what_is_folded_is_open(visit, worked, lead):
    page = visit(lead)
    page.goto(f"/assessments/{worked.pk}/results/")
    height = "document.querySelector('#requirement-P1\\\\.1').getBoundingClientRect().height"
    folded = page.evaluate(height)
    page.emulate_media(media="print")
    assert page.evaluate(height) > 2 * folded
    paper = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf())).pages)
    assert "hold it at level 2" in " ".join(paper.split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_results_of_the_demonstration_are_no_long_walk_on_a_phone(visit, operator, lead, language):
    framework, _created = publish((settings.PACKS / "dre.yaml").read_bytes())
    demo = Assessment.objects.create(operator=operator, framework=framework, cycle="2026", date=date(2026, 10, 30))
    store(demo, parse_answers((settings.BASE_DIR / "docs/examples/demo.json").read_bytes(), pack_of(demo)))
    page = visit(lead, language=language, width=360)
    page.goto(f"/assessments/{demo.pk}/results/")
    assert page.evaluate("document.documentElement.scrollHeight") < 10_000
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_number_opens_its_making_and_leads_back(visit, worked, lead):
    page = visit(lead, width=360, java_script_enabled=False)
    page.goto(f"/assessments/{worked.pk}/results/")
    page.click("#requirement-P1\\.1 summary")
    page.click("#requirement-P1\\.1 .number >> nth=0")
    expect(page.locator("main")).to_contain_text("9/4 divided by 4 = 9/16")
    page.click("text=Back to the results")
    expect(page).to_have_url(re.compile(re.escape("/results/#requirement-P1.1") + "$"))


def test_levers_are_ticked_and_the_address_holds_them(visit, worked, lead):
    page = visit(lead, java_script_enabled=False)
    page.goto(f"/assessments/{worked.pk}/results/what-if/")
    page.check("#lever-L2")
    page.click("main button")
    expect(page).to_have_url(re.compile(re.escape("/what-if/?lever=L2") + "$"))
    expect(page.locator("main table")).to_contain_text("66.3")


def test_the_report_page_looks_again_by_itself_until_it_is_made(visit, worked, lead, monkeypatch):
    from assessments.models import Report

    monkeypatch.setattr(make, "report_pdf", lambda case: b"%PDF-1.7")
    page = visit(lead, java_script_enabled=False)
    page.goto(f"/assessments/{worked.pk}/report/")
    page.click("text=Make the report in English")
    page.wait_for_selector("text=waiting in line")
    make.make_report(str(Report.objects.get().pk))
    page.wait_for_selector("text=from the answers as they are", timeout=10_000)
    assert page.get_attribute(".paper a", "hreflang") == "en"
