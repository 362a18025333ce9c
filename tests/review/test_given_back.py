"""What the operator gave back after it was rated: on the review page, at the desk and on the way through it is not rated."""

import pytest
from django.urls import reverse

from assessments import workflow
from assessments.models import Response
from tests.questionnaire.conftest import save
from tests.review.conftest import rate, screen


@pytest.fixture
def asked(experts_browser, reviewed, expert):
    """Return the review, all rated by the expert, who asks about R1b; the operator has changed that answer."""
    rate(experts_browser, reviewed, "R1b", expert, ask="Which law is it?")
    for code in ("R1a", "R1c", "R1d", "R2a", "R2b", "R2c"):
        rate(experts_browser, reviewed, code, expert)
    experts_browser.post(reverse("ask_clarification", args=[reviewed.pk]))
    Response.objects.filter(question__code="R1b").update(value="no", version=2)
    reviewed.refresh_from_db()
    return reviewed


@pytest.fixture
def given_back(asked, browse, lead):
    browse(lead).post(reverse("answer_clarification", args=[asked.pk]))
    asked.refresh_from_db()
    return asked


def home(browser, assessment):
    return browser.get(reverse("review", args=[assessment.pk]))


def test_the_review_page_says_first_what_was_given_back(experts_browser, given_back):
    answer = home(experts_browser, given_back)
    page = answer.content.decode()
    assert answer.context["again"] == ["R1b"] and page.index("Given back, to be read again") < page.index('class="way"')
    assert answer.context["rated"] == 6 and "6 of 7 rated" in page
    assert f'id="continue" href="{screen(given_back, "R1b")}"' in page


def test_on_the_way_it_comes_like_one_that_was_never_rated(experts_browser, given_back, expert):
    assert rate(experts_browser, given_back, "R2c", expert).headers["Location"] == screen(given_back, "R1b")
    rate(experts_browser, given_back, "R1b", expert)
    assert home(experts_browser, given_back).context["again"] == []
    assert home(experts_browser, given_back).context["rated"] == 7


def test_the_desk_says_so_to_who_rated_it(experts_browser, browse, second, given_back):
    answer = experts_browser.get("/desk/")
    (row,) = answer.context["rows"]
    assert (row.rated, row.again) == (6, 1) and "One answer given back" in answer.content.decode()
    assert "given back" not in browse(second, headers={"accept-language": "en"}).get("/desk/").content.decode()


def test_what_the_operator_still_has_is_not_read_again_yet(experts_browser, asked):
    assert home(experts_browser, asked).context["again"] == []
    (row,) = experts_browser.get("/desk/").context["rows"]
    assert (row.rated, row.again) == (7, 0)


def test_an_answer_that_changed_after_it_was_returned_is_read_again_too(experts_browser, reviewed, expert, lead, secretariat):
    rate(experts_browser, reviewed, "R1b", expert)
    workflow.advance(reviewed, "return", by=secretariat)
    save(reviewed, "R1b", lead, version=1, value="partly")
    workflow.advance(reviewed, "submit", by=lead)
    workflow.advance(reviewed, "begin_review", by=expert)
    assert home(experts_browser, reviewed).context["again"] == ["R1b"]
