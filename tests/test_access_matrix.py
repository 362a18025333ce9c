"""Every URL x GET and POST x every role x both operators x every state, held to the policy its view declares.

The cells come from the URL configuration, so a new page is in the matrix without a line here; one whose view declares no
policy fails. What each policy means is written once more in this file, apart from assessments/access.py on purpose:
two opinions that have to agree. Planted holes show that the matrix would find one.
"""

import re
import uuid
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from assessments import workflow
from assessments.access import POLICIES
from assessments.models import Assessment, Evidence, Report, Response, Save, StatusChange, Target
from assessments.questionnaire.evidence import FOLDER
from tests.conftest import ROLES, make_assessment

METHODS = ("GET", "POST")
ACTORS = ["nobody", *ROLES]
RECORD = [Assessment, Response, Evidence, Save, Target, StatusChange, Report]

# What an argument of an address is: of the sign-in by its name, of the record by the folder before it
SIGN_IN_ARGUMENTS = {"uidb36": "1", "key": "set-password"}
RECORD_FOLDERS = {
    "/assessments/%(pk)s/": ("pk", "assessment"),
    "/reports/%(pk)s/": ("pk", "report"),
    "/evidence/%(file)s/": ("file", "evidence"),
}
PARTS = {  # of the assessment: there is only one such pack
    "/requirements/%(code)s/": "P1.1",
    "/questions/%(code)s/": "P1.1a",
    "/results/why/%(code)s/": "P1.1",
    "/results/levers/%(code)s/": "L1",
}


@dataclass(frozen=True)
class Thing:
    """One assessment of the matrix: whose it is, its state, and a mark that nobody else's page may hold."""

    owner: str  # "own": the lead's operator, "other": the neighbour's
    state: str  # "draft" or "submitted"

    @property
    def mark(self):
        return f"mark-{self.owner}-{self.state}"


THINGS = [Thing(owner, state) for owner in ("own", "other") for state in ("draft", "submitted")]


def sees(actor, thing):
    """Return whether the assessment exists for the actor."""
    return {
        "lead": thing.owner == "own",
        "contributor": thing.owner == "own",
        "observer": thing.owner == "own",
        "neighbour": thing.owner == "other",
        "facilitator": thing.state == "submitted",
        "expert": thing.state == "submitted",
        "secretariat": True,
    }.get(actor, False)


def may(actor, thing, policy):
    """Return whether someone who sees the assessment may do this with it."""
    team = {"lead": "own", "contributor": "own", "neighbour": "other"}.get(actor) == thing.owner
    programme = actor in ("facilitator", "expert", "secretariat")
    return {
        "see": True,
        "answer": team and thing.state == "draft",
        "submit": team and actor != "contributor" and thing.state == "draft",
        "return": actor == "secretariat" and thing.state == "submitted",
        "report": team or programme,
    }[policy]


def expected(actor, thing, policy):
    """Return what has to come of it: in, sign in, refused (403), absent (404)."""
    if policy == "anyone":
        return "in"
    if policy == "back office":
        return "kept out"
    if actor == "nobody":
        return "sign in"
    if policy == "signed in":
        return "in"
    if not sees(actor, thing):
        return "absent"
    return "in" if may(actor, thing, policy) else "refused"


def outcome(response):
    """Return what came of it, in the words of expected()."""
    location = response.headers.get("Location", "")
    if response.status_code == 302 and location.startswith(("/account/sign-in/", "/back-office/login/")):
        return "sign in"
    return {403: "refused", 404: "absent", 405: "no such method"}.get(
        response.status_code, "broken" if response.status_code >= 500 else "in"
    )


# The walk


