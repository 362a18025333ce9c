"""Targets, how far each requirement is from its own, and how far the whole has come."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from .bands import level_of, lower_edge
from .errors import TargetError, found, gettext_noop
from .framework import Aggregation, Method
from .raising import raised
from .requirement_score import Target
from .results import RequirementScore, Scores
from .scores import with_changes

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Gap:
    """One applicable requirement against its target. `gap` and `contribution` are 0 unless it is `below` target.

    `gap` may also be 0 while it is below: then `standing.held_by` says what holds it. `contribution` is what the
    overall score would gain if this requirement alone stood at its target. `asked_score` is the score the operator set
    as target, None where it is a level.
    """

    standing: RequirementScore
    target_level: int
    target_score: Fraction
    below: bool
    share: Fraction
    contribution: Fraction
    asked_score: Fraction | None = None

    @property
    def requirement(self) -> str:
        return self.standing.code

    @property
    def gap(self) -> Fraction:
        return self.target_score - self.standing.score


@dataclass(frozen=True)
class Gaps:
    """`by_requirement` holds a Gap for every applicable requirement, in framework order."""

    scores: Scores
    by_requirement: dict[str, Gap]

    @cached_property
    def listed(self) -> tuple[Gap, ...]:
        """Every requirement below target: unmet minimum requirements, then by contribution, then in framework order."""
        below = [gap for gap in self.by_requirement.values() if gap.below]
        return tuple(sorted(below, key=lambda gap: (not gap.standing.holds_pillar, -gap.contribution)))

    @cached_property
    def percent_to_target(self) -> Fraction | None:
        """1 - sum(share x gap) / sum(share x target score); None when that sum is 0."""
        aim = sum((gap.share * gap.target_score for gap in self.by_requirement.values()), ZERO)
        missing = sum((gap.share * gap.gap for gap in self.by_requirement.values()), ZERO)
        return 1 - missing / aim if aim else None

    @cached_property
    def overall_target_score(self) -> Fraction | None:
        """The overall score once every requirement stands at its target; None where nothing applies."""
        method = self.scores.framework.method
        return with_changes(
            self.scores,
            {code: _at_target(gap.standing, gap, method) for code, gap in self.by_requirement.items() if gap.below},
        ).overall.score


def gaps(scores: Scores, targets: Mapping[str, Target] | None = None) -> Gaps:
    """Return how far every applicable requirement is from its target.

    `targets` holds what the operator set, by requirement code: a level (int) or a score (Fraction). Raises TargetError.
    """
    targets = targets or {}
    of_overall = shares(scores)
    return Gaps(
        scores,
        {
            code: _gap(scores, standing, targets.get(code), of_overall[code])
            for code, standing in scores.requirements.items()
            if standing.score is not None
        },
    )


def check_target(target: Target, method: Method) -> None:
    """Raise TargetError, saying what to write, unless the target is a level of the method or a score from 0 up."""
    if type(target) is int:
        if not 1 <= target <= method.top_level:
            message = gettext_noop("write a level from 1 to %(top)s, found %(found)s")
            raise TargetError(message, {"top": method.top_level, "found": found(target)})
    elif not isinstance(target, Fraction) or target < 0:
        raise TargetError(gettext_noop("write a level or a score of at least 0, found %(found)s"), {"found": found(target)})


def default_target(level: int, method: Method) -> int:
    """Return the target level where the operator set none: the minimum, or one above today's, at most the top level."""
    return min(max(method.minimum_level, level + 1), method.top_level)


def progress_to_date(baseline: Fraction | None, now: Fraction | None, target: Fraction | None) -> Fraction | None:
    """Return (now - baseline) / (target - baseline), below 0 or above 1 as it comes; None when a score or the way is missing."""
    if baseline is None or now is None or target is None or target == baseline:
        return None
    return (now - baseline) / (target - baseline)


def shares(scores: Scores) -> dict[str, Fraction]:
    """Return each applicable requirement's share of the overall score.

    Exact for weighted means, flat means and sums. A minimum or a share met has no linear share: the weights then count
    as they would in a weighted mean.
    """
    method = scores.framework.method
    applicable = [standing for standing in scores.requirements.values() if standing.score is not None]
    if method.overall is Aggregation.FLAT_MEAN:
        return _parts_of_one(applicable, method.overall)
    present = [pillar for pillar in scores.pillars.values() if pillar.score is not None]
    of_overall = _fractions({pillar.code: pillar.pillar.weight for pillar in present}, method.overall)
    found_shares = {}
    for pillar in present:
        inside = _parts_of_one([part for part in pillar.requirements if part.score is not None], method.pillar)
        found_shares |= {code: of_overall[pillar.code] * share for code, share in inside.items()}
    return found_shares


def _parts_of_one(requirements: list[RequirementScore], rule: Aggregation) -> dict[str, Fraction]:
    flat = rule is Aggregation.FLAT_MEAN
    return _fractions({each.code: each.question_weight if flat else each.requirement.weight for each in requirements}, rule)


def _fractions(weights: dict[str, Fraction], rule: Aggregation) -> dict[str, Fraction]:
    whole = Fraction(1) if rule is Aggregation.SUM else sum(weights.values(), ZERO)
    return {code: weight / whole for code, weight in weights.items()}


def _gap(scores: Scores, standing: RequirementScore, target: Target | None, share: Fraction) -> Gap:
    method = scores.framework.method
    level, aim = _target(standing, target, method)
    asked = target if isinstance(target, Fraction) else None
    if standing.level >= level and (asked is None or standing.score >= asked):
        return Gap(standing, level, standing.score, False, share, ZERO, asked)
    gap = Gap(standing, level, max(aim, standing.score), True, share, ZERO, asked)
    at_target = with_changes(scores, {standing.code: _at_target(standing, gap, method)})
    return replace(gap, contribution=at_target.overall.score - scores.overall.score)


def _target(standing: RequirementScore, target: Target | None, method: Method) -> tuple[int, Fraction]:
    """Return the target level and the score it asks for."""
    if target is None:
        target = default_target(standing.level, method)
    check_target(target, method)
    if isinstance(target, Fraction):
        return level_of(target, method), target
    return target, lower_edge(target, method)


def _at_target(standing: RequirementScore, gap: Gap, method: Method) -> RequirementScore:
    return raised(standing, gap.target_level, method, to_score=gap.target_score)
