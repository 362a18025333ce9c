"""A pack file to a Pack, or every problem at once by line and path."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from readiness.pack.contradictory import contradiction_problems
from readiness.pack.fields import Part
from readiness.pack.reading import Document, read_yaml
from readiness.pack.references import reference_problems
from readiness.pack.relations import Relations
from readiness.pack.shape import Pack
from readiness.problems import MOST, Problem, Problems, nearest, shortened
from readiness.problems import gettext_noop as _

CONTAINERS = {"pillars", "requirements", "questions", "levers", "support_modes", "parts", "options", "ways", "figures"}
KINDS = {"level", "yes_no", "choice", "checklist", "number", "text", "date"}


def read_pack(path: Path | str) -> Pack:
    """Return the pack in the file; Problems lists everything wrong with it, OSError when it cannot be opened."""
    return parse_pack(Path(path).read_bytes())


@lru_cache(maxsize=32)
def parse_pack(raw: bytes) -> Pack:
    """Return the pack written in these bytes, kept for the next call with the same bytes."""
    document = read_yaml(raw)
    problems = list(document.problems)
    pack = None
    if not isinstance(document.data, dict):
        raise Problems([Problem((), _("write the pack as keys and values: framework, method, pillars …"), {}, 1)])
    try:
        pack = Pack.model_validate(document.data, context={"languages": languages(document.data)})
    except ValidationError as error:
        problems += [told(document, details) for details in error.errors(include_url=False)[: MOST + 1]]
    relations = Relations(document.data, document.lines)
    more = chain(relations.problems(), reference_problems(relations), contradiction_problems(relations))
    problems += islice(more, MOST + 1)
    if problems or pack is None:
        raise Problems(placed(document, problem) for problem in problems)
    return pack


def languages(data: dict) -> list[str]:
    identity = data.get("framework")
    found = identity.get("languages") if isinstance(identity, dict) else None
    return [language for language in found if isinstance(language, str)] if isinstance(found, list) else []


def told(document: Document, details: ErrorDetails) -> Problem:
    """Return a validation error in an author's words."""
    loc, context = tuple(details["loc"]), details.get("ctx", {})
    path = real_path(document.data, loc)
    if details["type"] == "pack":
        return Problem(path, context["message"], context["params"])
    found = shortened(details["input"]) if isinstance(details["input"], str) else ""
    match details["type"]:
        case "missing":
            return Problem(path, _('write the missing key "%(key)s"'), {"key": loc[-1]})
        case "extra_forbidden":
            return unknown_key(path, str(loc[-1]))
        case "union_tag_not_found":
            return Problem(path, _('write the missing key "%(key)s"'), {"key": "kind"})
        case "union_tag_invalid":
            return Problem(
                (*path, "kind"),
                _('write one of %(expected)s, found "%(found)s"'),
                {"expected": ", ".join(sorted(KINDS)), "found": shortened(context["tag"])},
            )
        case "enum" | "literal_error":
            return Problem(
                path,
                _('write one of %(expected)s, found "%(found)s"'),
                {"expected": plain_list(context["expected"]), "found": found},
            )
        case "list_type":
            return Problem(path, _('write a list here: in brackets, such as [a, b], or in lines that begin with "- "'))
        case "dict_type" | "model_type" | "model_attributes_type":
            return Problem(path, _("write keys and values here (key: value)"))
        case "too_short":
            return Problem(
                path,
                _("write at least %(limit)s entries, found %(found)s"),
                {"limit": context["min_length"], "found": context["actual_length"]},
            )
        case "too_long":
            return Problem(
                path,
                _("write at most %(limit)s entries, found %(found)s"),
                {"limit": context["max_length"], "found": context["actual_length"]},
            )
        case "greater_than" | "greater_than_equal" | "less_than_equal":
            bounds = {
                "gt": _("write a number above %(limit)s"),
                "ge": _("write a number of %(limit)s or more"),
                "le": _("write a number of %(limit)s or less"),
            }
            key = next(key for key in bounds if key in context)
            return Problem(path, bounds[key], {"limit": context[key]})
        case "string_pattern_mismatch":
            return Problem(path, _('write a language code such as fr or en, found "%(found)s"'), {"found": found})
    return Problem(path, "%(message)s", {"message": details["msg"]})


def plain_list(expected: str) -> str:
    """Return "a, b, c" for the validator's "'a', 'b' or 'c'"."""
    return expected.replace("'", "").replace(" or ", ", ")


def unknown_key(path: tuple, key: str) -> Problem:
    if key in known_keys():
        message = _('the key "%(key)s" does not belong here; see its indentation and the kind of this entry, or remove it')
        return Problem(path, message, {"key": key})
    if (close := nearest(key, known_keys())) is not None:
        return Problem(
            path, _('the key "%(key)s" is not known here; did you mean "%(close)s"?'), {"key": shortened(key), "close": close}
        )
    return Problem(path, _('the key "%(key)s" is not known here; remove it'), {"key": shortened(key)})


@lru_cache
def known_keys() -> frozenset[str]:
    """Return every key that some part of a pack has."""
    return frozenset(field.alias or name for model in parts(Part) for name, field in model.model_fields.items())


def parts(model: type[Part]) -> Iterator[type[Part]]:
    yield model
    for narrower in model.__subclasses__():
        yield from parts(narrower)


def real_path(data: object, loc: tuple) -> tuple:
    """Return the error's path without the question kinds that the validator puts between."""
    path: list = []
    here = data
    for step in loc:
        if step in KINDS and isinstance(here, dict) and here.get("kind") == step and len(path) > 1 and path[-2] == "questions":
            continue
        path.append(step)
        here = (
            here.get(step)
            if isinstance(here, dict)
            else here[step]
            if isinstance(here, list) and isinstance(step, int) and step < len(here)
            else None
        )
    return tuple(path)


def placed(document: Document, problem: Problem) -> Problem:
    """Return the problem with its line and its path in codes: pillar, requirement, question, levels, 3."""
    path = problem.path
    line = problem.line
    while line is None:
        line = document.lines.get(path)
        if line is None and not path:
            break
        path = path[:-1]
    return Problem(tuple(in_codes(document.data, problem.path)), problem.message, problem.params, line)


def in_codes(data: object, path: tuple) -> list[str]:
    words: list[str] = []
    here = data
    for at, step in enumerate(path):
        here = (
            here.get(step)
            if isinstance(here, dict)
            else here[step]
            if isinstance(here, list) and isinstance(step, int) and step < len(here)
            else None
        )
        if isinstance(step, int):
            code = here.get("code") if isinstance(here, dict) else None
            words.append(shortened(code) if isinstance(code, str) and code else str(step + 1))
        elif step not in CONTAINERS or at + 1 == len(path) or not isinstance(path[at + 1], int):
            words.append(shortened(step))
    return words
