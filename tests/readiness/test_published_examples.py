"""Packs reproduce what other frameworks publish: the engine is not made for one framework."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from readiness.pack import read_pack
from readiness.pack.numbers import scoring_framework
from readiness.scoring.answers import Answer
from readiness.scoring.assess import assess
from readiness.scoring.bands import level_of, printed

PACKS = Path(__file__).parent.parent / "packs"
STEPS = {0: "no", 0.25: "some", 0.5: "half", 1: "all"}


def framework(name):
    return scoring_framework(read_pack(PACKS / f"{name}.yaml"))


def samm_answers(streams):
    codes = [f"{stream}{level}" for stream in "AB" for level in (1, 2, 3)]
    return {
        code: Answer(STEPS[value]) for code, value in zip(codes, [step for stream in streams for step in stream], strict=True)
    }


@pytest.mark.parametrize(
    ("streams", "expected"),
    [([[0.25, 0, 0], [1, 0, 0]], Fraction(5, 8)), ([[1, 1, 0], [1, 0.5, 0]], Fraction(7, 4))],
)
def test_samm_sums_levels_then_takes_the_mean_of_streams(streams, expected):
    assert assess(framework("samm"), samm_answers(streams)).scores.overall.score == expected


@pytest.mark.parametrize(
    ("score", "phase"),
    [(None, None), ("0", 1), ("0.1", 1), ("1", 1), ("1.01", 1), ("1.05", 2), ("1.1", 2), ("1.5", 2), ("3.5", 4)],
)
def test_gdhm_phases(score, phase):
    assert level_of(None if score is None else Fraction(score), framework("gdhm").method) == phase


def gdhm_answers(categories):
    codes = ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1")
    values = [value for category in categories for value in category]
    return {code: Answer(value) for code, value in zip(codes, values, strict=True) if value is not None}


def test_gdhm_drops_what_is_missing():
    scores = assess(framework("gdhm"), gdhm_answers([[4, 5], [3, 4], [None, 4], [None]])).scores
    assert [standing.score for standing in scores.requirements.values()] == [Fraction(9, 2), Fraction(7, 2), 4, None]
    assert scores.overall.score == 4
    assert scores.overall.level == 4


SPAR = [
    ([4, 1], None, "50"),
    ([4, 3], 60, "67"),
    ([2, 3], 60, "53"),
    ([1, 2], None, "30"),
    ([3, 1], 40, "40"),
    ([5, 2], None, "70"),
    ([5, 5], 83, "94"),
]


@pytest.mark.parametrize(("levels", "percent", "expected"), SPAR)
def test_spar_prints_the_mean_as_a_whole_number(levels, percent, expected):
    answers = {"C1.1": Answer(levels[0]), "C1.2": Answer(levels[1])}
    if percent is not None:
        answers["C1.3"] = Answer(Decimal(percent))
    spar = framework("spar")
    assert printed(assess(spar, answers).scores.overall.score, spar.method) == expected
