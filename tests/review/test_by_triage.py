"""Going through what deserves time: the page tells doubts from what is merely essential, and rating goes on in that order."""

import pytest
from django.urls import reverse

from assessments.models import Clarification, Response
from tests.review.conftest import form, rate, screen


def home(browser, assessment):
    return browser.get(reverse("review", args=[assessment.pk]))


def by_triage(browser, assessment, code, by, do="accept", **given):
    answer = browser.post(screen(assessment, code) + "?by=triage", form(assessment, code, by, do, **given))
    return answer.headers["Location"]


def test_only_what_speaks_against_a_claim_is_counted(experts_browser, reviewed):
    context = home(experts_browser, reviewed).context
    assert all(len(line.doubts) and line.rank < 4 for line in context["lines"]) and context["doubted"] == len(context["lines"])
    essential = {line.code for line in context["essentials"]}
    assert essential and not essential & {line.code for line in context["lines"]}
    assert "Essential, nothing against them" in home(experts_browser, reviewed).content.decode()


@pytest.fixture
def doubtful(reviewed):
    """Return the review, in which R2b is said not to apply as well."""
    question = reviewed.framework.questions.get(code="R2b")
    Response.objects.update_or_create(
        assessment=reviewed, question=question, defaults={"value": None, "not_applicable": "We have none"}
    )
    return reviewed


def test_rating_goes_on_in_the_order_of_the_triage_and_then_in_the_frameworks(experts_browser, doubtful, expert):
    context = home(experts_browser, doubtful).context
    order = [line.code for group in ("lines", "essentials", "to_be_shown") for line in context[group]]
    assert context["first_doubted"] == order[0] and order != sorted(order)
    assert by_triage(experts_browser, doubtful, order[0], expert) == screen(doubtful, order[1]) + "?by=triage"
    page = experts_browser.get(screen(doubtful, order[1]) + "?by=triage").content.decode()
    assert f'action="{screen(doubtful, order[1])}?by=triage"' in page
    seen = order[:2]
    while (goes := by_triage(experts_browser, doubtful, seen[-1], expert)) != reverse("review", args=[doubtful.pk]):
        seen.append(goes.split("/")[-2])
    assert len(seen) == len(set(seen)) == 7 and set(seen[: len(order)]) == set(order)


def test_saving_without_rating_stays_on_the_way(experts_browser, reviewed, expert):
    assert by_triage(experts_browser, reviewed, "R1b", expert, "keep", note="Later") == screen(reviewed, "R1b") + "?by=triage"


def test_without_it_the_framework_goes_on(experts_browser, doubtful, expert):
    assert rate(experts_browser, doubtful, "R1b", expert).headers["Location"] == screen(doubtful, "R1c")


def test_what_is_to_be_asked_stands_there_in_words(experts_browser, browse, reviewed, expert, second):
    Response.objects.filter(question__code="R1a").update(value=None, not_applicable="We have no offices")
    rate(experts_browser, reviewed, "R1a", expert, "refuse", why="You have 300 offices.")
    rate(experts_browser, reviewed, "R1b", expert, "keep", ask="Which law is it?")
    assert Clarification.objects.count() == 2
    page = home(experts_browser, reviewed).content.decode()
    assert "You have 300 offices." in page and "Which law is it?" in page and page.count("Refuses that it does not apply.") == 1
    others = browse(second, headers={"accept-language": "en"})
    assert "Which law is it?" not in home(others, reviewed).content.decode()
    rate(others, reviewed, "R1b", second)
    assert "Which law is it?" in home(others, reviewed).content.decode()
