"""Fields that a form does not have: every name of every model, and what an attacker would guess, change nothing."""

import re
import uuid
from datetime import datetime

import pytest
from django.apps import apps
from django.db import transaction

from tests.access.opinion import Thing
from tests.access.oracles import written
from tests.access.requests import body_of
from tests.access.routes import addresses, routes
from tests.conftest import PASSWORD

GUESSED = [
    "role", "roles", "is_admin", "admin", "is_superuser", "is_staff", "state", "owner", "author", "by", "operator_id", "user_id",
    "assessment_id", "reviewer", "approved", "submitted", "created_by", "permissions", "groups", "csrf", "_method", "next_status",
]  # fmt: skip
MODELS = [model for app in ("assessments", "readiness") for model in apps.get_app_config(app).get_models()]
NAMES = sorted({name for model in MODELS for field in model._meta.fields for name in (field.name, field.attname)} | set(GUESSED))
# What a form does have, beside what the tests send it; everything else is no field of it
OWN = {
    "/review/questions/": {"value", "version", "note", "on_site", "do", "why", "ask", "rated"},
    "/differences/": {"question", "reason", "version"},
    "/reviewers/": {"expert", "lead", "seen"},
    "/ties/": {"country", "operator", "reason", "add", "remove"},
    "/steps/": {"note"},
    "/questions/": {"value", "field", "page", "key", "sequence", "version"},
    "/discussion/": {"text", "team_only", "tell", "settle", "reopen"},
    "/return/": {"note"},
    "/findings/": {
        "seen",
        "stance",
        "reason",
        "action",
        "office",
        "due",
        "do",
        "severity",
        "requirement",
        "observation",
        "evidence",
        "recommendation",
        "lever",
    },
    "/draft/": {"language"},
    "/issue/": {"again"},
    "/check/": {"name", "function"},
    "/widen/": {"reading"},
    "/choices/": {"requirement", "lever"},
    "/report/": {"language"},
    "/on-paper/": {"language", "filled", "pillar"},
    "/language/": {"language"},
    "/requirements/": {"page"},
    "/evidence/%(piece)s/": {"title", "about", "language", "seen"},
    "/team/": {"email", "role", "language", "do"},
    "/programme/cycles/": {
        "name",
        "edition",
        "time_zone",
        "opens_day",
        "opens_time",
        "closes_day",
        "closes_time",
        "operators",
        "shown",
        "do",
    },
    "/programme/": {"email", "role", "language", "do"},
    "/visit/plan/": {
        "shown",
        "first_day",
        "last_day",
        "opens",
        "closes",
        "break_from",
        "break_to",
        "team",
        "host",
        "host_contact",
        "plan",
        "workshop_day",
        "workshop_at",
        "workshop_topic",
        "workshop_participants",
        "workshop_results",
    },
    "/visit/commitment/": {"committed_by", "committed_on", "document"},
    "/visit/agenda/add/": {"shown", "kind", "day", "start", "minutes", "function", "whom", "title", "asked", "note"},
    "/agenda-items/": {"shown", "kind", "day", "start", "minutes", "function", "whom", "title", "asked", "note", "do"},
    "/visit/checklist/": {"page", "day"},
    "/account/": {"password", "email", "key", "code", "credential", "name", "language", "daily_digest"},
}
FORMS = {  # what is sent to the pages about oneself
    "/account/sign-in/": {"login": "lead@example.org", "password": PASSWORD},
    "/account/password/": {"oldpassword": PASSWORD, "password1": "another long password", "password2": "another long password"},
    "/account/": {"name": "changed", "language": "fr"},
    "/account/reset/": {"email": "lead@example.org"},
}
MADE_ANEW = re.compile(r"md5\$|[0-9a-f]{64}$")  # a password, the digest of a key
COUNTED = {"id", "history_id"}  # a sequence goes on where a try is taken back


def extra(route, world):
    """Return a value for every name that the form does not have: an id of the neighbour's where it is one, else a nice one."""
    own = next((names for part, names in OWN.items() if part in route.text), set())
    theirs = world[Thing("other", "draft")]
    values = {"status": "submitted", "state": "submitted", "role": "lead", "operator": theirs["operator"], "version": "99"}
    values |= {"operator_id": theirs["operator"], "assessment": theirs["assessment"], "assessment_id": theirs["assessment"]}
    values |= {"email": "thief@example.org", "reading": "full", "value": "3", "level": "3", "language": "fr"}
    values |= {"pk": theirs["assessment"], "id": theirs["assessment"]}
    values |= {"updated_by": theirs["person"], "by": theirs["person"], "user": theirs["person"], "user_id": theirs["person"]}
    more = {name: values.get(name, "1") for name in [*NAMES, "pk"] if name not in own}
    fields = ("version", "value", "remark", "file", "title", "about", "language")
    prefixed = {f"P1.1a-{name}": value for name, value in more.items() if name not in fields}
    return more | (prefixed if "/requirements/" in route.text else {})


