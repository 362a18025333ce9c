"""How far two ratings of the same thing lie apart: with a sign, and in words, since neither alone is read by everybody."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.answer_words import decimal

MINUS = "−"
TENTH = Decimal("0.1")


def sign(difference: Fraction) -> str:
    return "+" if difference > 0 else MINUS if difference < 0 else ""


def signed(difference: Fraction) -> str:
    """Return "+1.3", "−0.4" or "0", rounded to tenths."""
    tenths = (Decimal(abs(difference).numerator) / abs(difference).denominator).quantize(TENTH, ROUND_HALF_UP)
    digits = format(tenths.normalize(), "f")
    return f"{sign(difference)}{decimal(digits)}" if tenths else "0"


def who_is_higher(difference: Fraction) -> str:
    """Return in words which of the operator and the experts rates higher, of self minus expert."""
    if not difference:
        return _("the same")
    return _("operator higher") if difference > 0 else _("operator lower")


def which_is_higher(difference: Fraction) -> str:
    """Return in words which of desk and site is higher, of desk minus site."""
    if not difference:
        return _("the same")
    return _("desk higher") if difference > 0 else _("desk lower")
