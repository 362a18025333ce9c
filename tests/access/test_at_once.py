"""Eight people at once, through the views, each on a connection of its own: one wins, seven are told, nothing is lost."""

import uuid
from threading import Barrier

import pytest
from django.urls import reverse

from assessments import workflow
from assessments.models import Assessment, Response, StatusChange
from tests.access.requests import BODIES
from tests.at_once import at_once
from tests.conftest import make_assessment, member
from tests.rounds import EIGHT, ROUNDS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team(operator, browse):
    """Return eight leads' browsers, signed in."""
    return [browse(member("lead", operator, name=f"lead{number}")) for number in range(EIGHT)]


def submit(browser, assessment):
    body = BODIES["/check/"] | {"missing": "P1.2a", "incomplete": "on"}
    return lambda: browser.post(reverse("check", args=[assessment.pk]), body).status_code


def save(browser, assessment, number):
    fields = {"field": "remark", "value": f"text {number}", "version": "1", "sequence": "1"}
    body = fields | {"page": str(uuid.uuid4()), "key": str(uuid.uuid4())}
    address = reverse("save_answer", args=[assessment.pk, "P1.1a"])
    return lambda: (browser.post(address, body).status_code, fields["value"])


def test_of_eight_that_submit_one_wins(team, operator, framework):
    winners = 0
    for _round in range(ROUNDS):
        assessment = make_assessment(operator, framework)
        answers = at_once([submit(browser, assessment) for browser in team])
        assert 302 in answers and set(answers) <= {302, 403}  # led to the receipt, or told that it is no draft any more
        assert assessment.status_changes.count() == 1
        winners += Assessment.objects.filter(pk=assessment.pk, status="submitted").count()
    print(f"{ROUNDS} x {EIGHT} submissions, {winners} winners")
    assert winners == ROUNDS == StatusChange.objects.count()


def test_of_eight_that_save_the_same_answer_one_wins(team, operator, framework):
    conflicts = 0
    for _round in range(ROUNDS):
        assessment = make_assessment(operator, framework)
        answers = at_once([save(browser, assessment, number) for number, browser in enumerate(team)])
        won = [text for status, text in answers if status == 200]
        conflicts += sum(status == 409 for status, _text in answers)
        kept = Response.objects.get(assessment=assessment, question__code="P1.1a")
        assert ([kept.remark], kept.version, kept.history.count()) == (won, 2, 2)
    print(f"{ROUNDS} x {EIGHT} saves, {ROUNDS} winners, {conflicts} told of the conflict")
    assert conflicts == ROUNDS * (EIGHT - 1)


def test_saves_and_a_submission_leave_nothing_after_the_sign_off(team, operator, framework):
    for _round in range(ROUNDS):
        assessment = make_assessment(operator, framework)
        jobs = [save(browser, assessment, number) for number, browser in enumerate(team[1:])]
        answers = at_once([*jobs, submit(team[0], assessment)])
        assert answers.count(302) == 1
        told = [answer for answer in answers if answer != 302]
        kept = Response.objects.get(assessment=assessment, question__code="P1.1a")
        saved = [text for status, text in told if status == 200]
        assert len(saved) <= 1 and {status for status, _text in told} <= {200, 403, 409}
        assert (kept.remark in saved) == bool(saved)


def test_a_race_without_its_condition_has_more_than_one_winner(team, operator, framework, monkeypatch):
    """Otherwise the races above prove nothing: they might not meet."""

    def careless(assessment, by, signed, home):
        action = "submit"
        (before,), after = workflow.TRANSITIONS[action]
        if Assessment.objects.get(pk=assessment.pk).status == before:
            together.wait(30)
            Assessment.objects.filter(pk=assessment.pk).update(status=after)
            StatusChange.objects.create(assessment_id=assessment.pk, action=action, before=before, after=after, by=by)

    together = Barrier(EIGHT)
    monkeypatch.setattr("assessments.questionnaire.submitting.submit", careless)
    assessment = make_assessment(operator, framework)
    at_once([submit(browser, assessment) for browser in team])
    assert assessment.status_changes.count() > 1
