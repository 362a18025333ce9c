"""Strict JSON: nothing is guessed, nothing is lost, and a hostile file ends in a message."""

import json
import re
from decimal import Decimal, InvalidOperation

from readiness.problems import Problem, Problems, gettext_noop, shortened

_ = gettext_noop

MAX_BYTES = 20 * 2**20
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ud800-\udfff\ufffe\uffff]")


REASONS = {
    "Expecting value": _("this is not JSON: a value is missing or not in quotes at column %(column)s"),
    "Expecting ',' delimiter": _("this is not JSON: a comma or a closing bracket is missing before column %(column)s"),
    "Expecting ':' delimiter": _("this is not JSON: a colon is missing after the key before column %(column)s"),
    "Expecting property name": _(
        "this is not JSON: a key in double quotes is missing at column %(column)s (or a comma is too much)"
    ),
    "Unterminated string": _("this is not JSON: the text that begins at column %(column)s has no closing quote"),
    "Invalid control character": _("this is not JSON: write \\n for a new line inside a text, column %(column)s"),
    "Extra data": _("this is not JSON: something follows after the end, at column %(column)s"),
    "": _("this is not JSON: what stands at column %(column)s cannot be read"),
}


class Refused(str):
    """A number that is not read because it is too long or not finite; its text is kept for the message."""


def read_json(raw: bytes) -> object:
    """Return the document with exact numbers (int or Decimal); raises Problems.

    NaN, Infinity and numbers of more than 60 characters come back as Refused, so that whoever reads the value can
    name its place. A key written twice comes back as a Refused value under that key.
    """
    if len(raw) > MAX_BYTES:
        raise Problems(
            [Problem((), _("the file has %(found)s bytes; at most %(limit)s are read"), {"found": len(raw), "limit": MAX_BYTES})]
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Problems([Problem((), _("this line is not UTF-8 text; save the file as UTF-8"), {}, line)]) from None
    try:
        return json.loads(text, parse_int=_whole, parse_float=_decimal, parse_constant=Refused, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        message = next((told for reason, told in REASONS.items() if error.msg.startswith(reason)), REASONS[""])
        raise Problems([Problem((), message, {"column": error.colno}, error.lineno)]) from None
    except RecursionError:
        raise Problems([Problem((), _("values are nested too deeply; an answers file needs five levels"))]) from None


def unprintable(text: str) -> str | None:
    """Return the code point of the first character that no text may hold (control characters, lone surrogates), else None."""
    found = UNPRINTABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def _whole(text: str) -> int | Refused:
    return int(text) if len(text) <= 60 else Refused(shortened(text))


def _decimal(text: str) -> Decimal | Refused:
    try:
        return Decimal(text) if len(text) <= 60 else Refused(shortened(text))
    except InvalidOperation:  # an exponent beyond what a decimal can hold
        return Refused(shortened(text))


class Twice(str):
    """Stands for the value of a key that was written twice."""


def _once(pairs: list[tuple[str, object]]) -> dict:
    found: dict[str, object] = {}
    for key, value in pairs:
        found[key] = Twice(key) if key in found else value
    return found
