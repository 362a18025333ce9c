"""The secretariat in the played case: assigns the experts, opens the checklist of the strategy, begins the follow-up."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.models import Assessment, User
from readiness.models import Framework
from tests.case.stage import Case, fill
from tests.case.team import sign

CHECKLIST = "dre-strategy"


def assign(case: Case, experts: list[User]) -> None:
    """Have these experts review it; the first leads."""
    page = case.go(case.cast("secretariat"), "reviewers/")
    for expert in experts:
        page.check(f"[name=expert][value='{expert.pk}']")
    page.check(f"[name=lead][value='{experts[0].pk}']")
    case.look(page, "reviewers")
    page.click("main form button.btn-primary")
    expect(page.locator(".alert-success")).to_be_visible()


def check_the_strategy(case: Case) -> None:
    """Open a round under the checklist of the strategy, and have the operator fill it in."""
    page = case.cast("secretariat")
    page.goto("/programme/cycles/new/")
    framework = Framework.objects.filter(code=CHECKLIST).latest("published_at")
    page.check(f"[name=edition][value^='{framework.pk}/']")
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)  # open at whatever hour this is played
    fill(page, name="2027", opens_day=yesterday.isoformat(), closes_day=(today + timedelta(days=90)).isoformat())
    operator = case.assessment.operator_id
    for fold in page.locator(f"details:not([open]):has(input[value='{operator}']) > summary").all():
        fold.click()
    page.check(f"[name=operators][value='{operator}']")
    case.look(page, "cycle")
    page.click("main form button.btn-primary:not([name])")
    page.wait_for_url("**/programme/cycles/*/")
    checked = Assessment.objects.get(framework=framework, operator=operator)
    tick(case, case.cast("lead"), checked)
    sign(case, checked)


def tick(case: Case, page: Page, checked: Assessment) -> None:
    """Answer every question of the checklist with what stands first."""
    for requirement in checked.framework.requirements.all():
        case.go(page, f"requirements/{requirement.code}/", checked)
        for question in requirement.questions.all():
            first = page.locator(f"[name='{question.code}-value']").first
            if first.get_attribute("type") in ("radio", "checkbox"):
                first.check()
            else:
                first.fill("3")
        page.click("button[name=then][value=next]")
        page.wait_for_url(lambda url, code=requirement.code: f"/requirements/{code}/" not in url)


def follow_up(case: Case) -> None:
    page = case.go(case.cast("secretariat"), "documents/")
    case.step(page, "follow_up", "follow_up")
    case.go(page, "calibration/")
    case.look(page, "calibration")
