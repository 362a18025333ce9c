"""A review ends when every reviewer has rated every answer as it stands, or its lead says that what is missing is known."""

import pytest
from django.urls import reverse

from assessments.models import Response, StatusChange
from tests.review.conftest import rate

CODES = ("R1a", "R1b", "R1c", "R1d", "R2a", "R2b", "R2c")
BOX = 'name="although"'


@pytest.fixture
def all_rated(experts_browser, browse, reviewed, expert, second):
    for by, browser in ((expert, experts_browser), (second, browse(second))):
        for code in CODES:
            rate(browser, reviewed, code, by)
    return reviewed


def home(browser, assessment):
    return browser.get(reverse("review", args=[assessment.pk])).content.decode()


def finish(browser, assessment, **data):
    answer = browser.post(reverse("finish_review", args=[assessment.pk]), data)
    assessment.refresh_from_db()
    return answer


def test_with_everything_rated_it_ends_without_a_box(experts_browser, all_rated):
    assert BOX not in home(experts_browser, all_rated)
    assert finish(experts_browser, all_rated).status_code == 302 and all_rated.status == "reviewed"


def test_what_is_missing_is_named_by_reviewer(experts_browser, browse, all_rated, second):
    rate(browse(second), all_rated, "R2a", second, "clear")
    Response.objects.filter(question__code="R1b").update(value="no", version=2)
    page = home(experts_browser, all_rated)
    assert "1 not rated: R2a" in page and page.count("1 to be read again: R1b") == 2 and BOX in page


def test_without_the_box_it_does_not_end_and_nothing_typed_is_lost(experts_browser, reviewed, expert):
    rate(experts_browser, reviewed, "R1a", expert)
    answer = finish(experts_browser, reviewed, note="For the history")
    page = answer.content.decode()
    assert reviewed.status == "in_review" and not StatusChange.objects.filter(action="finish_review").exists()
    assert "Not every reviewer has rated every answer." in page and ">For the history</textarea>" in page
    assert f'name="next" value="{reverse("review", args=[reviewed.pk])}"' in page  # another language leads to a page
    assert finish(experts_browser, reviewed, note="For the history", although="yes").status_code == 302
    assert reviewed.status == "reviewed" and StatusChange.objects.get(action="finish_review").note == "For the history"


def test_an_answer_that_changed_since_needs_the_box(experts_browser, all_rated):
    Response.objects.filter(question__code="R1b").update(value="no", version=2)
    finish(experts_browser, all_rated)
    assert all_rated.status == "in_review"


def test_of_many_codes_the_first_ten_are_named():
    from assessments.review.rated import first_of

    assert first_of(["a", "b"]) == "a, b"
    assert first_of([str(number) for number in range(28)]).endswith("8, 9 and 18 more")
