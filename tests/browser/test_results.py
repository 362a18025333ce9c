"""The results in a real browser: axe on every page of theirs, targets, what-if and the report, without JavaScript too."""

import pytest

from assessments.report import make
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
    page.select_option("#target-P1\\.2", "5")
    page.click("#requirement-P1\\.2 button")
    assert page.url.endswith("/results/#requirement-P1.2")
    assert "The target of P1.2 is saved." in page.text_content("[role=status]")
    assert page.text_content("#requirement-P1\\.2 summary").strip().startswith("5")


def test_a_number_opens_its_making_and_leads_back(visit, worked, lead):
    page = visit(lead, width=360, java_script_enabled=False)
    page.goto(f"/assessments/{worked.pk}/results/")
    page.click("#requirement-P1\\.1 .number >> nth=0")
    assert "9/4 divided by 4 = 9/16" in page.text_content("main")
    page.click("text=Back to the results")
    assert page.url.endswith("/results/#requirement-P1.1")


def test_levers_are_ticked_and_the_address_holds_them(visit, worked, lead):
    page = visit(lead, java_script_enabled=False)
    page.goto(f"/assessments/{worked.pk}/results/what-if/")
    page.check("#lever-L2")
    page.click("main button")
    assert page.url.endswith("/what-if/?lever=L2")
    assert "66.3" in page.text_content("main table")


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
