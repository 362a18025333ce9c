"""The experts in the played case: rate at the desk, ask, settle, plan the visit, go there, write findings, hand over."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.models import Kind, User
from tests.case import texts
from tests.case.stage import Case, field, fill, saved
from tests.case.team import CONTRADICTED, NOT_APPLICABLE
from tests.files import pictures

LOWERED = {"P1.1b": {"expert": 3, "peer": 2}, "P2.4a": {"expert": 3, "peer": 3}}  # the operator claims 4 of each
ON_SITE = "P3.4a"
PHONE = 360
WHERE = re.compile(r"/review/questions/([^/]+)/")


def review(case: Case, role: str, more: bool) -> None:
    """Rate every question by keyboard, Enter where nothing is doubtful; with `more`, ask, note and refuse as well."""
    page = case.cast(role)
    page.goto("/desk/")
    case.look(page, f"desk-{role}")
    case.go(page, "review/")
    if page.locator("button[form=begin_review]").count():
        case.step(page, "begin_review", "in_review")
    case.look(page, f"review-{role}")
    page.locator("#continue").click()
    while found := WHERE.search(page.url):
        code = found[1]
        if code in LOWERED:
            rate(page, code, LOWERED[code][role])
        elif more and code == ON_SITE:
            fill(page, note=texts.NOTE)
            page.check("[name=on_site]")
            page.click("#accept")
        elif more and code == CONTRADICTED:
            fill(page, ask=texts.ASK)
            case.look(page, "question")
            page.click("#accept")
        elif more and code == NOT_APPLICABLE:
            fill(page, why=texts.WHY_APPLIES)
            page.click("button[name=do][value=refuse]")
        else:
            expect(page.locator("#accept")).to_be_focused()
            page.keyboard.press("Enter")
        page.wait_for_url(lambda url, code=code: f"/questions/{code}/" not in url)


def rate(page: Page, code: str, level: int) -> None:
    page.click("#rate > summary")
    page.check(field(code, f"value-{level}"))
    fill(page, why=texts.WHY_LOWER)
    page.click("button[name=do][value=rate]")


def ask(case: Case) -> None:
    page = case.go(case.cast("expert"), "review/")
    case.look(page, "to-clarify")
    case.step(page, "ask_clarification", "clarification")


def read_again(case: Case, role: str) -> None:
    """Rate anew what the operator answered again."""
    page = case.cast(role)
    for code in (CONTRADICTED, NOT_APPLICABLE):
        case.go(page, f"review/questions/{code}/")
        if role == "expert":
            case.look(page, f"again-{code}")
        page.click("#accept")
        page.wait_for_url(lambda url, code=code: f"/questions/{code}/" not in url)


def settle(case: Case, leader: User) -> None:
    """Settle what the two rate differently, and end the review."""
    page = case.go(case.cast("expert"), "review/differences/")
    case.look(page, "differences")
    while page.locator("section.question:not(:has(.settled)) form").count():
        one = page.locator("section.question:not(:has(.settled))").first
        name = one.get_attribute("id")
        one.locator(f"[name=take][value='{leader.pk}']").check()
        one.locator("[name=reason]").fill(texts.SETTLED)
        one.locator("button").click()
        expect(page.locator(f"[id='{name}'] .settled")).to_be_visible()
    case.go(page, "review/")
    case.step(page, "finish_review", "reviewed")


def plan(case: Case) -> None:
    """Give the visit its days, team, host and workshop."""
    page = case.go(case.cast("expert"), "visit/plan/")
    first = timezone.localdate()  # the visit is played today, and is not over before it begins
    day = (first + timedelta(days=1)).isoformat()
    fill(page, first_day=first.isoformat(), last_day=(first + timedelta(days=2)).isoformat(), host="Direction générale")
    for box in page.locator("[name=team]").all():
        box.check()
    fill(page, workshop_topic="Du commerce électronique au guichet", workshop_day=day, workshop_at="09:00")
    fill(page, workshop_participants="Direction des opérations : 4\nInformatique : 3\nMinistère : 1")
    page.click("form.page-narrow button")
    page.wait_for_url("**/visit/")


def draw_up(case: Case) -> None:
    """Draft the agenda, announce the visit, issue the brief."""
    page = case.go(case.cast("expert"), "visit/")
    page.click("form[action$='/agenda/draft/'] button")
    expect(page.locator("ol.agenda").first).to_be_visible()
    case.look(page, "agenda")
    case.step(page, "plan_visit", "visit_planned")
    issue(case, Kind.BRIEF)


def on_the_spot(case: Case) -> None:
    """Rate what was to be seen on a phone, a part of it without a line; then end the visit."""
    page = case.cast("expert", width=PHONE)
    case.go(page, "visit/checklist/")
    while not page.locator(f"[id='question-{ON_SITE}']").count():
        with page.expect_navigation():
            page.locator("nav.days a[aria-current] + a").click()
    page.context.set_offline(True)
    page.check(field(ON_SITE, "value-3"))
    page.fill(field(ON_SITE, "remark"), texts.SEEN)
    page.set_input_files(field(ON_SITE, "photo"), {"name": "guichet.png", "mimeType": "image/png", "buffer": pictures.picture()})
    expect(page.locator(f"[data-photos='{ON_SITE}'] [data-photo-list] li")).to_have_count(1)
    page.context.set_offline(False)
    saved(page, ON_SITE)
    expect(page.locator(f"[data-photos='{ON_SITE}'] [data-photo-list]")).to_contain_text(words(page, "#photos", "saved"))
    case.look(page, "checklist")
    case.step(case.go(page, "visit/"), "end_visit", "visited")


def words(page: Page, place: str, name: str) -> str:
    return page.locator(place).get_attribute(f"data-{name}")


def find(case: Case) -> None:
    """Write three findings and hand them over with the exit list."""
    page = case.cast("expert")
    for severity, code, observation, evidence, recommendation in texts.FINDINGS:
        case.go(page, "findings/new/")
        page.select_option("[name=severity]", severity)
        page.select_option("[name=requirement]", str(case.assessment.framework.requirements.get(code=code).pk))
        fill(page, observation=observation, evidence=evidence, recommendation=recommendation)
        page.click("form.optional-marked button")
        page.wait_for_url("**/findings/")
    case.look(page, "findings")
    issue(case, Kind.EXIT)


def hand_over(case: Case) -> None:
    """Issue the reports and give them to the operator."""
    for kind in (Kind.GAP, Kind.REVIEW, Kind.STRATEGY):
        issue(case, kind)
    page = case.go(case.cast("expert"), "documents/")
    case.look(page, "documents")
    case.step(page, "issue_report", "report_issued")


def issue(case: Case, kind: str) -> None:
    """Issue a document and wait until it is made in every language."""
    page = case.go(case.cast("expert"), "documents/")
    page.locator(f"form[action$='/documents/{kind}/issue/'] button").first.click()
    page.wait_for_url(re.compile("/documents/"))
    case.made()
    case.go(page, "documents/")
    expect(page.locator(f"section:has(#{kind}) a[href^='/documents/']").first).to_be_visible()
