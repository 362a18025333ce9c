"""How scores of parts make the score of a whole, by the rule the pack names."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from .exact import total, total_of_products
from .framework import Aggregation


class Part(NamedTuple):
    """One part of a whole. Without a score it is left out; `met` only counts where the rule is share_met."""

    weight: Fraction
    score: Fraction | None
    met: bool = False


def aggregate(rule: Aggregation, parts: Sequence[Part]) -> Fraction | None:
    """Return the score of the whole over the parts that have a score; None when none has.

    A flat mean is a weighted mean whose parts carry the weight of their questions.
    """
    present = [part for part in parts if part.score is not None]
    return _BY_RULE[rule](present) if present else None


def _weighted_mean(parts: Sequence[Part]) -> Fraction:
    return _sum(parts) / total(part.weight for part in parts)


def _sum(parts: Sequence[Part]) -> Fraction:
    return total_of_products((part.weight, part.score) for part in parts)


def _minimum(parts: Sequence[Part]) -> Fraction:
    return min(part.score for part in parts)


def _share_met(parts: Sequence[Part]) -> Fraction:
    return total(part.weight for part in parts if part.met) / total(part.weight for part in parts)


_BY_RULE = {
    Aggregation.WEIGHTED_MEAN: _weighted_mean,
    Aggregation.FLAT_MEAN: _weighted_mean,
    Aggregation.SUM: _sum,
    Aggregation.MINIMUM: _minimum,
    Aggregation.SHARE_MET: _share_met,
}
