"""The transitions as one table, tried through the views: action x reading and state x role, own and foreign."""

import pytest
from django.db import transaction
from django.urls import reverse

from assessments.models import Assessment, StatusChange
from assessments.workflow import TRANSITIONS
from tests.access.opinion import ACTORS, TEAMS, THINGS, Thing
from tests.access.requests import BODIES

# (action, state, reading): (state, reading) afterwards, for the roles that may; everything else changes nothing
TABLE = {
    ("submit", "draft", "short"): ("submitted", "short", {"lead"}),
    ("submit", "draft", "full"): ("submitted", "full", {"lead"}),
    ("return", "submitted", "short"): ("draft", "short", {"secretariat"}),
    ("return", "submitted", "full"): ("draft", "full", {"secretariat"}),
    ("widen", "draft", "short"): ("draft", "full", {"lead"}),
}
PAGES = {"submit": ("check", "/check/"), "return": ("return", "/return/"), "widen": ("widen", "/widen/")}


def role_of(actor, thing):
    """Return the actor's role towards this thing, "" where it does not exist for a member of the other team."""
    if TEAMS.get(actor, thing.owner) != thing.owner:
        return ""
    return "lead" if actor == "neighbour" else actor


def after(action, actor, thing, reading):
    """Return the state and the reading that have to stand there afterwards."""
    state, then, roles = TABLE.get((action, thing.state, reading), (thing.state, reading, set()))
    return (state, then) if role_of(actor, thing) in roles else (thing.state, reading)


def test_the_table_holds_every_transition():
    assert {action for action, _state, _reading in TABLE} == set(PAGES) == set(TRANSITIONS)


@pytest.mark.parametrize("action", PAGES)
@pytest.mark.parametrize("reading", ["short", "full"])
def test_only_what_the_table_names_can_be_done(world, browsers, action, reading):
    Assessment.objects.update(reading=reading)
    page, end = PAGES[action]
    body = dict(BODIES[end])
    if reading == "full":
        body |= {"missing": "P1.1b", "incomplete": "on"}
    tried = 0
    for actor in ACTORS:
        for thing, ids in ((thing, world[thing]) for thing in THINGS):
            with transaction.atomic():
                browsers[actor].post(reverse(page, args=[ids["assessment"]]), body)
                row = Assessment.objects.get(pk=ids["assessment"])
                changes = StatusChange.objects.filter(assessment=row).count() - (thing.state == "submitted")
                transaction.set_rollback(True)
            should = after(action, actor, thing, reading)
            said = f"{action} by {actor} on {thing.mark} in the {reading} reading"
            assert ((row.status, row.reading), changes) == (should, int(should != (thing.state, reading))), said
            tried += 1
    assert tried == len(ACTORS) * len(THINGS)


def test_a_page_from_before_does_nothing_after(world, browsers):
    """The form that was opened while it was a draft is posted after it was submitted, and after it was given back."""
    ids = world[Thing("own", "draft")]
    steps = [("lead", "check"), ("lead", "check"), ("lead", "widen"), ("secretariat", "return"), ("secretariat", "return")]
    for actor, page in steps:
        browsers[actor].post(reverse(page, args=[ids["assessment"]]), BODIES[f"/{page}/"])
    changes = StatusChange.objects.filter(assessment=ids["assessment"]).values_list("action", flat=True)
    assert list(changes) == ["submit", "return"]
