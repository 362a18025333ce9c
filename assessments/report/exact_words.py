"""Exact numbers beside printed ones, so that a reader can check each with a pencil."""

from fractions import Fraction

from assessments.report.case import Case
from readiness.scoring.bands import rounded

MINUS, TIMES = "\u2212", "\u00d7"


def fraction(number: Fraction | None) -> str:
    """Return "9/16", "4", or a dash where there is no number."""
    return "–" if number is None else str(number).replace("-", MINUS)


def exact_and_printed(case: Case, score: Fraction | None) -> str:
    """Return "9/16 ≈ 56.3 %"; with "=" where nothing was rounded away."""
    if score is None:
        return case.score(None)
    return f"{fraction(score)} {_sign(case, score)} {case.score(score)}"


def exact_points(case: Case, difference: Fraction | None) -> str:
    """Return a difference of scores both ways, without a unit: "1/40 = 2.5"."""
    if difference is None:
        return "–"
    return f"{fraction(difference)} {_sign(case, difference)} {case.points(difference)}"


def product(*factors: Fraction) -> str:
    """Return "2 × 9/16 = 9/8"."""
    result = Fraction(1)
    for factor in factors:
        result *= factor
    return f"{f' {TIMES} '.join(fraction(each) for each in factors)} = {fraction(result)}"


def _sign(case: Case, number: Fraction) -> str:
    method = case.framework.method
    return "=" if rounded(number, method) == number * method.scale else "≈"
