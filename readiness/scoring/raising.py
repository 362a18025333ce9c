"""A requirement as it would stand once something brings it to a level: a lever in place, or its target reached."""

from dataclasses import replace
from fractions import Fraction

from .bands import level_of, lower_edge
from .framework import Method
from .requirement_score import held, reaches_minimum
from .results import RequirementScore


def raised(standing: RequirementScore, level: int, method: Method, to_score: Fraction | None = None) -> RequirementScore:
    """Return the requirement with at least this level, and score and high at least its lower edge (or `to_score`).

    A level that reaches the minimum frees it from its essential questions; a lower one leaves it held. The level counts
    as reached even where the edge itself falls in the band below (exclusive edges, bands on rounded scores). Raising
    twice is raising to the higher level. Where nothing applies nothing changes.
    """
    if standing.score is None:
        return standing
    floor = lower_edge(level, method) if to_score is None else to_score
    score, high = max(standing.score, floor), max(standing.high, floor)
    band = max(standing.band, level_of(score, method), level)
    freed = level >= method.minimum_level
    held_by = () if freed else standing.held_by
    held_at_high = standing.held_at_high and not freed
    after = held(band, bool(held_by), method)
    high_level = held(max(level_of(high, method), band), held_at_high, method)
    return replace(
        standing,
        score=score,
        high=high,
        band=band,
        level=after,
        met=reaches_minimum(after, method),
        met_at_high=reaches_minimum(high_level, method),
        held_by=held_by,
        held_at_high=held_at_high,
        given_level=max(level, standing.given_level or 0),
    )
