"""The secretariat's pages of cycles in a browser: on a phone, in both languages, by keyboard and without scripts."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from playwright.sync_api import expect

from assessments import workflow
from assessments.cycles import open_cycle
from assessments.models import Assessment, Cycle, Operator
from readiness.models import Framework
from tests.browser.axe import violations
from tests.browser.test_pages import look


@pytest.fixture
def cycle(framework, operator, other_operator):
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=9), "closes_at": now + timedelta(days=9)}
    made = Cycle.objects.create(name="2027", framework=framework, **times)
    made.operators.set([operator, other_operator])
    open_cycle(made)
    for number, region in enumerate(Operator.Region.values):
        Operator.objects.create(name=f"The post of a country with quite a long name {number}", country="XC", region=region)
    return made


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "dark"), (1280, "light")])
def test_every_page_of_cycles_can_be_used(visit, secretariat, cycle, language, width, scheme):
    page = visit(secretariat, language=language, width=width, color_scheme=scheme)
    for address in ("", "new/", f"{cycle.pk}/", f"{cycle.pk}/change/"):
        look(page, f"/programme/cycles/{address}")
    page.locator("#region-africa summary").click()
    page.locator("#region-africa button").first.click()
    page.wait_for_selector("#region-africa input:checked")
    page.fill("[name=name]", "")
    page.press("[name=name]", "Enter")
    page.wait_for_selector("#errors")
    assert page.evaluate("document.activeElement.id") == "errors"
    expect(page.locator("#region-africa input:checked")).to_have_count(1)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


CUT = """() => [...document.querySelectorAll('tbody')].flatMap((table) => {
    const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT), cut = [], range = document.createRange();
    while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        range.setStart(texts.currentNode, word.index);
        range.setEnd(texts.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((each) => each.top)).size > 1) cut.push(word[0]);
    }
    return cut;
})"""


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [360, 768, 1024])
def test_no_word_of_a_list_is_cut(visit, secretariat, lead, operator, cycle, language, width):
    november = timezone.now().replace(month=11, day=27)  # the longest of months in French
    times = {"opens_at": november, "closes_at": november + timedelta(days=1), "time_zone": "America/Argentina/ComodRivadavia"}
    Cycle.objects.update(name="Pilot 2026-2027", **times)
    workflow.advance(cycle.assessments.get(operator=operator), "submit", by=secretariat)
    Operator.objects.filter(pk=operator.pk).update(name="Poste de l’Archipel d’Essai (opérateur fictif)")
    Assessment.objects.update(date=november.date(), cycle="Pilot 2026-2027")
    name = {"en": "Digital Readiness for E-commerce (DRE)", "fr": "Préparation numérique pour le commerce électronique"}
    QuerySet(Framework).update(name=name)  # its own refuses: what is published stays
    page = visit(secretariat, language=language, width=width)
    for address in ("/assessments/", "/programme/cycles/", f"/programme/cycles/{cycle.pk}/"):
        look(page, address)
        assert page.evaluate(CUT) == [], address


@pytest.mark.parametrize("script", [True, False])
def test_a_cycle_is_made_for_a_whole_region(visit, secretariat, cycle, script):
    page = visit(secretariat, java_script_enabled=script)
    page.click("text=Cycles: who is invited")
    page.click("text=New cycle")
    page.fill("[name=name]", "2028")
    page.fill("[name=opens_day]", "2026-01-05")
    page.fill("[name=closes_day]", "2099-03-31")
    page.click("#region-africa summary")
    page.click("#region-africa >> text=/^Tick all/")
    page.wait_for_selector("#region-africa input:checked")
    expect(page.locator("[name=name]")).to_have_value("2028")
    page.click("main >> button.btn-primary")
    page.wait_for_selector("text=Saved. 1 assessment was opened.")
    assert Assessment.objects.get(opened_by__name="2028").operator.region == "africa"
    page.click("summary:has-text('Move the closing')")
    page.click("text=Close it now")
    page.wait_for_selector("text=The cycle is closed.")
    expect(page.locator("td .overdue")).to_have_count(1)
