"""A shorter reading asks fewer questions; going on to a longer one keeps every answer."""

from datetime import date

import pytest
from django.urls import reverse

from assessments import workflow
from assessments.models import Assessment
from assessments.scorecard import answer_set, pack_of
from readiness.publish import publish
from tests.conftest import TINY
from tests.questionnaire.conftest import kept, save


@pytest.fixture
def short(operator):
    framework, _created = publish(TINY.with_name("around.yaml").read_bytes())
    return Assessment.objects.create(
        operator=operator, framework=framework, cycle="2026", date=date(2026, 11, 21), reading="short"
    )


def test_the_lead_goes_on_to_the_whole_and_nothing_is_lost(browse, lead, short):
    save(short, "P1.1a", lead, value=3, remark="Seen.")
    tasks = reverse("assessment", args=[short.pk])
    assert 'name="reading" value="full"' in browse(lead).get(tasks).content.decode()
    answer = browse(lead).post(reverse("widen", args=[short.pk]), {"reading": "full"}, follow=True)
    text = answer.content.decode()
    assert "This is now: Whole. Every answer was kept." in text and "It asks all 4 questions of the framework." in text
    short.refresh_from_db()
    assert short.reading == "full"
    assert list(pack_of(short).questions) == ["P1.1a", "P1.1b", "P1.2a", "P1.2b"]
    assert kept(short, "P1.1a") == (3, "", "Seen.", 1)


@pytest.mark.parametrize("reading", ["", "short", "long", "full\0"])
def test_only_a_longer_reading_can_be_chosen(browse, lead, short, reading):
    browse(lead).post(reverse("widen", args=[short.pk]), {"reading": reading})
    short.refresh_from_db()
    assert (short.reading, short.status_changes.count()) == ("short", 0)


def test_a_contributor_and_an_observer_cannot_widen(browse, contributor, observer, short):
    for person in (contributor, observer):
        assert browse(person).post(reverse("widen", args=[short.pk]), {"reading": "full"}).status_code == 403
        assert 'name="reading"' not in browse(person).get(reverse("assessment", args=[short.pk])).content.decode()


def test_an_answer_that_the_reading_does_not_ask_is_kept_and_not_scored(short, lead):
    short.reading = "full"
    save(short, "P1.1b", lead, value="yes")
    short.reading = "short"
    assert answer_set(short).responses == {}
    assert kept(short, "P1.1b") == ("yes", "", "", 1)
    short.reading = "full"
    assert list(answer_set(short).responses) == ["P1.1b"]


def test_the_secretariat_gives_it_back_and_the_team_goes_on(browse, lead, secretariat, short):
    workflow.advance(short, "submit", by=lead)
    tasks = reverse("assessment", args=[short.pk])
    assert "ask the secretariat to give the assessment back" in browse(lead).get(tasks).content.decode()
    assert "Give back to the team" not in browse(lead).get(tasks).content.decode()
    assert "Give back to the team" in browse(secretariat).get(tasks).content.decode()
    browse(secretariat).post(reverse("return", args=[short.pk]), {"note": "Page 3 is unclear."})
    short.refresh_from_db()
    assert short.status == "draft"
    assert list(short.status_changes.values_list("action", "note")) == [("submit", ""), ("return", "Page 3 is unclear.")]
