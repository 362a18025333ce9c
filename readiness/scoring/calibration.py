"""How far the self, desk and site ratings of the same questions lie apart. Source: docs/method.md, section 10."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from .answers import Answer, State
from .credit import credit
from .exact import total
from .framework import Framework
from .tracks import Ratings, Track


class Pair(Enum):
    """Two tracks that are compared: the first minus the second."""

    SELF_DESK = (Track.SELF, Track.DESK)
    SELF_SITE = (Track.SELF, Track.SITE)
    DESK_SITE = (Track.DESK, Track.SITE)


@dataclass(frozen=True)
class Difference:
    """The mean difference of the credits of `questions` questions rated on both tracks, and the same in levels.

    `differing` of these questions are not rated alike: a mean of 0 may hide some.
    """

    questions: int
    credits: Fraction
    levels: Fraction
    differing: int


Between = dict[Pair, Difference | None]


@dataclass(frozen=True)
class Calibration:
    """The differences between each pair of tracks; None where no question was rated on both."""

    overall: Between
    pillars: dict[str, Between]
    requirements: dict[str, Between]


def calibration(framework: Framework, ratings: Ratings) -> Calibration:
    """Return how the tracks differ, overall, by pillar and by requirement, each question counting once.

    Only ratings given on a track count, never those in force from the track before it; not applicable is no number.
    Raises AnswerError for a rating that cannot be read.
    """
    given = {track: _credits(framework, ratings.get(track, {})) for track in Track}
    of_requirement = {code: [each.code for each in row.questions] for code, row in framework.requirements.items()}
    of_pillar = {pillar.code: [code for row in pillar.requirements for code in of_requirement[row.code]] for pillar in framework}

    def between(codes: Iterable[str]) -> Between:
        return {pair: _difference(framework, codes, *(given[track] for track in pair.value)) for pair in Pair}

    return Calibration(
        overall=between(framework.questions),
        pillars={code: between(questions) for code, questions in of_pillar.items()},
        requirements={code: between(questions) for code, questions in of_requirement.items()},
    )


def calibration_over_time(rounds: Iterable[tuple[str, Framework, Ratings]]) -> list[tuple[str, Calibration]]:
    """Return the calibration of each round under its own edition, in the order given: (round, framework, ratings)."""
    return [(label, calibration(framework, ratings)) for label, framework, ratings in rounds]


def _credits(framework: Framework, answers: Mapping[str, Answer]) -> dict[str, Fraction]:
    return {
        code: credit(question, answers[code].value, framework.method)
        for code, question in framework.questions.items()
        if question.kind.scored and code in answers and answers[code].state is State.ANSWERED
    }


def _difference(
    framework: Framework, codes: Iterable[str], first: Mapping[str, Fraction], second: Mapping[str, Fraction]
) -> Difference | None:
    apart = [first[code] - second[code] for code in codes if code in first and code in second]
    if not apart:
        return None
    mean = total(apart) / len(apart)
    return Difference(len(apart), mean, framework.method.in_levels(mean), sum(each != 0 for each in apart))
