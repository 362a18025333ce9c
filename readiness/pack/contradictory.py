"""Rules of answers that do not go together: their shape, and what must fit between a rule and the questions it names."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from readiness.exact import exact
from readiness.pack.fields import Code, Exact, Part, Text
from readiness.pack.relations import RESERVED, Relations, rows, unknown
from readiness.problems import Problem, shortened
from readiness.problems import gettext_noop as _

CHOSEN = ("any_of", "none_of")
LIMITS = ("at_least", "at_most")
CREDITS = ("credit_at_least", "credit_at_most")
KEYS = (*LIMITS, *CREDITS, *CHOSEN)
Codes = Annotated[list[Code], Field(min_length=1)]
YES_NO = ("yes", "partly", "no")


class When(Part):
    """What the answer to one question has to be; everything that is set has to hold."""

    at_least: Exact | None = None
    at_most: Exact | None = None
    credit_at_least: Exact | None = None
    credit_at_most: Exact | None = None
    any_of: Codes | None = None
    none_of: Codes | None = None


class Contradiction(Part):
    """Answers that cannot all be right: `text` says why, `ask` what to ask the operator."""

    code: Code
    when: Annotated[dict[str, When], Field(min_length=2)]
    text: Text
    ask: Text


def contradiction_problems(relations: Relations) -> Iterator[Problem]:
    """Yield what does not fit between the rules and the questions."""
    questions = {row["code"]: row for _path, row in relations.questions if isinstance(row.get("code"), str)}
    for at, rule in rows(relations.data, "contradictions"):
        conditions = rule.get("when")
        for code, when in conditions.items() if isinstance(conditions, dict) else ():
            path = ("contradictions", at, "when", code)
            if code not in questions:
                yield unknown(path, code, set(questions))
            elif isinstance(when, dict):
                yield from _condition_fits(path, when, questions[code], relations)


def _condition_fits(path: tuple, when: dict, question: dict, relations: Relations) -> Iterator[Problem]:
    kind = question.get("kind")
    if kind in ("text", "date"):
        yield Problem(path, _("name only scored questions here, not text or date"))
        return
    if not any(key in when for key in KEYS):
        yield Problem(path, _("write what the answer has to be: %(keys)s"), {"keys": ", ".join(KEYS)})
    wanted = {"level": LIMITS, "number": LIMITS, "yes_no": CHOSEN, "choice": CHOSEN, "checklist": CHOSEN}.get(kind, KEYS)
    for key in when:
        if key in KEYS and key not in (*wanted, *CREDITS):
            params = {"kind": kind, "keys": ", ".join((*wanted, *CREDITS))}
            yield Problem((*path, key), _("for a question of the kind %(kind)s write %(keys)s"), params)
    if kind == "level":
        yield from _levels_fit(path, when, question)
    for key in CREDITS:
        yield from relations.credit_fits((*path, key), when.get(key))
    for low, high in (LIMITS, CREDITS):
        least, most = exact(when.get(low)), exact(when.get(high))
        if least is not None and most is not None and least > most:
            yield Problem((*path, high), _("write a limit that is not below %(key)s"), {"key": low})
    yield from _codes_fit(path, when, question)


def _levels_fit(path: tuple, when: dict, question: dict) -> Iterator[Problem]:
    """A level of 1 or more, or of the highest or less, is every answer: the condition would say nothing."""
    levels = question.get("levels")
    if not isinstance(levels, list):
        return
    for key, lowest, highest in (("at_least", 2, len(levels)), ("at_most", 1, len(levels) - 1)):
        value = exact(when.get(key))
        if value is not None and (value.denominator != 1 or not lowest <= value <= highest):
            params = {"lowest": lowest, "top": highest, "found": value}
            yield Problem((*path, key), _("write a level from %(lowest)s to %(top)s, found %(found)s"), params)


def _codes_fit(path: tuple, when: dict, question: dict) -> Iterator[Problem]:
    if question.get("kind") == "yes_no":
        known = set(YES_NO) if question.get("partly") == "true" else set(YES_NO) - {"partly"}
    elif question.get("kind") in ("choice", "checklist"):
        known = {row["code"] for _at, row in rows(question, "options") if isinstance(row.get("code"), str)}
        known |= {RESERVED} if question.get("kind") == "checklist" else set()
    else:
        return
    for key in CHOSEN:
        for at, code in enumerate(when.get(key) if isinstance(when.get(key), list) else ()):
            if isinstance(code, str) and code not in known:
                params = {"code": shortened(code), "known": ", ".join(sorted(known))}
                yield Problem((*path, key, at), _('"%(code)s" is no answer to this question; use one of %(known)s'), params)