def rows(known, models=MODELS):
    """Return every row of these tables without what differs from one try to the next: keys made anew, salts, and moments."""
    return {
        model.__name__: sorted(
            str(sorted((name, settled(value, known)) for name, value in row.items() if name not in COUNTED or value in known))
            for row in model._default_manager.values()
        )
        for model in models
    }


def settled(value, known):
    if isinstance(value, datetime):
        return "a moment"
    if isinstance(value, dict):
        return re.sub(r"\d{4}-\d\d-\d\dT[\d:+]+", "", str(value))
    new = isinstance(value, uuid.UUID) or (isinstance(value, str) and MADE_ANEW.match(value))
    return "made anew" if new and value not in known else value


def known_now():
    """Return every key and every password that is there before anything is tried."""
    found = {value for model in MODELS for row in model._default_manager.values() for value in row.values() if hashable(value)}
    return {value for value in found if isinstance(value, uuid.UUID) or MADE_ANEW.match(value)}


def hashable(value):
    return isinstance(value, (uuid.UUID, str))


def tried(browser, address, body, known, before):
    """Return (status, every row afterwards); nothing stays. Tables that nothing is written to are as they were before."""
    cookies = browser.cookies.copy()
    with transaction.atomic():
        with written() as tables:
            status = browser.post(address, body).status_code
        after = before | rows(known, [model for model in MODELS if model._meta.db_table in tables])
        transaction.set_rollback(True)
    browser.cookies = cookies
    return status, after


@pytest.fixture
def everybody(browsers):
    return {actor: browsers[actor] for actor in ("nobody", "lead", "secretariat")}


def test_what_a_form_does_not_have_changes_nothing(world, everybody):
    known = known_now()
    before, tries, changing = rows(known), 0, set()
    for route in routes():
        if route.back_office or "POST" not in route.policy:
            continue
        for thing, address, _nowhere in addresses(route, world):
            if thing and thing.owner == "other":
                continue
            for actor, browser in everybody.items():
                body = body_of(route) | FORMS.get(route.text, {})
                plain = tried(browser, address, body, known, before)
                more = tried(browser, address, extra(route, world) | body, known, before)
                assert more == plain, f"{route.text} by {actor} on {thing}"
                changing |= {route.text} if plain[1] != before else set()
                tries += 1
    print(f"{tries} forms with {len(NAMES)} names more, 0 undeclared changes; {len(changing)} of them change something")
    assert tries > 50 and len(changing) >= 8


def test_a_form_that_takes_what_it_is_sent_is_found(world, everybody, monkeypatch):
    from assessments import language
    from assessments.models import User
    from tests.access.planted import swap_in_urls

    kept = language.choose_language

    def careless(request):
        if request.user.is_authenticated:
            sent = {name: text for name, text in request.POST.items() if name in ("is_staff", "name")}
            User.objects.filter(pk=request.user.pk).update(**sent)
        return kept(request)

    careless.policy = kept.policy
    swap_in_urls(monkeypatch, "choose_language", careless)
    with pytest.raises(AssertionError, match="/language/ by lead"):
        test_what_a_form_does_not_have_changes_nothing(world, {"lead": everybody["lead"]})


def test_the_back_office_moves_no_status_and_no_owner(world, browsers):
    from assessments.models import Assessment

    ids = world[Thing("own", "draft")]
    row = Assessment.objects.values("operator", "framework", "status", "reading")
    before = row.get(pk=ids["assessment"])
    body = {"cycle": "new", "date": "2026-11-21", "reading": "short", "status": "submitted", "framework": "1"}
    body |= {"operator": world[Thing("other", "draft")]["operator"]}
    body |= {f"status_changes-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    answer = browsers["owner"].post(f"/back-office/assessments/assessment/{ids['assessment']}/change/", body)
    assert answer.status_code == 302
    assert Assessment.objects.get(pk=ids["assessment"]).cycle == "new"
    assert row.get(pk=ids["assessment"]) == before
