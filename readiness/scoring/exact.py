"""Exact sums of many fractions, quicker than one by one: all are brought to one denominator and added as whole numbers."""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm


def total(numbers: Iterable[Fraction]) -> Fraction:
    return _gathered([number.as_integer_ratio() for number in numbers])


def total_of_products(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the sum of left x right."""
    ratios = []
    for left, right in pairs:
        numerator, denominator = left.as_integer_ratio()
        times, over = right.as_integer_ratio()
        ratios.append((numerator * times, denominator * over))
    return _gathered(ratios)


def _gathered(ratios: list[tuple[int, int]]) -> Fraction:
    common = lcm(*(denominator for _, denominator in ratios))
    return Fraction(sum(numerator * (common // denominator) for numerator, denominator in ratios), common)