def leaves(patterns=None, namespaces=(), prefix=""):
    """Yield (route as a normalised format string, its arguments, the view, namespaces) of each URL."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern.regex.pattern).lstrip("^").replace(r"\Z", "").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from leaves(entry.url_patterns, (*namespaces, *filter(None, [entry.namespace])), route)
        elif isinstance(entry, URLPattern):
            text, arguments = normalize(route)[0]
            yield "/" + text, arguments, entry.callback, namespaces


def declared(view, namespaces):
    """Return the policy by method; the back office is one policy as a whole, but for its door out."""
    if "admin" in namespaces:
        way_out = getattr(view, "__name__", "") == "logout"
        return dict.fromkeys(METHODS, "signed in" if way_out else "back office")
    return getattr(view, "policy", None)


def addresses(route, arguments, ids):
    """Return [(thing or None, address, the same address of a thing that does not exist)]."""
    name, kind = next((found for folder, found in RECORD_FOLDERS.items() if route.startswith(folder)), (None, None))
    if kind:
        codes = [code for part, code in PARTS.items() if part in route]
        parts = {"code": codes[0]} if codes else {}
        assert {*arguments} == {name, *parts}, f"{route}: teach this test what is in {arguments}"
        return [
            (thing, route % {name: ids[thing][kind], **parts}, route % {name: uuid.UUID(int=0), **parts}) for thing in ids
        ]
    assert route.startswith("/back-office/") or set(arguments) <= set(SIGN_IN_ARGUMENTS), (
        f"{route}: teach RECORD_FOLDERS and the fixture `ids` what {arguments} is"
    )
    return [(None, route % {name: SIGN_IN_ARGUMENTS.get(name, "1") for name in arguments}, None)]


def bare(body):
    """Return a body without what differs between any two answers: the token, and the address asked for."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", body)
    return re.sub(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", b"", body)


def record():
    return [list(model.objects.order_by("pk").values()) for model in RECORD]


def holes(ids, browsers, patterns=None):
    """Try every cell; return (how many there were, what is wrong)."""
    cells, wrong, before = 0, [], record()
    for route, arguments, view, namespaces in leaves(patterns):
        policy = declared(view, namespaces)
        if policy is None:
            wrong.append(f"{route} declares no policy")
            continue
        assert set(policy.values()) <= set(POLICIES)
        for thing, address, nowhere in addresses(route, arguments, ids):
            for actor, browser in browsers.items():
                for method in METHODS:
                    cells += 1
                    wrong += [
                        f"{method} {route} as {actor} on {thing and thing.mark}: {problem}"
                        for problem in try_cell(browser, actor, method, policy, thing, address, nowhere, before)
                    ]
    return cells, wrong


def try_cell(browser, actor, method, policy, thing, address, nowhere, before):
    """Yield what is wrong in one cell; nothing of it stays in the database, nor in the browser, which may sign out."""
    cookies = browser.cookies.copy()
    with transaction.atomic():
        response = getattr(browser, method.lower())(address)
        body = b"".join(response) if response.streaming else response.content
        after = record()
        absent = getattr(browser, method.lower())(nowhere) if nowhere else None
        transaction.set_rollback(True)
    browser.cookies = cookies
    came = outcome(response)
    should = expected(actor, thing, policy[method]) if method in policy else "no such method"
    if method not in policy and actor == "nobody" and "anyone" not in policy.values():
        should = "sign in"
    if should == "kept out":
        if came == "in":
            yield "lets in"
    elif came != should:
        yield f"{came} ({response.status_code}) instead of {should}"
    if came not in ("in", "broken") and after != before:
        yield "changes the record although it refuses"
    if came == "absent" and absent is not None and bare(absent.content) != bare(body):
        yield "tells what is foreign from what does not exist"
    told = body + str(response.headers).encode()
    for other in THINGS:
        if other.mark.encode() in told and not sees(actor, other):
            yield f"shows {other.mark}"


@pytest.fixture
def ids(operator, other_operator, framework, lead, neighbour):
    """Make an assessment with a report for each thing; return {thing: {argument: id}}."""
    owners = {"own": (operator, lead), "other": (other_operator, neighbour)}
    made = {}
    for thing in THINGS:
        owner, by = owners[thing.owner]
        assessment = make_assessment(owner, framework, cycle=thing.mark)
        assessment.responses.update(remark=thing.mark)
        if thing.state == "submitted":
            workflow.advance(assessment, "submit", by=by)
        report = Report.objects.create(
            assessment=assessment, language="en", number=thing.mark, status="done", content_key="0" * 64, file=f"{thing.mark}.pdf"
        )
        settings.REPORTS.mkdir(exist_ok=True)
        (settings.REPORTS / report.file).write_bytes(b"%PDF-1.7 " + thing.mark.encode())
        piece = Evidence.objects.create(
            response=assessment.responses.first(), position=1, kind="file", text=f"{thing.mark}.pdf", file=uuid.uuid4()
        )
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / piece.file.hex).write_bytes(b"%PDF-1.7 " + thing.mark.encode())
        made[thing] = {"assessment": str(assessment.pk), "report": str(report.pk), "evidence": str(piece.file)}
    return made


@pytest.fixture
def browsers(cast, browse):
    return {"nobody": browse(raise_request_exception=False)} | {
        role: browse(user, raise_request_exception=False) for role, user in cast.items()
    }


def test_every_url_keeps_its_policy(ids, browsers):
    cells, wrong = holes(ids, browsers)
    assert not wrong, "\n".join(wrong)
    assert cells > 500


def test_every_post_wants_its_token(ids, browse, lead):
    browser = browse(lead, enforce_csrf_checks=True)
    for route, arguments, view, namespaces in leaves():
        if "POST" in declared(view, namespaces) and "admin" not in namespaces:
            for _thing, address, _nowhere in addresses(route, arguments, ids):
                assert browser.post(address).status_code == 403, route


