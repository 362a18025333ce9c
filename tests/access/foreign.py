"""Ids of others in bodies, query strings and names: they do what ids do that do not exist, to the byte."""

import re
import uuid

from django.db import transaction
from django.urls import reverse

from tests.access.opinion import Team, Thing, expected, outcome
from tests.access.oracles import face, leaks, written
from tests.access.routes import NOWHERE, addresses, routes

MY_TEAM, THEIR_TEAM = Team("own"), Team("other")
MINE, THEIRS, THEIR_DRAFT = Thing("own", "draft"), Thing("other", "submitted"), Thing("other", "draft")
NOTHING = {"assessment": NOWHERE, "report": NOWHERE, "evidence": NOWHERE, "piece": "999999", "file piece": "999999"}
NOTHING |= {"thread": "999999", "document": NOWHERE, "draft": NOWHERE, "document file": "nothing.pdf"}
NOTHING |= {"member": "999999", "invitation": NOWHERE}
NOTHING |= {"key": None, "page": None, "operator": "999999", "person": "999999", "report file": "nothing.pdf"}


def bodies(ids):
    """Yield (page, fields) of the lead's own draft in which an id of somebody else's stands where one is read."""
    fresh = {"page": str(uuid.UUID(int=7)), "key": str(uuid.UUID(int=8))}
    remark = {"field": "remark", "value": "mine", "version": "1", "sequence": "2"}
    for name in ("piece", "file piece", "assessment", "report"):
        yield "requirement", {"remove": ids[name]}
        yield "requirement", {"remove": ids[name], "question": "P1.1a", "add": "P1.1a"}
    for name in ("evidence", "piece"):
        yield "requirement", {"P1.1a-again": ids[name], "add": "P1.1a"}
    for name in ("assessment", "piece", "evidence", "report file"):
        for field in ("add", "clear", "question", "from", "keep", "take"):
            yield "requirement", {field: f"{ids[name]}:value", "P1.1a-version": "1", "P1.1a-value": "1"}
        yield "requirement", {f"{ids[name]}-version": "1", f"{ids[name]}-value": "2"}
        yield "choices", {"requirement": ids[name], f"target-{ids[name]}": "3"}
        yield "choices", {"requirement": "P1.1", f"target-{ids[name]}": "3"}
        yield "widen", {"reading": ids[name]}
        yield "reports", {"language": ids[name]}
        yield "check", {"missing": ids[name], "name": "n", "function": "f", "confirmed": "on"}
        yield "save_answer", remark | fresh | {"assessment": ids[name], "pk": ids[name], "question": ids[name]}
    for name in ("assessment", "document", "draft"):
        yield "draft_document", {"language": ids[name], "kind": ids[name], "assessment": ids["assessment"]}
        yield "issue_document", {"again": ids[name], "assessment": ids["assessment"]}
        yield "reply", {"seen": ids[name], "stance": "agree", "finding": ids[name], "assessment": ids["assessment"]}
    for field in ("settle", "reopen"):
        yield "discussion", {field: ids["thread"]}
    yield "discussion", {"text": "mine", "team_only": "no", "tell": ids["person"]}
    yield "sharing", {"person-P1.1": ids["person"]}
    yield "remarks", {"P1.1a-version": "1", "P1.1a-remark": "mine", "remove": ids["piece"], "assessment": ids["assessment"]}
    yield "save_remark", remark | fresh | {"assessment": ids["assessment"], "key": ids["key"] or str(uuid.uuid4())}
    yield "save_answer", remark | fresh | {"page": ids["page"] or str(uuid.uuid4())}
    yield "save_answer", remark | fresh | {"key": ids["key"] or str(uuid.uuid4())}
    yield "save_answer", remark | fresh | {"person": ids["person"]}
    for field in ("assessment", "operator", "pk", "id"):
        for page in ("requirement", "choices", "reports", "save_answer"):
            named = ids["operator" if field == "operator" else "assessment"]
            yield page, {field: named, "language": "fr", "requirement": "P1.1"}
    for field in ("operator", "operator_id", "invited_by", "member", "invitation", "pk", "id"):
        named = ids.get({"operator_id": "operator", "invited_by": "person", "pk": "operator", "id": "operator"}.get(field, field))
        yield "team", {field: named, "email": "new@example.org", "role": "lead", "language": "en"}
        yield "member", {field: named, "do": "role", "role": "lead"}
        yield "team_invitation", {field: named, "do": "again"}


