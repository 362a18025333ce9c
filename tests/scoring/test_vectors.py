"""Published examples of other frameworks, met by small packs; each test names where its numbers are printed."""

import pytest

from readiness.scoring import (
    Aggregation,
    Answer,
    Edges,
    Kind,
    Method,
    Missing,
    Question,
    assess,
    level_of,
    means,
    printed,
    progress_to_date,
    rounded,
    score,
)

from .builders import F, framework, pillar, requirement

SAMM_OPTIONS = {"0": F(0), "0.25": F(1, 4), "0.5": F(1, 2), "1": F(1)}
SAMM = framework(
    pillar(
        "practice",
        *(
            requirement(stream, *(Question(f"{stream}{level}", Kind.CHOICE, options=SAMM_OPTIONS) for level in (1, 2, 3)))
            for stream in "AB"
        ),
    ),
    edges=(F(0), F(1), F(2)),
    minimum_level=2,
    requirement=Aggregation.SUM,
    scale=F(1),
    digits=3,
)


def samm(*credits: str):
    return {code: Answer(credit) for code, credit in zip(SAMM.questions, credits, strict=True)}


@pytest.mark.parametrize(
    ("credits", "expected"),
    [(("0.25", "0", "0", "1", "0", "0"), F(5, 8)), (("1", "1", "0", "1", "0.5", "0"), F(7, 4))],
)
def test_v1a_v1b_samm_sums_levels_and_averages_streams(credits, expected):
    """owaspsamm.org, blog "SAMM relative scoring", 2025-01-21."""
    assert score(SAMM, samm(*credits)).overall.score == expected


def test_v1c_samm_percent_to_target():
    """Same source: absolute gap 2.25 of 3.5, printed 0.357."""
    outcome = assess(SAMM, samm("0.25", "0", "0", "1", "0", "0"), {"A": F(2), "B": F(3, 2)})
    assert sum(gap.gap for gap in outcome.gaps.listed) == F(9, 4)
    assert outcome.percent_to_target == F(5, 14)
    assert printed(outcome.percent_to_target, SAMM.method) == "0.357"


def test_v1d_samm_progress_to_date():
    """Same source: from 0.625 over 1.25 to 1.75, printed 0.55 (truncated)."""
    assert progress_to_date(F(5, 8), F(5, 4), F(7, 4)) == F(5, 9)


GDHI_CASES = [
    (None, None),
    (F(0), 1),
    (F(1, 10), 1),
    (F(1), 1),
    (F(101, 100), 1),
    (F(105, 100), 2),
    (F(11, 10), 2),
    (F(15, 10), 2),
    (F(35, 10), 4),
]


@pytest.mark.parametrize(("value", "phase"), GDHI_CASES)
def test_v4_gdhi_phases_by_their_edges(value, phase):
    """healthenabled/gdhi-service-version2, ScoreTest.java."""
    edges = tuple(F(edge, 100) for edge in (0, 105, 205, 305, 405))
    assert level_of(value, Method(edges=edges)) == phase


@pytest.mark.parametrize(("value", "phase"), GDHI_CASES)
def test_v4_gdhi_phases_by_exclusive_edges_on_the_rounded_score(value, phase):
    """The same as the source writes it: the phase is the rounded score, rounded up to a whole number."""
    edges = tuple(F(edge) for edge in range(5))
    method = Method(edges=edges, edge_rule=Edges.EXCLUSIVE, bands_on_rounded=True, scale=F(1), digits=1)
    assert level_of(value, method) == phase


PHASES = tuple(F(level) for level in range(1, 6))


def category(code: str, indicators: int):
    """Return a category of indicators of one question each; the credit of a level is the level itself."""
    codes = [f"{code}.{number}" for number in range(1, indicators + 1)]
    return pillar(code, *(requirement(each, Question(f"{each}a", Kind.LEVEL, credits=PHASES)) for each in codes))


GDHI = framework(
    *(category(f"C{number}", indicators) for number, indicators in enumerate((2, 2, 2, 1), 1)),
    edges=tuple(F(edge, 100) for edge in (0, 105, 205, 305, 405)),
    missing=Missing.LEAVE_OUT,
    best_credit=F(5),
    cap_above_lowest_pillar=None,
    scale=F(1),
)
COUNTRIES = {
    "IND": (3, 4, 3, 4, None, None, None),
    "GBR": (4, 5, 3, 4, None, 4, None),
    "PAK": (None, None, 2, 2, None, None, None),
}


def test_v5_gdhi_mean_over_countries():
    """Same repository, ScoreAggregationIntegrationTest and global_indicators.json."""
    countries = [
        score(GDHI, {code: Answer(level) for code, level in zip(GDHI.questions, levels, strict=True) if level})
        for levels in COUNTRIES.values()
    ]
    found = means(countries)
    assert [each.score for each in found.pillars.values()] == [F(4), F(3), F(4), None]
    assert [each.level for each in found.pillars.values()] == [4, 3, 4, None]
    assert (found.overall.score, found.overall.level) == (F(19, 6), 4)


def imr(count: int):
    indicators = (Question(f"i{n}", Kind.NUMBER, points=((F(0), F(0)), (F(100), F(1)))) for n in range(count))
    return framework(pillar("C", requirement("capacity", *indicators)), digits=0)


@pytest.mark.parametrize(
    ("percents", "shown"),
    [
        ((80, 20), "50"),
        ((80, 60, 60), "67"),
        ((40, 60, 60), "53"),
        ((20, 40), "30"),
        ((60, 20, 40), "40"),
        ((100, 40), "70"),
        ((100, 100, 83), "94"),
    ],
)
def test_v7_ihr_capacity_is_the_mean_of_its_indicators(percents, shown):
    """WHO IMR 7027; extranet.who.int/sph/node, pages 553, 273, 570 and 794."""
    of = imr(len(percents))
    found = score(of, {f"i{n}": Answer(percent) for n, percent in enumerate(percents)})
    assert printed(found.overall.score, of.method) == shown


def test_v7_ihr_level_3_of_5_is_60_percent():
    """Same source: level / 5 x 100."""
    fifths = tuple(F(level, 5) for level in range(1, 6))
    of = framework(pillar("C", requirement("capacity", Question("i", Kind.LEVEL, credits=fifths))), digits=0)
    assert rounded(score(of, {"i": Answer(3)}).overall.score, of.method) == F(60)
