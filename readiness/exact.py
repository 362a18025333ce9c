"""Exact numbers from text: 3, 0.75, 0,75 or 3/4."""

import re
from fractions import Fraction

NUMBER = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,12})?|-?[0-9]{1,12}/[0-9]{0,11}[1-9][0-9]{0,11}")


def exact(text: object) -> Fraction | None:
    """Return the number written in the text, None when it is not one (or not a text)."""
    if not isinstance(text, str) or not NUMBER.fullmatch(text.strip()):
        return None
    return Fraction(text.strip().replace(",", "."))
