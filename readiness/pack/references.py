"""Codes that name other codes of the same pack: who knows, readings, action lines, the requirements a figure illuminates."""

from collections.abc import Iterator

from readiness.exact import exact
from readiness.pack.relations import Relations, rows, unknown
from readiness.problems import Problem
from readiness.problems import gettext_noop as _

LISTS = {
    "readings": "readings",
    "functions": "known_by",
    "action_lines": "action_lines",
    "action_types": "action_type",
    "activities": "activity",
}
NAMING_REQUIREMENTS = (("context", "figures"), ("stakeholders",), ("initiatives",))


def reference_problems(relations: Relations) -> Iterator[Problem]:
    """Yield what does not fit between the questions and what stands around them."""
    data = relations.data
    for where, key in LISTS.items():
        known = codes(data, where)
        for path, question in relations.questions:
            for place, code in named(question.get(key)):
                if code not in known:
                    yield unknown((*path, key, *place), code, known)
    requirements = {row.get("code") for _path, row in relations.requirements if isinstance(row.get("code"), str)}
    for path in NAMING_REQUIREMENTS:
        for at, row in rows(data.get(path[0]) if len(path) == 2 else data, path[-1]):
            for place, code in named(row.get("requirements")):
                if code not in requirements:
                    yield unknown((*path, at, "requirements", *place), code, requirements)
    yield from readings_fit(relations)
    for path, question in relations.questions:
        yield from evidence_fits(path, question)
        yield from continues_fit(path, question)
    yield from forms_fit(data)


def codes(data: dict, key: str) -> set[str]:
    return {row["code"] for _at, row in rows(data, key) if isinstance(row.get("code"), str)}


def named(value: object) -> list[tuple[tuple, str]]:
    """Return [(place, code)] of one code or a list of codes."""
    if isinstance(value, str):
        return [((), value)]
    return [((at,), code) for at, code in enumerate(value) if isinstance(code, str)] if isinstance(value, list) else []


def readings_fit(relations: Relations) -> Iterator[Problem]:
    """A reading must ask something of every requirement, or its score could not be made."""
    listed = [row.get("code") for _at, row in rows(relations.data, "readings")]
    for path, requirement in relations.requirements:
        scored = [row for _at, row in rows(requirement, "questions") if row.get("kind") not in ("text", "date")]
        for reading in listed[:-1]:
            if isinstance(reading, str) and not any(reading in (row.get("readings") or ()) for row in scored):
                yield Problem(
                    (*path, "questions"),
                    _('name the reading "%(reading)s" in at least one scored question of this requirement'),
                    {"reading": reading},
                )


def evidence_fits(path: tuple, question: dict) -> Iterator[Problem]:
    wanted, levels = question.get("evidence_from"), question.get("levels")
    if not isinstance(wanted, dict):
        return
    if "evidence" in question:
        yield Problem((*path, "evidence_from"), _("write either evidence or evidence_from"))
    top = len(levels) if isinstance(levels, list) else None
    for level in wanted:
        value = exact(level) if isinstance(level, str) else None
        if top and (value is None or value.denominator != 1 or not 2 <= value <= top):
            yield Problem((*path, "evidence_from", level), _("write a level from 2 to %(top)s"), {"top": top})


def continues_fit(path: tuple, question: dict) -> Iterator[Problem]:
    levels, continuing = question.get("levels"), question.get("continues")
    top = len(levels) if isinstance(levels, list) else None
    for at, level in enumerate(continuing if isinstance(continuing, list) else ()):
        value = exact(level) if isinstance(level, str) else None
        if top and value is not None and not 2 <= value <= top:
            yield Problem((*path, "continues", at), _("write a level from 2 to %(top)s"), {"top": top})


def forms_fit(data: dict) -> Iterator[Problem]:
    identity = data.get("framework")
    languages = identity.get("languages") if isinstance(identity, dict) else None
    for at, entry in rows(data, "glossary"):
        forms = entry.get("forms")
        for language in forms if isinstance(forms, dict) and isinstance(languages, list) else ():
            if language not in languages:
                yield unknown(("glossary", at, "forms", language), language, set(map(str, languages)))
