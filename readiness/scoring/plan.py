"""The plan: the cheapest levers that bring every reachable requirement to its target, in waves."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .cheapest import cheapest
from .cheapest_problem import Problem, active
from .framework import Framework, Lever, Method
from .gaps import Gap, Gaps
from .levers import helps, missing_needs, what_if
from .raising import raised
from .results import RequirementScore, Scores


@dataclass(frozen=True)
class Plan:
    """Levers in the framework's order, and the waves in which they come.

    `own_action` holds each requirement that all the levers together cannot bring to its target, with the levers that
    help in part. It is `provisional` while answers are missing. `scores` are those with the plan carried out.
    """

    levers: tuple[str, ...]
    waves: tuple[tuple[str, ...], ...]
    effort: int
    own_action: dict[str, tuple[str, ...]]
    provisional: bool
    scores: Scores


def plan(framework: Framework, scores: Scores, against: Gaps) -> Plan:
    """Return the exact cheapest plan: the smallest sum of efforts, then the fewest levers, then the earliest ones."""
    levers = framework.levers
    needs = [_need_masks(lever, levers, scores, framework.method) for lever in levers]
    usable = active(_all(levers), needs)
    goals = [(gap, _goal(gap, levers, framework.method) & usable) for gap in against.by_requirement.values() if gap.below]
    reachable = [mask for _, mask in goals if mask]
    chosen = cheapest(Problem(tuple(lever.effort for lever in levers), tuple(reachable), tuple(needs)))
    codes = tuple(lever.code for position, lever in enumerate(levers) if chosen >> position & 1)
    after = what_if(framework, scores, codes)
    return Plan(
        levers=codes,
        waves=after.waves,
        effort=sum(framework.levers_by_code[code].effort for code in codes),
        own_action={gap.requirement: _helping(gap, levers, usable) for gap, mask in goals if not mask},
        provisional=scores.completeness.partial,
        scores=after.scores,
    )


def least_level(standing: RequirementScore, level: int, method: Method, to_score: Fraction | None = None) -> int | None:
    """Return the lowest level a lever must give for the requirement to reach `level` (and `to_score`); None if none does."""
    for given in range(1, method.top_level + 1):
        after = raised(standing, given, method)
        if after.level >= level and (to_score is None or after.score >= to_score):
            return given
    return None


def _goal(gap: Gap, levers: Iterable[Lever], method: Method) -> int:
    """Return the levers that bring a requirement to its target."""
    return _providers(levers, gap.requirement, least_level(gap.standing, gap.target_level, method, gap.asked_score))


def _need_masks(lever: Lever, levers: Iterable[Lever], scores: Scores, method: Method) -> tuple[int, ...]:
    """Return, for each need that does not stand today, the levers that would bring it."""
    missing = missing_needs(lever, scores.requirements)
    return tuple(
        _providers(levers, code, least_level(scores.requirements[code], level, method)) for code, level in missing.items()
    )


def _providers(levers: Iterable[Lever], code: str, level: int | None) -> int:
    """Return the levers that raise a requirement to a level, as a mask with bit i for the i-th lever."""
    if level is None:
        return 0
    return sum(1 << position for position, lever in enumerate(levers) if lever.raises.get(code, 0) >= level)


def _helping(gap: Gap, levers: tuple[Lever, ...], usable: int) -> tuple[str, ...]:
    able = (lever for position, lever in enumerate(levers) if usable >> position & 1)
    return tuple(lever.code for lever in able if helps(lever, gap.standing))


def _all(levers: tuple[Lever, ...]) -> int:
    return (1 << len(levers)) - 1
