"""A submission with two reviewers, the expert who leads and a second one, and what a browser posts to rate it."""

import pytest
from django.urls import reverse

from assessments import workflow
from assessments.models import Appointment, Evidence, Rating, Response, Reviewer, Tie
from assessments.review.rating import mark_of
from tests.conftest import person, with_app
from tests.questionnaire.conftest import draft, kinds, save  # noqa: F401  (fixtures)


def an_expert(name, country="CH"):
    """Return an expert who has declared a country, None for none."""
    user = with_app(person(name))
    Appointment.objects.create(user=user, role="expert")
    if country:
        Tie.objects.create(person=user, country=country, declared_by=user)
    return user


@pytest.fixture
def second(db):
    """Another expert, who has declared a country and reviews as well."""
    return an_expert("second")


@pytest.fixture
def submitted(draft, lead, expert):  # noqa: F811
    """Return a submission: a level with evidence, one that does not apply, a plan without evidence, the rest open."""
    Tie.objects.create(person=expert, country="CH", declared_by=expert)
    save(draft, "R1a", lead, value=3)
    save(draft, "R1b", lead, value="yes", remark="See the law")
    save(draft, "R2a", lead, value="40")
    Evidence.objects.create(response=Response.objects.get(question__code="R1a"), position=1, text="The minutes")
    workflow.advance(draft, "submit", by=lead)
    return draft


@pytest.fixture
def reviewed(submitted, expert, second):
    """Return the submission in review by the expert, who leads, and the second one."""
    Reviewer.objects.create(assessment=submitted, expert=expert, leads=True)
    Reviewer.objects.create(assessment=submitted, expert=second)
    workflow.advance(submitted, "begin_review", by=expert)
    return submitted


@pytest.fixture
def experts_browser(browse, expert):
    return browse(expert, headers={"accept-language": "en"})


def screen(assessment, code):
    return reverse("review_question", args=[assessment.pk, code])


def form(assessment, code, by, do, **given):
    """Return what the screen posts as it stands now; `given` are fields, with value for that of the rating."""
    response = Response.objects.filter(assessment=assessment, question__code=code).first()
    mine = Rating.objects.filter(assessment=assessment, question__code=code, expert=by).first()
    texts = {"why": mine.reason, "note": mine.note} if mine else {}
    own = {f"{code}-{name}": given.pop(name) for name in ("value", "na") if name in given}
    version = {f"{code}-version": str(response.version if response else 0)}
    return texts | version | {"rated": mark_of(mine), "do": do} | own | given


def rate(browser, assessment, code, by, do="accept", **given):
    """Post the screen of a question and return the answer."""
    return browser.post(screen(assessment, code), form(assessment, code, by, do, **given))


def rating(assessment, code, by):
    """Return (verdict, value, why it does not apply) of an expert's rating."""
    return Rating.objects.values_list("verdict", "value", "not_applicable").get(
        assessment=assessment, question__code=code, expert=by
    )
