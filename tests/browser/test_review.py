"""An expert at the desk in a real browser: twenty questions by keyboard alone, every page in each width and both languages."""

import time

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from assessments import workflow
from assessments.models import Assessment, Clarification, Rating, Reviewer, Tie
from assessments.scorecard import pack_of, store
from readiness.answers_file import parse_answers
from readiness.publish import publish
from tests.browser.test_pages import look
from tests.questionnaire.conftest import draft, kinds  # noqa: F401  (fixtures)
from tests.review.conftest import an_expert, reviewed, second, submitted  # noqa: F401  (fixtures)

QUESTIONS = 20


@pytest.fixture
def dre(operator, expert, lead):
    """Return a whole DRE submission, in review by the expert alone."""
    framework, _created = publish((settings.PACKS / "dre.yaml").read_bytes())
    assessment = Assessment.objects.create(operator=operator, framework=framework, cycle="2026")
    store(assessment, parse_answers((settings.BASE_DIR / "docs/examples/demo.json").read_bytes(), pack_of(assessment)))
    workflow.advance(assessment, "submit", by=lead)
    Tie.objects.create(person=expert, country="CH", declared_by=expert)
    Reviewer.objects.create(assessment=assessment, expert=expert, leads=True)
    workflow.advance(assessment, "begin_review", by=expert)
    return assessment


@pytest.mark.parametrize("scripts", [True, False])
def test_twenty_questions_are_reviewed_by_keyboard_alone_one_key_each(visit, expert, dre, scripts):
    page = visit(expert, java_script_enabled=scripts)
    codes = list(pack_of(dre).questions)
    page.goto(reverse("review_question", args=[dre.pk, codes[0]]))
    times = []
    for code, after in zip(codes[:QUESTIONS], codes[1:], strict=False):
        expect(page.locator("#accept")).to_be_focused()
        started = time.monotonic()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/questions/{after}/")
        times.append(time.monotonic() - started)
        assert Rating.objects.filter(question__code=code, verdict="accepted").exists()
    print(f"{QUESTIONS} questions by keyboard, scripts {'on' if scripts else 'off'}: "
          f"{sum(times) / len(times) * 1000:.0f} ms each, slowest {max(times) * 1000:.0f} ms")  # fmt: skip
    assert Rating.objects.filter(assessment=dre, verdict="accepted").count() == QUESTIONS


def test_rating_differently_goes_by_keyboard_too(visit, expert, reviewed):  # noqa: F811
    page = visit(expert)
    page.goto(reverse("review_question", args=[reviewed.pk, "R1a"]))
    expect(page.locator("#accept")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # opens “Rate it differently”
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first level
    tab_to(page, "#why")
    page.keyboard.type("Nothing was shown.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/R1b/")
    row = Rating.objects.get()
    assert (row.verdict, row.value, row.reason) == ("rated", 1, "Nothing was shown.")


def tab_to(page, place):
    for _press in range(12):
        if page.evaluate(f"document.activeElement === document.querySelector('{place}')"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {place}")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (768, "dark"), (1280, "light")])
def test_the_pages_of_the_review_can_be_used(visit, expert, second, secretariat, lead, reviewed, language, width, scheme):  # noqa: F811
    an_expert("undeclared", None)
    for person, value in ((expert, 2), (second, 1)):
        about = {"assessment": reviewed, "question": reviewed.framework.questions.get(code="R1a")}
        Rating.objects.create(**about, expert=person, verdict="rated", value=value, reason="So it is.", answer_version=1)
    Clarification.objects.create(assessment=reviewed, question=reviewed.framework.questions.get(code="R1b"), text="Which law?")
    page = visit(expert, language=language, width=width, color_scheme=scheme)
    here = [reverse(name, args=[reviewed.pk]) for name in ("review", "differences", "assessment")]
    for code in ("R1a", "R1b", "R1d", "R2a", "R2b"):
        here.append(reverse("review_question", args=[reviewed.pk, code]))
    for address in ["/desk/", "/account/ties/", "/assessments/", *here]:
        look(page, address)
    office = visit(secretariat, language=language, width=width, color_scheme=scheme)
    for address in ("/desk/", reverse("reviewers", args=[reviewed.pk]), f"/programme/experts/{second.pk}/ties/"):
        look(office, address)
    page.goto(reverse("review", args=[reviewed.pk]))
    page.locator(f"form[action$='{reverse('ask_clarification', args=[reviewed.pk])}'] button").click()
    team = visit(lead, language=language, width=width, color_scheme=scheme)
    for address in (f"/assessments/{reviewed.pk}/", f"/assessments/{reviewed.pk}/requirements/R1/"):
        look(team, address)


def test_what_was_typed_is_not_left_behind_by_a_link_without_a_word(visit, expert, reviewed):  # noqa: F811
    page = visit(expert)
    page.goto(reverse("review_question", args=[reviewed.pk, "R1a"]))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.fill("#note", "Typed and not saved")
    page.click("a[rel=next]")
    expect(page.locator("#note")).to_have_value("Typed and not saved")
    assert asked == ["beforeunload"]
    page.click("#accept")
    page.wait_for_url("**/questions/R1b/")
    page.click("a[rel=next]")
    page.wait_for_url("**/questions/R1c/")
    assert asked == ["beforeunload"] and Rating.objects.get().note == "Typed and not saved"


def test_on_a_phone_the_question_is_what_one_sees_first(visit, expert, reviewed):  # noqa: F811
    page = visit(expert, width=360)
    page.goto(reverse("review_question", args=[reviewed.pk, "R1a"]))
    expect(page.locator("#accept")).to_be_focused()
    page.wait_for_function("scrollY === 0")
    expect(page.locator("h1")).to_be_in_viewport()
