"""A number as it was typed or sent, read exactly; anything that is not a plain number of sensible size is refused."""

import re
from decimal import Decimal
from fractions import Fraction

from .errors import AnswerError, found, gettext_noop

MOST_DIGITS = 30
LARGEST_EXPONENT = 30
_PLAIN = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")


def read_number(value: object) -> Fraction:
    """Return the exact number. Takes an int, a Decimal, or text with a decimal comma or point.

    Raises AnswerError for anything else, for infinities, and for more than 30 digits or an exponent beyond 30,
    before any large number is built.
    """
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, Decimal):
        return _from_decimal(value, value)
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) >= 10**MOST_DIGITS:
            raise _too_long(value)
        return Fraction(value)
    raise _not_a_number(value)


def plain(number: Fraction) -> str:
    """Return a number as people write it: 12.5 rather than 25/2; a fraction where no decimal is exact."""
    if number.denominator == 1:
        return str(number.numerator)
    for digits in range(1, 13):
        shifted = number * 10**digits
        if shifted.denominator == 1:
            return f"{Decimal(shifted.numerator).scaleb(-digits):f}"
    return str(number)


def written(number: Decimal) -> str:
    """Return a decimal without an exponent: 100, never 1E+2; what is accepted once is then accepted again as text."""
    return format(number, "f")


def _from_text(text: str) -> Fraction:
    stripped = text.strip() if len(text) <= 4 * MOST_DIGITS else text
    if len(stripped) > MOST_DIGITS + 2 and stripped.lstrip("+-").replace(",", "").replace(".", "").isdecimal():
        raise _too_long(text)
    if len(stripped) > MOST_DIGITS + 2 or not _PLAIN.fullmatch(stripped):
        raise _not_a_number(text)
    return _from_decimal(Decimal(stripped.replace(",", ".")), text)


def _from_decimal(number: Decimal, value: object) -> Fraction:
    if not number.is_finite():
        raise _not_a_number(value)
    _, digits, exponent = number.as_tuple()
    if len(digits) > MOST_DIGITS or abs(exponent) > LARGEST_EXPONENT:
        raise _too_long(value)
    if sum(character.isdigit() for character in written(number)) > MOST_DIGITS:
        raise _too_long(value)
    return Fraction(number)


def _not_a_number(value: object) -> AnswerError:
    return AnswerError(gettext_noop("write a number such as 12 or 12.5, found %(found)s"), {"found": found(value)})


def _too_long(value: object) -> AnswerError:
    message = gettext_noop("write a number of at most %(digits)s digits, found %(found)s")
    return AnswerError(message, {"digits": MOST_DIGITS, "found": found(value)})
