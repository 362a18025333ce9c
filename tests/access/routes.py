"""Every address, from the URL configuration: a new page is tried without a line here, or says what it has to be taught."""

import uuid
from dataclasses import dataclass

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.regex_helper import normalize

from tests.access.opinion import TEAMS_THERE, THINGS

NOWHERE = str(uuid.UUID(int=0))
# What an argument of an address is: of the sign-in by its name, of the record by the folder before it
SIGN_IN_ARGUMENTS = {"uidb36": "1", "key": "set-password"}
RECORD_FOLDERS = {
    "/assessments/%(pk)s/": ("pk", "assessment"),
    "/reports/%(pk)s/": ("pk", "report"),
    "/printouts/%(pk)s/": ("pk", "printout"),
    "/documents/%(pk)s/": ("pk", "document"),
    "/drafts/%(pk)s/": ("pk", "draft"),
    "/evidence/%(file)s/": ("file", "evidence"),
    "/photos/%(file)s/": ("file", "photo"),
    "/agenda-items/%(pk)s/": ("pk", "agenda item"),
}
TEAM_ARGUMENTS = {"pk": "operator", "member": "member", "invitation": "invitation"}
PROGRAMME_ARGUMENTS = {"expert": "expert", "appointment": "appointment", "cycle": "cycle", "invitation": "programme invitation"}
OWN_PARTS = ("piece",)  # of each assessment
NONE_THERE = {"piece": "999999", "operator": "999999", "member": "999999", "invitation": NOWHERE}
PUBLISHED = {"code": "around", "edition": "1"}  # of a framework: not secret among those who signed in
PARTS = {  # of the assessment: there is only one such pack
    "/requirements/%(code)s/": "P1.1",
    "/questions/%(code)s/": "P1.1a",
    "/results/why/%(code)s/": "P1.1",
    "/results/levers/%(code)s/": "L1",
    "/findings/%(number)s/reply/": "2",  # the one that was handed over
    "/findings/%(number)s/": "1",
    "/documents/%(kind)s/": "gap",
}


@dataclass(frozen=True)
class Route:
    """One pattern: its text with its arguments' places, the policy by method (None: undeclared), and where it leads."""

    text: str
    arguments: tuple[str, ...]
    policy: dict | None
    back_office: bool = False


def routes(patterns=None, namespaces=(), prefix=""):
    """Yield each Route of the URL configuration."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(entry.pattern.regex.pattern).lstrip("^").replace(r"\Z", "").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, (*namespaces, *filter(None, [entry.namespace])), route)
        elif isinstance(entry, URLPattern):
            text, arguments = normalize(route)[0]
            yield Route("/" + text, tuple(arguments), declared(entry.callback, namespaces), "admin" in namespaces)


def declared(view, namespaces):
    """Return the policy by method; the back office is one policy as a whole, but for its door out."""
    if "admin" in namespaces:
        way_out = getattr(view, "__name__", "") == "logout"
        return dict.fromkeys(("GET", "POST"), "signed in" if way_out else "back office")
    return getattr(view, "policy", None)


def addresses(route, world):
    """Return [(thing or None, address, the same address of a thing that does not exist, or None)]."""
    name, kind = next((found for folder, found in RECORD_FOLDERS.items() if route.text.startswith(folder)), (None, None))
    if kind:
        codes = [(part.partition("%(")[2].partition(")")[0], code) for part, code in PARTS.items() if part in route.text]
        parts = dict(codes[:1])
        own = [part for part in OWN_PARTS if part in route.arguments]
        assert {*route.arguments} == {name, *parts, *own}, f"{route.text}: teach this test what is in {route.arguments}"
        nowhere = route.text % {name: NOWHERE, **parts, **{part: NONE_THERE[part] for part in own}}
        ids = {thing: {name: world[thing][kind], **parts, **{part: world[thing][part] for part in own}} for thing in THINGS}
        return [(thing, route.text % ids[thing], nowhere) for thing in THINGS]
    if route.text.startswith("/operators/%(pk)s/"):
        kinds = {name: TEAM_ARGUMENTS[name] for name in route.arguments}
        nowhere = route.text % {name: NONE_THERE[kind] for name, kind in kinds.items()}
        return [(team, route.text % {name: world[team][kind] for name, kind in kinds.items()}, nowhere) for team in TEAMS_THERE]
    if route.text.startswith("/programme/"):
        parts = {name: world[None][PROGRAMME_ARGUMENTS[name]] for name in route.arguments}
        return [(None, route.text % parts, None)]
    if route.text.startswith("/account/second-factor/passkeys/%(pk)s/"):
        return [(None, route.text % {"pk": world[None]["passkey"]}, route.text % {"pk": "999999"})]
    if route.text.startswith("/frameworks/"):
        assert set(route.arguments) == set(PUBLISHED)
        return [(None, route.text % PUBLISHED, None)]
    if route.back_office:
        return [(None, route.text % back_office_arguments(route), None)]
    assert set(route.arguments) <= set(SIGN_IN_ARGUMENTS), (
        f"{route.text}: teach RECORD_FOLDERS and make_thing what {route.arguments} is"
    )
    return [(None, route.text % {name: SIGN_IN_ARGUMENTS[name] for name in route.arguments}, None)]


def back_office_arguments(route):
    """Return arguments of a page of the back office that exists: the newest row, which is the neighbour's."""
    values = {"app_label": "assessments", "content_type_id": "1", "url": "nothing", "id": "1", "object_id": "1"}
    for model in admin.site._registry:
        if f"/{model._meta.app_label}/{model._meta.model_name}/" in route.text:
            values |= dict.fromkeys(("object_id", "id"), str(model.objects.order_by("pk").values_list("pk", flat=True).last()))
    assert set(route.arguments) <= set(values), f"{route.text}: teach this test what {route.arguments} is"
    return {name: values[name] for name in route.arguments}
