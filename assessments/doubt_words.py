"""Why an answer deserves an expert's time, as a sentence in the reader's language."""

from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.answer_words import decimal
from readiness.scoring.doubts import Doubt
from readiness.scoring.numbers import plain

TENTH = 10


def doubt_in_words(doubt: Doubt) -> str:
    """Return the reason with its numbers, rounded to a tenth; what a contradiction says and asks stands in the pack."""
    return _(doubt.message) % {name: _number(value) for name, value in doubt.params.items()}


def _number(value: object) -> object:
    if not isinstance(value, Fraction):
        return value
    tenths = int(value * TENTH + Fraction(1, 2))  # half up; differences are told by their size, never below zero
    return decimal(plain(Fraction(tenths, TENTH)))
