"""Targets, gaps, their order, and how far the whole has come."""

import pytest

from readiness.scoring import Aggregation, Method, TargetError, assess, check_target, gaps, progress_to_date
from readiness.scoring.gaps import default_target, shares

from .builders import F, answers, framework, pillar, question, requirement, scored, simple


@pytest.mark.parametrize(("level", "target"), [(1, 3), (2, 3), (3, 4), (4, 5), (5, 5)])
def test_the_default_target_is_the_minimum_or_one_level_above(level, target):
    assert default_target(level, Method()) == target


def gap_of(credit, target=None, **choices):
    of = framework(pillar("P1", requirement("R1", question("a", **choices))))
    return gaps(scored(of, a=credit), {} if target is None else {"R1": target}).by_requirement["R1"]


def numbers(gap):
    return gap.target_level, gap.target_score, gap.gap, gap.below


def test_the_operator_may_set_a_level():
    assert numbers(gap_of("1/4", 5)) == (5, F(4, 5), F(11, 20), True)


def test_the_operator_may_set_a_lower_level_than_todays():
    assert numbers(gap_of("3/4", 2)) == (2, F(3, 4), 0, False)


def test_the_operator_may_set_a_score_whose_band_is_the_target_level():
    assert numbers(gap_of("1/2", F(7, 10))) == (4, F(7, 10), F(1, 5), True)


def test_a_score_target_counts_within_the_band():
    assert numbers(gap_of("1/2", F(11, 20))) == (3, F(11, 20), F(1, 20), True)


def test_a_held_requirement_is_below_target_with_a_gap_of_zero():
    of = framework(pillar("P1", requirement("R1", question("a", 9), question("b", essential=True))))
    gap = gaps(scored(of, a="1", b="0"), {"R1": 4}).by_requirement["R1"]
    assert (numbers(gap), gap.standing.held_by) == ((4, F(9, 10), 0, True), ("b",))


def test_at_the_top_level_nothing_is_left_to_gain():
    assert numbers(gap_of("1")) == (5, F(1), 0, False)


@pytest.mark.parametrize("target", [0, 6, True, F(-1, 2), "3", None])
def test_a_target_is_a_level_or_a_score(target):
    with pytest.raises(TargetError, match="write a level"):
        check_target(target, Method())


def test_where_nothing_applies_there_is_no_target_and_no_share():
    of = framework(
        pillar("P1", requirement("R1", question("a", may_be_not_applicable=True), weight=3), requirement("R2", question("b")))
    )
    found = gaps(scored(of, a=None, b="0"), {"R1": 5})
    assert (list(found.by_requirement), found.by_requirement["R2"].share) == (["R2"], 1)


def three(**method):
    return framework(
        pillar("P1", requirement("R1", question("a"), weight=3), requirement("R2", question("b"), minimum=True)),
        pillar("P2", requirement("R3", question("c", 4)), weight=3),
        **method,
    )


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({}, (F(3, 16), F(1, 16), F(3, 4))),
        ({"pillar": Aggregation.SUM}, (F(3, 4), F(1, 4), F(3, 4))),
        ({"overall": Aggregation.SUM}, (F(3, 4), F(1, 4), F(3))),
        ({"overall": Aggregation.FLAT_MEAN}, (F(1, 6), F(1, 6), F(2, 3))),
        ({"pillar": Aggregation.FLAT_MEAN}, (F(1, 8), F(1, 8), F(3, 4))),
        ({"pillar": Aggregation.MINIMUM, "overall": Aggregation.SHARE_MET}, (F(3, 16), F(1, 16), F(3, 4))),
    ],
)
def test_shares_of_the_overall_score(rules, expected):
    found = shares(scored(three(**rules), a="0", b="0", c="0"))
    assert tuple(found.values()) == expected


@pytest.mark.parametrize("rule", [Aggregation.WEIGHTED_MEAN, Aggregation.SUM, Aggregation.FLAT_MEAN])
def test_a_contribution_is_gap_times_share_where_shares_are_exact(rule):
    found = gaps(scored(three(pillar=rule, overall=rule), a="1/4", b="1/2", c="0"))
    assert [gap.contribution for gap in found.listed] == [gap.gap * gap.share for gap in found.listed]


def test_a_contribution_is_what_the_whole_would_gain_with_another_aggregation():
    of = framework(pillar("P1", requirement("R1", question("a")), requirement("R2", question("b"))), pillar=Aggregation.MINIMUM)
    found = gaps(scored(of, a="1/4", b="1/2")).by_requirement
    assert (found["R1"].contribution, found["R2"].contribution) == (F(3, 20), 0)


def test_a_held_requirement_contributes_where_the_share_met_counts():
    of = framework(
        pillar("P1", requirement("R1", question("a", 9), question("b", essential=True)), requirement("R2", question("c"))),
        pillar=Aggregation.SHARE_MET,
    )
    gap = gaps(scored(of, a="1", b="0", c="1")).by_requirement["R1"]
    assert (gap.gap, gap.contribution) == (0, F(1, 2))


def test_the_list_starts_with_unmet_minimum_requirements_then_by_contribution():
    found = gaps(scored(three(), a="0", b="1/4", c="1/2"))
    assert [gap.requirement for gap in found.listed] == ["R2", "R1", "R3"]


def test_equal_contributions_come_in_framework_order():
    found = gaps(scored(simple(), a="0", b="0", c="0"))
    assert [gap.requirement for gap in found.listed] == ["R1", "R2", "R3"]


def test_the_list_leaves_out_what_is_at_its_target():
    found = gaps(scored(simple(), a="1", b="1/2", c="1"), {"R2": 3})
    assert (found.listed, found.percent_to_target) == ((), 1)


def test_percent_to_target_weighs_gaps_by_share():
    found = gaps(scored(three(), a="0", b="1/2", c="0"), {"R1": 3, "R2": 3, "R3": 4})
    aim = F(3, 16) * F(2, 5) + F(1, 16) * F(1, 2) + F(3, 4) * F(3, 5)
    assert (found.overall_target_score, found.percent_to_target) == (aim, F(1, 32) / aim)


def test_percent_to_target_is_null_when_the_target_is_nothing():
    found = gaps(scored(simple(), a="0", b="0", c="0"), {"R1": 1, "R2": 1, "R3": 1})
    assert found.percent_to_target is None


def test_percent_to_target_is_null_where_nothing_applies():
    of = framework(pillar("P1", requirement("R1", question("a", may_be_not_applicable=True))))
    found = gaps(scored(of, a=None))
    assert (found.percent_to_target, found.overall_target_score) == (None, None)


@pytest.mark.parametrize(
    ("baseline", "now", "target", "progress"),
    [
        (F(1, 4), F(1, 2), F(3, 4), F(1, 2)),
        (F(1, 2), F(1, 4), F(3, 4), F(-1)),
        (F(1, 4), F(1), F(3, 4), F(3, 2)),
        (F(1, 2), F(3, 4), F(1, 2), None),
        (None, F(1, 2), F(3, 4), None),
        (F(1, 2), None, F(3, 4), None),
        (F(1, 2), F(1, 2), None, None),
    ],
)
def test_progress_to_date(baseline, now, target, progress):
    assert progress_to_date(baseline, now, target) == progress


def test_targets_are_read_at_once():
    with pytest.raises(TargetError, match="write a level from 1 to 5, found 9"):
        assess(simple(), answers(a="1"), {"R1": 9})
