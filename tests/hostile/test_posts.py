"""Thousands of generated posts over every address that takes one: never a server error, never an answer that takes long."""

import json
import re
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from assessments import workflow
from assessments.models import Cycle, Evidence, Invitation, Response
from assessments.people.inviting import digest
from tests.access.routes import routes
from tests.conftest import make_assessment
from tests.hostile.nasty import NASTY, seeds

SLOWEST_SECONDS = 10
FIELD = re.compile(r'name="([^"]{1,80})"')
COMMON = ["next", "from", "then", "page", "key", "sequence", "version", "field", "value", "ticked", "add", "remove", "clear"]
COMMON += [
    "question",
    "keep",
    "take",
    "requirement",
    "language",
    "reading",
    "note",
    "lever",
    "confirm",
    "name",
    "function",
    "person",
    "email",
    "role",
    "do",
    "password",
    "again",
    "credential",
    "code",
    "shown",
    "operators",
    "edition",
    "time_zone",
    "opens_day",
    "opens_time",
    "closes_day",
    "closes_time",
]


@pytest.fixture
def places(draft, operator, framework, lead):
    """Return the addresses that take a POST, with an assessment in each state, and the names of every field shown."""
    other = make_assessment(operator, framework)
    workflow.advance(other, "submit", by=lead)
    key = "k" * 43
    invitation = Invitation.objects.create(
        email="new@example.org", role="observer", operator=operator, language="en", digest=digest(key), invited_by=lead,
        sent_at=timezone.now(), expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    question = draft.framework.questions.get(code="R2b")
    piece = Evidence.objects.create(response=Response.objects.create(assessment=draft, question=question), position=1, text="x")
    times = {"opens_at": timezone.now(), "closes_at": timezone.now() + timedelta(days=9)}
    cycle = Cycle.objects.create(name="2027", framework=framework, **times)
    people = {"pk": operator.pk, "member": operator.memberships.get(user=lead).pk, "invitation": invitation.pk}
    people |= {"appointment": 1, "key": key, "cycle": cycle.pk}
    codes = {"requirements": ["R1", "R2", "P1.1", "zz"], "questions": ["R1a", "R2b", "P1.1a", "zz"], "levers": ["L1", "zz"]}
    found = []
    for entry in routes():
        if entry.back_office or "POST" not in (entry.policy or {}):
            continue
        route, arguments = entry.text, entry.arguments
        for assessment in (draft, other) if "pk" in arguments else (draft,):
            folder = next((name for name in codes if f"/{name}/" in route), None)
            for code in codes[folder] if folder else ("",):
                known = {"pk": str(assessment.pk), "code": code, "uidb36": "1", "key": "set-password", "edition": "1"}
                known |= {"piece": piece.pk, "number": "1", "kind": "exit"}
                known |= people if route.startswith(("/operators/", "/programme/", "/invitations/")) else {}
                found.append(route % {name: known.get(name, "x") for name in arguments})
    return sorted(set(found))


@pytest.fixture
def names(browse, lead, secretariat, draft):
    """Return the name of every field on the pages of the questionnaire, the results and the sign-in."""
    pages = [reverse("requirement", args=[draft.pk, code]) for code in ("R1", "R2")]
    pages += [reverse(name, args=[draft.pk]) for name in ("assessment", "check", "results", "reports", "what_if")]
    pages += [reverse("discussion", args=[draft.pk, "R2b"]), reverse("sharing", args=[draft.pk])]
    pages += [reverse("evidence_index", args=[draft.pk])]
    shown = {name for page in pages for name in FIELD.findall(browse(lead).get(page).content.decode())}
    shown |= set(FIELD.findall(browse().get(reverse("account_login")).content.decode()))
    assert len(shown) > 40
    return sorted(shown | set(COMMON))


def typed(random, names):
    """Return the fields of one post: some real, some invented, some several times, with nasty values."""
    fields = {}
    for _field in range(random.choice([0, 1, 3, 8, 20])):
        name = random.choice(names) if random.random() < 0.95 else random.choice(NASTY)[:200]
        fields[name] = [random.choice(NASTY) for _value in range(random.choice([1, 1, 1, 2, 5]))]
    return fields


def send(client, address, random, fields):
    how = random.random()
    headers = {"accept": random.choice(["text/html", "application/json"])}
    if how < 0.1:
        return client.post(address, json.dumps(fields), content_type="application/json", headers=headers)
    if how < 0.2:
        body = bytes(random.randrange(256) for _byte in range(random.choice([0, 10, 300])))
        kind = random.choice(
            ["multipart/form-data; boundary=x", "application/json", "text/xml", "application/x-www-form-urlencoded"]
        )
        return client.generic("POST", address, body, kind, headers=headers)
    if how < 0.3:
        file = SimpleUploadedFile("x", random.choice(NASTY).encode("utf-8", "replace"))
        file._name = (random.choice(NASTY)[:150].replace("\x00", "") or "x") + random.choice(["", ".pdf", ".csv", ".docx"])
        fields = fields | {random.choice(["R2b-file", "R1a-file", "file"]): file}
    return client.post(address, fields, headers=headers)


def tries(places, names, browsers, only=None):
    """Return what is wrong: (seed, role, address, what came of it). Nothing stays in the database."""
    wrong = []
    for seed, random in seeds("posts"):
        if only is not None and seed != only:
            continue
        role = random.choice(list(browsers))
        client, address = browsers[role], random.choice(places)
        cookies, begin = client.cookies.copy(), time.monotonic()
        with transaction.atomic():
            status = send(client, address, random, typed(random, names)).status_code
            transaction.set_rollback(True)
        client.cookies = cookies
        if status >= 500 or time.monotonic() - begin > SLOWEST_SECONDS:
            wrong.append((seed, role, address, status, round(time.monotonic() - begin, 1)))
    return wrong


@pytest.fixture
def browsers(lead, contributor, observer, neighbour, expert, secretariat, browse):
    people = {"lead": lead, "contributor": contributor, "observer": observer, "neighbour": neighbour, "expert": expert}
    people |= {"secretariat": secretariat, "nobody": None}
    return {role: browse(user, raise_request_exception=False) for role, user in people.items()}


def test_no_post_is_a_server_error_or_slow(places, names, browsers):
    assert tries(places, names, browsers) == []
    assert not connection.needs_rollback


def test_a_planted_fault_would_be_found(places, names, browsers, monkeypatch):
    from assessments import typed as typing

    def careless(code, data):
        return int(data.get(f"{code}-value") or 0)

    monkeypatch.setattr(typing, "typed", careless)
    monkeypatch.setattr("assessments.questionnaire.posting.typed", careless)
    only = [address for address in places if "/requirements/R" in address]
    assert tries(only, names, {"lead": browsers["lead"]}) != []