# Planted holes: the matrix must find each of them


def planted_urls(hole):
    from django.http import HttpResponse
    from django.shortcuts import get_object_or_404
    from django.urls import path

    from assessments import access

    def page(request, pk):
        found = get_object_or_404(access.visible_assessments(request.user), pk=pk)
        return HttpResponse(found.cycle)

    def unchecked(request, pk):
        return HttpResponse(get_object_or_404(Assessment, pk=pk).cycle)

    def forbidden_tells(request, pk):
        get_object_or_404(Assessment, pk=pk)
        get_object_or_404(access.visible_assessments(request.user), pk=pk)
        return HttpResponse()

    def talkative(request, pk):
        found = access.visible_assessments(request.user).filter(pk=pk).first()
        return HttpResponse(found.cycle) if found else HttpResponse(f"not yours: {pk in seen()}", status=404)

    def seen():
        return set(Assessment.objects.values_list("pk", flat=True))

    def listing(request):
        return HttpResponse(" ".join(Assessment.objects.values_list("cycle", flat=True)))

    def header(request):
        response = HttpResponse()
        response.headers["X-Newest"] = Assessment.objects.last().cycle
        return response

    def observer_writes(request, pk):
        found = get_object_or_404(access.visible_assessments(request.user), pk=pk)
        if found.status != "draft":
            return HttpResponse(status=403)
        return HttpResponse()

    def late_answer(request, pk):
        found = get_object_or_404(access.visible_assessments(request.user), pk=pk)
        return HttpResponse(status=200 if access._role(request.user, found) in ("lead", "contributor") else 403)

    def wrong_role(request, pk):
        found = get_object_or_404(access.visible_assessments(request.user), pk=pk)
        return HttpResponse(status=200 if access.can_answer(request.user, found) else 403)

    def early(request, pk):
        Response.objects.filter(assessment=pk).update(remark="changed")
        found = get_object_or_404(access.visible_assessments(request.user), pk=pk)
        return HttpResponse(status=200 if access.can_answer(request.user, found) else 403)

    def broken(request):
        raise ValueError

    def download(request, pk):
        return HttpResponse((settings.REPORTS / get_object_or_404(Report, pk=pk).file).read_bytes())

    see, answer = access.policy(get="see"), access.policy(post="answer")
    return {
        None: [path("assessments/<uuid:pk>/planted/", see(page))],
        "undeclared": [path("assessments/<uuid:pk>/planted/", page)],
        "another's page": [path("assessments/<uuid:pk>/planted/", see(unchecked))],
        "another's file": [path("reports/<uuid:pk>/planted/", see(download))],
        "a 404 that tells": [path("assessments/<uuid:pk>/planted/", see(talkative))],
        "a list of everything": [path("planted/", access.policy(get="signed in")(listing))],
        "a header": [path("planted/", access.policy(get="signed in")(header))],
        "open to nobody": [path("planted/", access.policy(get="anyone")(listing))],
        "the observer writes": [path("assessments/<uuid:pk>/planted/", answer(observer_writes))],
        "an answer after submitting": [path("assessments/<uuid:pk>/planted/", answer(late_answer))],
        "the contributor submits": [path("assessments/<uuid:pk>/planted/", access.policy(post="submit")(wrong_role))],
        "writes before it asks": [path("assessments/<uuid:pk>/planted/", answer(early))],
        "a server error": [path("planted/", access.policy(get="signed in")(broken))],
    }[hole]


@pytest.fixture
def plant(settings):
    """Return a function that serves planted URLs instead of the product's."""
    from types import ModuleType

    from assessments.urls import urlpatterns

    def serve(hole):
        urls = ModuleType("planted_urls")
        urls.urlpatterns = [*urlpatterns, *planted_urls(hole)]
        urls.handler404 = "readiness.errors.not_found"
        urls.handler500 = "readiness.errors.server_error"
        settings.ROOT_URLCONF = urls
        return planted_urls(hole)

    return serve


def test_a_sound_page_passes(plant, ids, browsers):
    assert holes(ids, browsers, plant(None)) == (len(THINGS) * len(ACTORS) * len(METHODS), [])


@pytest.mark.parametrize(
    "hole",
    [
        "undeclared",
        "another's page",
        "another's file",
        "a 404 that tells",
        "a list of everything",
        "a header",
        "open to nobody",
        "the observer writes",
        "an answer after submitting",
        "the contributor submits",
        "writes before it asks",
        "a server error",
    ],
)
def test_a_planted_hole_is_found(plant, ids, browsers, hole):
    assert holes(ids, browsers, plant(hole))[1] != []
