"""What levers would change: what if some were in place, and which are worth recommending."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from .answers import State
from .bands import lower_edge
from .framework import Framework, Lever
from .gaps import Gaps
from .raising import raised
from .results import QuestionScore, RequirementScore, Scores
from .scores import with_changes


class Recommendation(StrEnum):
    """Why a lever is recommended: it brings an unmet minimum requirement to the minimum, or it is a next step."""

    NEEDED = "needed"
    NEXT_STEP = "next step"


@dataclass(frozen=True)
class WhatIf:
    """The scores with levers in place, the waves in which they come, and {lever: needs that do not stand} for the rest."""

    scores: Scores
    waves: tuple[tuple[str, ...], ...]
    without_effect: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Recommended:
    """One lever worth having.

    `raises` holds the requirements below target that it gives a level above today's, `because` the questions that keep
    them low, `gain` what the overall score gains if it alone came, `waits_for` its needs that do not stand today
    (then it gains nothing alone).
    """

    lever: str
    kind: Recommendation
    gain: Fraction
    raises: dict[str, int]
    because: tuple[str, ...]
    waits_for: dict[str, int] = field(default_factory=dict)


def what_if(framework: Framework, scores: Scores, lever_codes: Iterable[str]) -> WhatIf:
    """Return the scores with these levers in place.

    A lever acts once all its needs stand, today or through the others, so they come in waves; those that never come
    change nothing. A need on a requirement where nothing applies counts as standing. Raises KeyError for an unknown code.
    """
    chosen = set(lever_codes)
    unknown = chosen - framework.levers_by_code.keys()
    if unknown:
        raise KeyError(*sorted(unknown))
    waiting = [lever for lever in framework.levers if lever.code in chosen]
    standing = dict(scores.requirements)
    waves = []
    while wave := [lever for lever in waiting if not missing_needs(lever, standing)]:
        for lever in wave:
            _put_in_place(lever, standing, framework)
        waves.append(tuple(lever.code for lever in wave))
        waiting = [lever for lever in waiting if lever not in wave]
    changed = {code: after for code, after in standing.items() if after is not scores.requirements[code]}
    without_effect = {lever.code: missing_needs(lever, standing) for lever in waiting}
    return WhatIf(with_changes(scores, changed), tuple(waves), without_effect)


def missing_needs(lever: Lever, standing: Mapping[str, RequirementScore]) -> dict[str, int]:
    """Return the lever's needs that do not stand."""
    levels = {code: standing[code].level for code in lever.needs}
    return {code: level for code, level in lever.needs.items() if levels[code] is not None and levels[code] < level}


def recommended(framework: Framework, scores: Scores, against: Gaps) -> tuple[Recommended, ...]:
    """Return the levers that give a requirement below target a level above today's.

    The needed ones come first; within each kind by gain, then in the framework's order.
    """
    found = [each for lever in framework.levers if (each := _recommended(framework, scores, against, lever))]
    return tuple(sorted(found, key=lambda each: (each.kind is not Recommendation.NEEDED, -each.gain)))


def helps(lever: Lever, standing: RequirementScore) -> bool:
    """Whether the lever gives the requirement a level above today's."""
    return standing.level is not None and lever.raises.get(standing.code, 0) > standing.level


def _put_in_place(lever: Lever, standing: dict[str, RequirementScore], framework: Framework) -> None:
    for code, level in lever.raises.items():
        standing[code] = raised(standing[code], level, framework.method)


def _recommended(framework: Framework, scores: Scores, against: Gaps, lever: Lever) -> Recommended | None:
    raises = {
        code: lever.raises[code]
        for code, standing in scores.requirements.items()
        if code in lever.raises and helps(lever, standing) and against.by_requirement[code].below
    }
    if not raises:
        return None
    after = what_if(framework, scores, [lever.code])
    kind = Recommendation.NEEDED if _is_needed(lever, scores) else Recommendation.NEXT_STEP
    gain = after.scores.overall.score - scores.overall.score
    because = tuple(each.code for code in raises for each in _keeping_low(scores.requirements[code], raises[code], framework))
    return Recommended(lever.code, kind, gain, raises, because, missing_needs(lever, scores.requirements))


def _is_needed(lever: Lever, scores: Scores) -> bool:
    minimum = scores.framework.method.minimum_level
    return any(level >= minimum and scores.requirements[code].holds_pillar for code, level in lever.raises.items())


def _keeping_low(standing: RequirementScore, level: int, framework: Framework) -> list[QuestionScore]:
    """Return the questions that hold the requirement, or whose credit is below the edge of the level to be given."""
    edge = lower_edge(level, framework.method)
    return [each for each in standing.questions if each.code in standing.held_by or _is_below(each, edge)]


def _is_below(each: QuestionScore, edge: Fraction) -> bool:
    return each.state is not State.NOT_APPLICABLE and each.credit is not None and each.credit < edge
