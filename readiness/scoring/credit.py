"""What one answer is worth, from 0 to 1, by the kind of its question; an answer the question cannot take is refused."""

import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise

from .answers import Answer, State
from .errors import AnswerError, found, gettext_noop, shortened
from .framework import Kind, Method, Question
from .numbers import plain, read_number

NONE = "none"
YES_NO = {"no": Fraction(0), "yes": Fraction(1)}
YES_NO_PARTLY = {"no": Fraction(0), "partly": Fraction(1, 2), "yes": Fraction(1)}
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def credit(question: Question, value: object, method: Method) -> Fraction | None:
    """Return what the value is worth; None for text and date, which are kept but not scored.

    Raises AnswerError, saying what to write, when the question cannot take the value.
    """
    return _BY_KIND[question.kind](question, value, method)


def check(question: Question, answer: Answer, method: Method) -> None:
    """Raise AnswerError, saying what to write, when the question cannot take the answer."""
    if answer.not_applicable:
        if not question.may_be_not_applicable:
            raise AnswerError(gettext_noop("answer this question: it cannot be marked as not applicable"))
    elif answer.state is State.ANSWERED:
        credit(question, answer.value, method)


def level_credits(question: Question, method: Method) -> tuple[Fraction, ...]:
    """Return the credit of each level from 1 up: the question's own, else equal steps over the method's levels."""
    return question.credits or equal_steps(method.top_level)


@cache
def equal_steps(levels: int) -> tuple[Fraction, ...]:
    """Return (level - 1) / (levels - 1) for each level from 1 up."""
    return tuple(Fraction(level, levels - 1) for level in range(levels))


def _level(question: Question, value: object, method: Method) -> Fraction:
    credits = question.credits or equal_steps(method.top_level)
    if type(value) is not int or not 1 <= value <= len(credits):
        message = gettext_noop("write a whole number from 1 to %(top)s, found %(found)s")
        raise AnswerError(message, {"top": len(credits), "found": found(value)})
    return credits[value - 1]


def _yes_no(question: Question, value: object, method: Method) -> Fraction:
    worth = YES_NO_PARTLY if question.partly else YES_NO
    return worth[_one_of(tuple(reversed(worth)), value)]


def _choice(question: Question, value: object, method: Method) -> Fraction:
    return question.options[_one_of(tuple(question.options), value)]


def _one_of(codes: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or value not in codes:
        message = gettext_noop("write one of %(codes)s, found %(found)s")
        raise AnswerError(message, {"codes": ", ".join(codes), "found": found(value)})
    return value


def _checklist(question: Question, value: object, method: Method) -> Fraction:
    codes = ", ".join(question.options)
    if not isinstance(value, list | tuple) or not value:
        message = gettext_noop('write a list of one or more of %(codes)s, or ["none"], found %(found)s')
        raise AnswerError(message, {"codes": codes, "found": found(value)})
    for code in value:
        if not isinstance(code, str) or (code not in question.options and code != NONE):
            message = gettext_noop('write only codes among %(codes)s, or ["none"] alone, found %(found)s')
            raise AnswerError(message, {"codes": codes, "found": found(code)})
    if NONE in value:
        if len(value) > 1:
            raise AnswerError(gettext_noop('write ["none"] alone or leave "none" out, found %(found)s'), {"found": found(value)})
        return Fraction(0)
    if len(set(value)) < len(value):
        raise AnswerError(gettext_noop("write each code once, found %(found)s"), {"found": shortened(", ".join(value))})
    return min(sum((question.options[code] for code in value), Fraction(0)), method.best_credit)


def _number(question: Question, value: object, method: Method) -> Fraction:
    number = read_number(value)
    low, high = question.minimum, question.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise _outside(low, high, value)
    return on_the_line(question.points, number)


def _outside(low: Fraction | None, high: Fraction | None, value: object) -> AnswerError:
    if high is None:
        message = gettext_noop("write a number of at least %(low)s, found %(found)s")
    elif low is None:
        message = gettext_noop("write a number of at most %(high)s, found %(found)s")
    else:
        message = gettext_noop("write a number from %(low)s to %(high)s, found %(found)s")
    limits = {name: plain(limit) for name, limit in (("low", low), ("high", high)) if limit is not None}
    return AnswerError(message, {**limits, "found": found(value)})


def on_the_line(points: tuple[tuple[Fraction, Fraction], ...], number: Fraction) -> Fraction:
    """Return the credit of a number: straight lines between the (value, credit) points, flat outside them."""
    if number <= points[0][0]:
        return points[0][1]
    for (left, left_credit), (right, right_credit) in pairwise(points):
        if number <= right:
            return left_credit + (right_credit - left_credit) * (number - left) / (right - left)
    return points[-1][1]


def _text(question: Question, value: object, method: Method) -> None:
    if not isinstance(value, str):
        raise AnswerError(gettext_noop("write a text, found %(found)s"), {"found": found(value)})


def _date(question: Question, value: object, method: Method) -> None:
    try:
        if isinstance(value, str) and _ISO_DATE.fullmatch(value):
            date.fromisoformat(value)
            return
    except ValueError:
        pass
    raise AnswerError(gettext_noop("write a date such as 2026-11-20, found %(found)s"), {"found": found(value)})


_BY_KIND: dict[Kind, Callable[[Question, object, Method], Fraction | None]] = {
    Kind.LEVEL: _level,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHECKLIST: _checklist,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
    Kind.DATE: _date,
}
