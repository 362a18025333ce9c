"""The transitions as one table, tried through the views: action x reading and state x role, own and foreign."""

import pytest
from django.db import transaction
from django.urls import reverse

from assessments.models import Assessment, StatusChange
from assessments.workflow import TRANSITIONS
from tests.access.opinion import ACTORS, TEAMS, Thing
from tests.access.requests import BODIES

# (action, state, reading): (state, reading) afterwards, for the roles that may; everything else changes nothing
TABLE = {
    ("submit", "draft", "short"): ("submitted", "short", {"lead"}),
    ("submit", "draft", "full"): ("submitted", "full", {"lead"}),
    ("widen", "draft", "short"): ("draft", "full", {"lead"}),
}
REVIEW = [  # action, states, state afterwards, roles: in whatever reading
    ("return", ["submitted", "in_review"], "draft", {"secretariat"}),
    ("begin_review", ["submitted"], "in_review", {"expert"}),
    ("ask_clarification", ["in_review"], "clarification", {"expert"}),
    ("answer_clarification", ["clarification"], "in_review", {"lead"}),
    ("stop_waiting", ["clarification"], "in_review", {"expert", "secretariat"}),
    ("finish_review", ["in_review"], "reviewed", {"expert"}),
    ("reopen_review", ["reviewed"], "in_review", {"expert", "secretariat"}),
    ("plan_visit", ["reviewed"], "visit_planned", {"expert", "secretariat"}),
    ("cancel_visit", ["visit_planned"], "reviewed", {"expert", "secretariat"}),
    ("end_visit", ["visit_planned"], "visited", {"expert"}),
    ("issue_report", ["reviewed", "visited"], "report_issued", {"expert", "secretariat"}),
    ("follow_up", ["report_issued"], "follow_up", {"expert", "secretariat"}),
    ("close", ["report_issued", "follow_up"], "closed", {"secretariat"}),
    ("reopen", ["closed"], "follow_up", {"secretariat"}),
]
TABLE |= {
    (action, state, reading): (then, reading, roles)
    for action, states, then, roles in REVIEW
    for state in states
    for reading in ("short", "full")
}
PAGES = {"submit": ("check", "/check/"), "return": ("return", "/return/"), "widen": ("widen", "/widen/")}
PAGES["finish_review"] = ("finish_review", "/steps/finish-review/")
PAGES |= {action: (action, "") for action, *_rest in REVIEW if action not in PAGES}


READY = [Thing("own", "in_review"), Thing("other", "in_review")]  # each is put into each state; nothing they need is missing


def role_of(actor, thing):
    """Return the actor's role towards this thing, "" where it does not exist for a member of the other team."""
    if TEAMS.get(actor, thing.owner) != thing.owner:
        return ""
    return "lead" if actor == "neighbour" else actor


def after(action, actor, thing, state, reading):
    """Return the state and the reading that have to stand there afterwards."""
    then, read_as, roles = TABLE.get((action, state, reading), (state, reading, set()))
    return (then, read_as) if role_of(actor, thing) in roles else (state, reading)


def test_the_table_holds_every_transition():
    assert {action for action, _state, _reading in TABLE} == set(PAGES) == set(TRANSITIONS)


@pytest.mark.parametrize("action", PAGES)
@pytest.mark.parametrize("reading", ["short", "full"])
def test_only_what_the_table_names_can_be_done(world, browsers, action, reading):
    Assessment.objects.update(reading=reading)
    page, end = PAGES[action]
    body = dict(BODIES.get(end, {}))
    if reading == "full":
        body |= {"missing": "P1.1b", "incomplete": "on"}
    tried = 0
    for actor in ACTORS:
        for thing in READY:
            for state in Assessment.Status.values:
                place = Assessment.objects.filter(pk=world[thing]["assessment"])
                with transaction.atomic():
                    place.update(status=state)
                    changes = StatusChange.objects.filter(assessment=place.get()).count()
                    browsers[actor].post(reverse(page, args=[place.get().pk]), body)
                    row = place.get()
                    changes = StatusChange.objects.filter(assessment=row).count() - changes
                    transaction.set_rollback(True)
                should = after(action, actor, thing, state, reading)
                said = f"{action} by {actor} on {thing.mark}, {state}, in the {reading} reading"
                assert ((row.status, row.reading), changes) == (should, int(should != (state, reading))), said
                tried += 1
    assert tried == len(ACTORS) * len(READY) * len(Assessment.Status.values)


def test_a_page_from_before_does_nothing_after(world, browsers):
    """The form that was opened while it was a draft is posted after it was submitted, and after it was given back."""
    ids = world[Thing("own", "draft")]
    steps = [("lead", "check"), ("lead", "check"), ("lead", "widen"), ("secretariat", "return"), ("secretariat", "return")]
    for actor, page in steps:
        browsers[actor].post(reverse(page, args=[ids["assessment"]]), BODIES[f"/{page}/"])
    changes = StatusChange.objects.filter(assessment=ids["assessment"]).values_list("action", flat=True)
    assert list(changes) == ["submit", "return"]
