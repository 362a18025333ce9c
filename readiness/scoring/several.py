"""The mean over several assessments of one framework, such as the countries of a region."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .bands import level_of
from .framework import Method
from .results import Scores


@dataclass(frozen=True)
class Mean:
    """A mean score and the level whose band holds it; both None where no assessment has a score."""

    score: Fraction | None
    level: int | None


@dataclass(frozen=True)
class Means:
    """Mean scores by code, in framework order, and of the whole; each is the mean of that score over the assessments."""

    requirements: dict[str, Mean]
    pillars: dict[str, Mean]
    overall: Mean


def means(assessments: Sequence[Scores]) -> Means:
    """Return the means over at least one assessment, all of one framework; where a score is None it is left out.

    Each number is the mean of the assessments' own numbers, so the overall mean is not made again from the pillars'.
    Levels are bands alone: nothing holds or caps a mean.
    """
    framework, method = assessments[0].framework, assessments[0].framework.method
    return Means(
        {code: _mean((each.requirements[code].score for each in assessments), method) for code in framework.requirements},
        {pillar.code: _mean((each.pillars[pillar.code].score for each in assessments), method) for pillar in framework},
        _mean((each.overall.score for each in assessments), method),
    )


def mean(numbers: Iterable[Fraction | None]) -> Fraction | None:
    """Return the mean of the numbers that are there; None when none is."""
    present = [number for number in numbers if number is not None]
    return sum(present, Fraction(0)) / len(present) if present else None


def _mean(numbers: Iterable[Fraction | None], method: Method) -> Mean:
    score = mean(numbers)
    return Mean(score, level_of(score, method))
