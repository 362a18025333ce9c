"""What a pack may choose instead: how parts make a whole, what not applicable and missing do."""

import pytest

from readiness.scoring import Aggregation, Answer, Edges, Missing, NotApplicable, score

from .builders import F, answers, framework, one_requirement, pillar, question, requirement, scored

TWO = (question("a"), question("b", 3))


@pytest.mark.parametrize(
    ("rule", "low", "high"),
    [
        (Aggregation.WEIGHTED_MEAN, F(1, 8), F(7, 8)),
        (Aggregation.SUM, F(1, 2), F(7, 2)),
        (Aggregation.MINIMUM, F(0), F(1, 2)),
        (Aggregation.SHARE_MET, F(1, 4), F(1)),
    ],
)
def test_each_way_questions_make_a_requirement(rule, low, high):
    standing = scored(one_requirement(*TWO, requirement=rule), a="1/2").requirements["R1"]
    assert (standing.score, standing.high) == (low, high)


@pytest.mark.parametrize(
    ("rule", "low"),
    [
        (Aggregation.WEIGHTED_MEAN, F(7, 16)),
        (Aggregation.SUM, F(7, 4)),
        (Aggregation.MINIMUM, F(1, 4)),
        (Aggregation.SHARE_MET, F(1, 4)),
        (Aggregation.FLAT_MEAN, F(7, 8)),
    ],
)
def test_each_way_requirements_make_a_pillar(rule, low):
    of = framework(
        pillar("P1", requirement("R1", question("a", 4), question("b")), requirement("R2", question("c"), weight=3)), pillar=rule
    )
    assert scored(of, a="1", b="1", c="1/4").pillars["P1"].score == low


def three_pillars(**method):
    return framework(
        pillar("P1", requirement("R1", question("a", 2), question("b"))),
        pillar("P2", requirement("R2", question("c")), weight=2),
        pillar("P3", requirement("R3", question("d"), weight=5)),
        **method,
    )


@pytest.mark.parametrize(
    ("rule", "low"),
    [
        (Aggregation.WEIGHTED_MEAN, F(7, 16)),
        (Aggregation.SUM, F(7, 4)),
        (Aggregation.MINIMUM, F(1, 4)),
        (Aggregation.SHARE_MET, F(1, 2)),
        (Aggregation.FLAT_MEAN, F(3, 5)),
    ],
)
def test_each_way_pillars_make_the_whole(rule, low):
    assert scored(three_pillars(overall=rule), a="3/4", b="3/4", c="1/4", d="1/2").overall.score == low


def test_a_pillar_counts_as_met_by_its_level_after_holding():
    of = framework(
        pillar("P1", requirement("R1", question("a", 9), question("b", essential=True), minimum=True)),
        pillar("P2", requirement("R2", question("c"))),
        overall=Aggregation.SHARE_MET,
    )
    found = scored(of, a="1", c="1").overall
    assert (found.score, found.high) == (F(1, 2), F(1))


def test_a_flat_mean_leaves_not_applicable_questions_out_of_the_weight():
    of = framework(
        pillar("P1", requirement("R1", question("a"), question("b", 7, may_be_not_applicable=True))),
        pillar("P2", requirement("R2", question("c", 3))),
        overall=Aggregation.FLAT_MEAN,
    )
    assert scored(of, a="1", b=None, c="0").overall.score == F(1, 4)


NA = (question("a"), question("b", may_be_not_applicable=True))


def test_not_applicable_may_count_as_zero():
    of = one_requirement(*NA, not_applicable=NotApplicable.ZERO)
    found = scored(of, a="1", b=None)
    assert (found.overall.score, found.overall.high, found.completeness.share) == (F(1, 2), F(1, 2), F(1))


@pytest.mark.parametrize(("target", "stands_at"), [(None, F(2, 5)), (4, F(3, 5)), (F(7, 10), F(7, 10))])
def test_not_applicable_may_stand_at_target(target, stands_at):
    of = one_requirement(*NA, not_applicable=NotApplicable.AT_TARGET)
    targets = {} if target is None else {"R1": target}
    assert scored(of, targets, a="0", b=None).requirements["R1"].score == stands_at / 2


def test_a_requirement_that_does_not_apply_counts_where_not_applicable_counts():
    of = one_requirement(question("a", may_be_not_applicable=True), not_applicable=NotApplicable.ZERO)
    assert scored(of, a=None).overall.score == F(0)


def test_a_not_applicable_question_holds_nothing_even_at_zero():
    of = one_requirement(question("a", essential=True, may_be_not_applicable=True), not_applicable=NotApplicable.ZERO)
    assert scored(of, a=None).requirements["R1"].held_by == ()


def test_missing_may_be_left_out_and_then_there_is_no_range():
    found = scored(one_requirement(*TWO, missing=Missing.LEAVE_OUT), a="1/2")
    assert (found.overall.score, found.overall.high, found.overall.partial) == (F(1, 2), F(1, 2), True)


def test_a_missing_essential_question_holds_even_when_left_out():
    of = one_requirement(question("a"), question("b", essential=True), missing=Missing.LEAVE_OUT)
    standing = scored(of, a="1").requirements["R1"]
    assert (standing.score, standing.level, standing.held_by) == (F(1), 2, ("b",))


def test_a_requirement_without_any_answer_is_null_when_missing_is_left_out():
    standing = scored(one_requirement(question("a", essential=True), missing=Missing.LEAVE_OUT)).requirements["R1"]
    assert (standing.score, standing.high, standing.level, standing.met, standing.held_by) == (None, None, None, None, ())


def test_a_scale_of_three_levels():
    of = one_requirement(question("a"), edges=(F(0), F(1, 3), F(2, 3)), minimum_level=2)
    assert [scored(of, a=credit).requirements["R1"].level for credit in ("1/4", "1/2", "3/4")] == [1, 2, 3]


def test_exclusive_edges_in_a_framework():
    of = one_requirement(question("a"), edges=(F(0), F(1, 2)), edge_rule=Edges.EXCLUSIVE, minimum_level=2)
    assert scored(of, a="1/2").requirements["R1"].met is False


def test_share_met_counts_a_requirement_that_only_its_best_would_meet_in_the_high_score():
    of = framework(
        pillar("P1", requirement("R1", question("a", essential=True)), requirement("R2", question("b"))),
        pillar=Aggregation.SHARE_MET,
    )
    found = score(of, answers(b="1") | {"a": Answer()}).pillars["P1"]
    assert (found.score, found.high) == (F(1, 2), F(1))
