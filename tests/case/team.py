"""The operator's lead in the played case: submits, clarifies, commits the operator, replies to the findings."""

from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Assessment
from assessments.scorecard import pack_of
from tests.case import texts
from tests.case.stage import Case, field, fill, saved
from tests.files import pdfs

RAISED, CONTRADICTED, NOT_APPLICABLE = "P3.1a", "P3.1b", "P3.1f"
UPLOAD = {"name": "plan.pdf", "mimeType": "application/pdf"}


def submit(case: Case) -> None:
    """Confirm what still holds since the last round, raise a claim that the next answer contradicts, sign."""
    page = case.go(case.cast("lead"))
    case.look(page, "draft")
    for code in pack_of(case.assessment).requirements:
        case.go(page, f"requirements/{code}/")
        for question in page.locator("button[name=confirm]").evaluate_all("all => all.map((each) => each.value)"):
            button = page.locator(f"button[name=confirm][value='{question}']")
            button.click()
            expect(button).to_have_count(0)
        if code == "P3.1":
            page.check(field(RAISED, "value-5"))
            saved(page, RAISED)
            page.fill(field(CONTRADICTED, "value"), "0")
            saved(page, CONTRADICTED)
            page.check(field(NOT_APPLICABLE, "na"))
            page.fill(field(NOT_APPLICABLE, "reason"), texts.NOT_APPLICABLE)
            saved(page, NOT_APPLICABLE)
            case.look(page, "answers")
    sign(case, case.assessment)


def sign(case: Case, assessment: Assessment) -> None:
    page = case.go(case.cast("lead"), "check/", assessment)
    fill(page, function="Direction du commerce électronique")
    page.check("[name=confirmed]")
    if page.locator("[name=incomplete]").count():
        page.check("[name=incomplete]")
    page.click("form.sign-off button")
    page.wait_for_url("**/receipt/")
    case.look(page, "receipt")


def clarify(case: Case) -> None:
    """Answer what was asked again, with a document, and give it back."""
    page = case.go(case.cast("lead"), "requirements/P3.1/")
    case.look(page, "clarification")
    page.fill(field(CONTRADICTED, "value"), "28")
    saved(page, CONTRADICTED)
    question = page.locator(f"[id='question-{CONTRADICTED}']")
    question.locator("details.more:has(input[type=file]) > summary").click()
    page.set_input_files(field(CONTRADICTED, "file"), UPLOAD | {"buffer": pdfs.plain()})
    question.locator("button[name=add]").first.click()
    expect(question.locator(".evidence")).to_contain_text(UPLOAD["name"])
    page.uncheck(field(NOT_APPLICABLE, "na"))
    page.fill(field(NOT_APPLICABLE, "value"), "71")
    saved(page, NOT_APPLICABLE)
    case.go(page)
    case.step(page, "answer_clarification", "in_review")


def commit(case: Case) -> None:
    page = case.go(case.cast("lead"), "visit/commitment/")
    fill(page, committed_by="Direction générale", committed_on=timezone.localdate().isoformat())
    page.set_input_files("[name=document]", UPLOAD | {"buffer": pdfs.plain()})
    case.look(page, "commitment")
    page.click("form.page-narrow button")
    page.wait_for_url("**/visit/")


def reply(case: Case) -> None:
    """Agree to the first finding, disagree with the second, agree to the good practice."""
    page = case.cast("lead")
    due = timezone.localdate().replace(month=12, day=31).isoformat()
    agreed = {"action": texts.ACTION, "office": texts.OFFICE, "due": due}
    for number, stance, told in ((1, "agree", agreed), (2, "disagree", {"reason": texts.DISAGREES}), (3, "agree", {})):
        case.go(page, f"findings/{number}/reply/")
        page.check(f"[name=stance][value={stance}]")
        fill(page, **told)
        page.click("form.optional-marked button")
        page.wait_for_url("**/findings/")
    case.look(page, "replies")