OF_MY_TEAM = {"team": ["operator"], "member": ["operator", "member"], "team_invitation": ["operator", "invitation"]}
CODES = {"requirement": ["P1.1"], "remarks": ["P1.1"], "why": ["P1.1"], "why_lever": ["L1"]}
CODES |= {"draft_document": ["gap"], "issue_document": ["gap"], "finding": ["1"], "reply": ["2"]}
CODES |= {"save_answer": ["P1.1a"], "save_remark": ["P1.1a"], "discussion": ["P1.1a"]}


def wrong_with_bodies(world, browsers):
    """Yield what an id of the neighbour's in a body does that one that does not exist would not do."""
    theirs = [world[thing] | world[THEIR_TEAM] for thing in (THEIRS, THEIR_DRAFT)]
    pairs = [pair for ids in theirs for pair in zip(bodies(ids), bodies(NOTHING), strict=True)]
    for foreign, absent in pairs:
        page = foreign[0]
        address = address_of(page, world)
        for extra in ({}, {"headers": {"accept": "application/json"}}):
            one, two = (post(browsers["lead"], address, fields, extra) for _page, fields in (foreign, absent))
            said = f"{page} with {foreign[1]}{' as a script' if extra else ''}"
            if outcome(one[0]) == "broken":
                yield f"{said}: breaks ({one[0].status_code})"
            yield from (f"{said}: {leak}" for leak in leaks("lead", one[1] + str(one[0].headers).encode()))
            reused = foreign[1].get("key") == world[THEIRS]["key"] or foreign[1].get("key") == world[THEIR_DRAFT]["key"]
            if reused:  # a key is used once by all: it is refused, and tells no more than that
                if (one[0].status_code, one[1], one[2]) != (422, b'{"state": "malformed"}', []):
                    yield f"{said}: answers a key of somebody else's with {one[1]}"
            elif (told(one, foreign[1]), one[2]) != (told(two, absent[1]), two[2]):
                yield f"{said}: is not the same as with one that does not exist"


def address_of(page, world):
    if page in OF_MY_TEAM:
        return reverse(page, args=[world[MY_TEAM][name] for name in OF_MY_TEAM[page]])
    return reverse(page, args=[world[MINE]["assessment"], *CODES.get(page, [])])


def told(answer, fields):
    """Return the face of an answer without the ids that it only says back, and the moment."""
    response, body, _tables = answer
    status, headers, cookies, body = face(response, body)
    given = {text for pair in fields.items() for part in pair for text in (str(part), str(part).partition(":")[0])}
    for text in sorted(given, key=len, reverse=True):
        if len(text) > 3:
            body = body.replace(text.encode(), b"?")
    headers = [(name, text) for name, text in headers if name != "Content-Length"]
    return status, headers, cookies, re.sub(rb"\d{4}-\d\d-\d\dT[\d:+]+", b"", body)


def post(browser, address, fields, extra):
    cookies = browser.cookies.copy()
    with transaction.atomic():
        with written() as tables:
            response = browser.post(address, fields, **extra)
            body = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    browser.cookies = cookies
    return response, body, tables


NOT_THE_LEADS = ("anyone", "signing in", "run programme", "own factor", "own passkey")
NAMES = ["q", "id", "pk", "o", "sort", "order", "order_by", "filter", "page", "all", "e", "user", "operator", "operator__name"]
NAMES += ["assessment", "assessment__operator", "status", "status__exact", "lever", "reading", "from", "still", "format", "file"]


def wrong_with_nested(world, browsers):
    """Yield what the neighbour's members and invitations do under one's own team that those that do not exist would not do."""
    mine, theirs = world[MY_TEAM], world[THEIR_TEAM]
    for page, kind in (("member", "member"), ("team_invitation", "invitation")):
        addresses_ = [reverse(page, args=[mine["operator"], ids[kind]]) for ids in (theirs, NOTHING)]
        for fields in ({"do": "role", "role": "lead"}, {"do": "remove"}, {"do": "again"}, {"do": "take back"}):
            for actor in ("lead", "secretariat"):
                one, two = (post(browsers[actor], address, fields, {}) for address in addresses_)
                if (face(*one[:2]), one[2]) != (face(*two[:2]), two[2]) or one[0].status_code != 404:
                    yield f"{page} of the neighbour with {fields} by {actor}: {one[0].status_code}"


