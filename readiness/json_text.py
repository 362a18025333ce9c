"""Strict JSON: nothing is guessed, nothing is lost, and a hostile file ends in a message."""

import json
import re
from decimal import Decimal

from readiness.problems import Problem, Problems, gettext_noop, shortened

_ = gettext_noop

MAX_BYTES = 20 * 2**20
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


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
        params = {"reason": error.msg, "column": error.colno}
        raise Problems([Problem((), _("this is not JSON: %(reason)s (column %(column)s)"), params, error.lineno)]) from None
    except RecursionError:
        raise Problems([Problem((), _("values are nested too deeply; an answers file needs five levels"))]) from None


def unprintable(text: str) -> str | None:
    """Return the code point of the first character that no text may hold (control characters, lone surrogates), else None."""
    found = UNPRINTABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def _whole(text: str) -> int | Refused:
    return int(text) if len(text) <= 60 else Refused(shortened(text))


def _decimal(text: str) -> Decimal | Refused:
    return Decimal(text) if len(text) <= 60 else Refused(shortened(text))


class Twice(str):
    """Stands for the value of a key that was written twice."""


def _once(pairs: list[tuple[str, object]]) -> dict:
    found: dict[str, object] = {}
    for key, value in pairs:
        found[key] = Twice(key) if key in found else value
    return found
