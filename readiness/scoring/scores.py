"""The scores of one assessment: requirements from answers, pillars from requirements, the whole from pillars."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from .aggregate import Part, aggregate
from .answers import Answer
from .bands import level_of
from .framework import Aggregation, Framework, Method, Pillar
from .requirement_score import Target, held, reaches_minimum, requirement_score
from .results import Completeness, OverallScore, PillarScore, RequirementScore, Scores, add_up


def score(framework: Framework, answers: Mapping[str, Answer], targets: Mapping[str, Target] | None = None) -> Scores:
    """Return every score of the assessment, in framework order.

    `answers` is keyed by question code; a question that is absent is unanswered. `targets` (requirement code to level
    or score) matters only where not applicable stands at target. Raises AnswerError when an answer cannot be read.
    """
    targets = targets or {}
    return roll_up(
        framework,
        {
            code: requirement_score(requirement, answers, framework.method, targets.get(code))
            for code, requirement in framework.requirements.items()
        },
    )


def roll_up(framework: Framework, requirements: Mapping[str, RequirementScore]) -> Scores:
    """Return the scores that follow from how each requirement stands."""
    ordered = {code: requirements[code] for code in framework.requirements}
    return _roll_up(framework, ordered, framework.pillars, {})


def with_changes(scores: Scores, changed: Mapping[str, RequirementScore]) -> Scores:
    """Return the scores that follow when some requirements stand otherwise; pillars without a change are kept."""
    framework = scores.framework
    touched = {framework.pillar_of[code] for code in changed}
    pillars = [pillar for pillar in framework.pillars if pillar.code in touched]
    return _roll_up(framework, {**scores.requirements, **changed}, pillars, scores.pillars)


def _roll_up(
    framework: Framework,
    requirements: dict[str, RequirementScore],
    pillars: Iterable[Pillar],
    kept: Mapping[str, PillarScore],
) -> Scores:
    method = framework.method
    made = dict(kept)
    for pillar in pillars:
        made[pillar.code] = pillar_score(pillar, tuple(requirements[part.code] for part in pillar.requirements), method)
    return Scores(framework, requirements, made, overall_score(tuple(made.values()), method))


def pillar_score(pillar: Pillar, requirements: tuple[RequirementScore, ...], method: Method) -> PillarScore:
    """Return the pillar as it stands, held while one of its minimum requirements is not met."""
    low, high = _ends(method.pillar, requirements, [part.requirement.weight for part in requirements])
    held_by = tuple(part.code for part in requirements if part.holds_pillar)
    held_at_high = any(part.requirement.minimum and part.met_at_high is False for part in requirements)
    band = level_of(low, method)
    level = held(band, bool(held_by), method)
    high_level = held(level_of(high, method), held_at_high, method)
    met, met_at_high = reaches_minimum(level, method), reaches_minimum(high_level, method)
    return PillarScore(pillar, requirements, low, high, band, level, met, met_at_high, held_by)


def overall_score(pillars: Sequence[PillarScore], method: Method) -> OverallScore:
    """Return the whole: its level is the band, capped above the lowest pillar, and None below the completeness asked."""
    if method.overall is Aggregation.FLAT_MEAN:
        low, high = _ends(method.overall, [part for pillar in pillars for part in pillar.requirements], ())
    else:
        low, high = _ends(method.overall, pillars, [part.pillar.weight for part in pillars])
    completeness = add_up(pillar.completeness for pillar in pillars)
    band = level_of(low, method)
    level, capped_by = capped(band, pillars, method)
    return OverallScore(low, high, band, level if is_enough(completeness, method) else None, capped_by, completeness)


def capped(band: int | None, pillars: Iterable[PillarScore], method: Method) -> tuple[int | None, tuple[str, ...]]:
    """Return the level after the cap, and the lowest pillars where they lower it."""
    levels = {pillar.code: pillar.level for pillar in pillars if pillar.level is not None}
    if band is None or method.cap_above_lowest_pillar is None:
        return band, ()
    lowest = min(levels.values())
    cap = lowest + method.cap_above_lowest_pillar
    return (band, ()) if band <= cap else (cap, tuple(code for code, level in levels.items() if level == lowest))


def is_enough(completeness: Completeness, method: Method) -> bool:
    """Whether enough is answered for an overall level; where nothing can be answered nothing is missing."""
    share = completeness.share
    return share is None or share >= method.overall_level_from_completeness


def _ends(rule: Aggregation, parts: Sequence, weights: Sequence[Fraction]) -> tuple[Fraction | None, Fraction | None]:
    """Return the low and the high score of a whole; a flat mean weighs requirements by their questions."""
    if rule is Aggregation.FLAT_MEAN:
        weights = [part.question_weight for part in parts]
    low = [Part(weight, part.score, bool(part.met)) for weight, part in zip(weights, parts, strict=True)]
    high = [Part(weight, part.high, bool(part.met_at_high)) for weight, part in zip(weights, parts, strict=True)]
    score = aggregate(rule, low)
    return score, score if high == low else aggregate(rule, high)
