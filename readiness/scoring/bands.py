"""From a score to a level, and to the number that is printed; and shares in percent: the only rounding there is."""

from bisect import bisect_left, bisect_right
from fractions import Fraction

from .framework import Edges, Method, Rounding


def level_of(score: Fraction | None, method: Method) -> int | None:
    """Return the level whose band holds the score, from 1 up; None without a score.

    A score below the second edge is level 1, however low. With `bands_on_rounded` the printed number decides.
    """
    if score is None:
        return None
    if method.bands_on_rounded:
        score = rounded(score, method) / method.scale
    passed = bisect_right if method.edge_rule is Edges.INCLUSIVE else bisect_left
    return max(passed(method.edges, score), 1)


def lower_edge(level: int, method: Method) -> Fraction:
    """Return the lowest score of a level's band, in score units."""
    return method.edges[level - 1]


def rounded(score: Fraction, method: Method) -> Fraction:
    """Return the score in printed units (score x scale), rounded to the method's digits."""
    unit = 10**method.digits
    return Fraction(_whole(score * method.scale * unit, method.rounding), unit)


def printed(score: Fraction | None, method: Method) -> str | None:
    """Return the score as it is printed, such as "64.6", without its unit; None without a score."""
    if score is None:
        return None
    whole = int(rounded(score, method) * 10**method.digits)
    digits = str(abs(whole)).rjust(method.digits + 1, "0")
    sign = "-" if whole < 0 else ""
    return f"{sign}{digits[: -method.digits]}.{digits[-method.digits :]}" if method.digits else f"{sign}{digits}"


def percent(share: Fraction) -> int:
    """Return a share of a whole in whole percent, halves up; scores themselves have the method's digits."""
    return _whole(100 * share, Rounding.HALF_UP)


def _whole(number: Fraction, rounding: Rounding) -> int:
    """Return the number rounded to a whole one; "up" is away from zero, "down" towards it, halves alike."""
    below, left = divmod(abs(number), 1)
    half = Fraction(1, 2)
    goes_up = {
        Rounding.HALF_UP: left >= half,
        Rounding.HALF_DOWN: left > half,
        Rounding.HALF_EVEN: left > half or (left == half and below % 2 == 1),
        Rounding.UP: left > 0,
        Rounding.DOWN: False,
    }[rounding]
    size = below + goes_up
    return size if number >= 0 else -size