def wrong_with_queries(world, browsers):
    """Yield what a page makes of filters, sort keys and ids in its address that it should not."""
    theirs = world[THEIRS]
    values = [theirs["assessment"], theirs["operator"], "mark", "-operator__name", "responses__remark", "password"]
    for route in routes():
        if "GET" not in route.policy or route.policy["GET"] in NOT_THE_LEADS or route.back_office:
            continue
        for thing, address, _nowhere in addresses(route, world):
            if thing not in (None, MINE, MY_TEAM) or expected("lead", thing, route.policy["GET"]) != "in":
                continue
            for value in values:
                response = browsers["lead"].get(address, dict.fromkeys(NAMES, value))
                body = b"".join(response) if response.streaming else response.content
                if response.status_code >= 400:
                    yield f"{route.text} with {value}: answers {response.status_code}"
                yield from (f"{route.text} with {value}: {leak}" for leak in leaks("lead", body.replace(value.encode(), b"")))


BACK_OFFICE = [
    "user/?password__startswith=pbkdf2", "user/?memberships__operator__name__startswith=mark", "user/?o=99.-1.x", "user/?q=mark",
    "assessment/?responses__remark__startswith=mark", "assessment/?operator__people__password__startswith=m",
    "assessment/?o=nothing",
    "assessment/?status__exact=draft", "assessment/?status__in=draft,submitted", "assessment/?framework__id__exact=1",
    "report/?requested_by__password__startswith=m", "report/?assessment__responses__remark__contains=mark", "operator/?q=mark",
    "operator/?_to_field=id&_popup=1", "operator/?_to_field=name", "operator/?e=1",
]  # fmt: skip
SECRETS = ["password", "responses__", "people__", "requested_by__"]


def wrong_in_the_back_office(world, browsers):
    """Yield what its filters and sort keys tell to whom they should not: nobody but its owner, and nobody a password."""
    for end in BACK_OFFICE:
        address = f"/back-office/assessments/{end}"
        for actor, browser in browsers.items():
            response = browser.get(address)
            if response.status_code >= 500:
                yield f"{address} by {actor}: breaks"
            if actor != "owner" and outcome(response) == "in":
                yield f"{address} by {actor}: lets in"
            if actor == "owner" and any(secret in end for secret in SECRETS) and response.status_code != 400:
                yield f"{address}: filters by what nobody may look through ({response.status_code})"
            yield from (f"{address} by {actor}: {leak}" for leak in leaks(actor, response.content, back_office=True))


FILES = [
    "{report}.pdf", "{document}.pdf", "{document file}", "{draft}", "{report file}", "../{report file}", "..%2f{report file}",
    "{evidence}.part", "{assessment}", "%00", "{report}%00.pdf",
]  # fmt: skip


FOLDERS = ["reports", "documents", "drafts", "evidence", "static", "media", "files", "data", "static/..%2f..", "assessments"]
OWN_PAGES = {("assessments", "{assessment}"), ("drafts", "{draft}")}  # of their own operator, told by the matrix


def wrong_with_names(world, browsers):
    """Yield each address that names a file, or another's id in a folder where it does not belong, and gives something."""
    for folder in FOLDERS:
        for name in FILES:
            for thing in (world[THEIRS], world[MINE]):
                for actor in ("nobody", "lead", "newcomer"):
                    if actor == "lead" and thing is world[MINE] and (folder, name) in OWN_PAGES:
                        continue
                    for end in ("", "/"):
                        address = f"/{folder}/{name.format(**thing)}{end}"
                        yield from (f"{address} by {actor}: {problem}" for problem in given(browsers[actor], actor, address))


def given(browser, actor, address):
    response = browser.get(address, follow=True)
    body = b"".join(response) if response.streaming else response.content
    last = response.redirect_chain[-1][0] if response.redirect_chain else ""
    if response.status_code not in (400, 404) and not (actor == "nobody" and last.startswith("/account/sign-in/")):
        yield f"answers {response.status_code}"
    yield from leaks(actor, body)
