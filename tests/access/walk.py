"""Every cell: address x method x person x thing, each judged by every oracle, none leaving a trace."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction

from assessments.access import OPEN_WITHOUT_FACTOR
from tests.access.opinion import OUTSIDE, expected, outcome
from tests.access.oracles import face, inline, leaks, missing_headers, written
from tests.access.requests import body_of
from tests.access.routes import Route, addresses, routes

SCRIPT = {"headers": {"accept": "application/json"}}  # how autosave.js asks
METHODS = [("GET", {}), ("GET", SCRIPT), ("POST", {}), ("POST", SCRIPT), ("HEAD", {}), ("PUT", {}), ("PATCH", {}), ("DELETE", {})]
QUICK = [("GET", {}), ("POST", {})]
SENDING = [("POST", {})]


EVERY_WAY = ("draft", "submitted")  # the states in which each method is tried: no answer to one depends on the others


def methods(route: Route, thing) -> list:
    """Return the methods to try, and how: of the back office, and in the later states, those that people have."""
    return QUICK if route.back_office or getattr(thing, "state", "draft") not in EVERY_WAY else METHODS


@dataclass
class Walk:
    """A walk through the world; `cells` counts them, `changed` holds (address, actor) of each cell that changed the record."""

    world: dict
    browsers: dict
    patterns: list | None = None
    chosen: list[Route] | None = None  # these addresses, and no other
    only: str = ""
    ways: list | None = None  # only these of METHODS
    cells: int = 0
    changed: set = field(default_factory=set)
    absences: dict = field(default_factory=dict)

    def wrong(self) -> Iterator[str]:
        """Yield what is wrong, cell by cell."""
        for route in self.chosen or routes(self.patterns):
            if self.only not in route.text:
                continue
            if route.policy is None:
                yield f"{route.text} declares no policy"
                continue
            for thing, address, nowhere in addresses(route, self.world):
                for actor in self.browsers:
                    for method, extra in self.ways or methods(route, thing):
                        self.cells += 1
                        for problem in self.cell(route, actor, method, extra, thing, address, nowhere):
                            script = " as a script" if extra else ""
                            yield f"{method}{script} {route.text} by {actor} on {thing and thing.mark}: {problem}"

    def cell(self, route: Route, actor, method, extra, thing, address, nowhere):
        response, body, tables = self.send(route, actor, method, extra, address)
        if tables:
            self.changed.add((route.text, actor, thing))
        policy = route.policy.get("GET" if method == "HEAD" else method)
        should = expected(actor, thing, policy) if policy else "no such method"
        if policy is None and actor in OUTSIDE and not {"anyone", "signing in"} & {*route.policy.values()}:
            should = "sign in"
        if actor == "bare" and should in ("set up", "no such method") and policy not in OPEN_WITHOUT_FACTOR:
            should = "sign in" if extra else "set up"  # a script is told to sign in again
        if route.back_office and actor in ("staff", "owner"):
            should = "any"  # the marks say what staff may not be told
        came = outcome(response)
        if came == "set up" and actor != "bare":
            came = "in"  # who has one is led there by what they did
        if came == "broken":
            yield f"breaks ({response.status_code})"
        elif should == "kept out":
            if came == "in":
                yield "lets in"
        elif should != "any" and came != should:
            yield f"{came} ({response.status_code}) instead of {should}"
        if came != "in" and tables:
            yield f"writes {tables} although it refuses"
        if method in ("GET", "HEAD") and tables:
            yield f"writes {tables} although it only shows"
        if came == "absent" and nowhere:
            at = (route.text, actor, method, bool(extra))
            if at not in self.absences:
                self.absences[at] = face(*self.send(route, actor, method, extra, nowhere)[:2])
            if self.absences[at] != face(response, body):
                yield "tells what is foreign from what does not exist"
        yield from leaks(actor, body + str(response.headers).encode(), route.back_office)
        yield from missing_headers(response, actor not in OUTSIDE and not route.text.endswith("/logout/"))
        if not route.back_office:
            yield from inline(response, body)

    def send(self, route, actor, method, extra, address):
        """Return (the answer, its body, the tables written); nothing stays in the database, nor in the browser."""
        browser = self.browsers[actor]
        cookies = browser.cookies.copy()
        fields = {"data": body_of(route)} if method == "POST" else {}
        with transaction.atomic():
            with written() as tables:
                response = getattr(browser, method.lower())(address, **fields, **extra)
                body = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        browser.cookies = cookies
        return response, body, tables
