"""What levers would change, and which are recommended."""

import pytest

from readiness.scoring import Edges, assess, gaps, recommended, what_if

from .builders import F, answers, framework, lever, one_requirement, pillar, question, requirement, scored, simple


def after(of, codes, **credits):
    return what_if(of, scored(of, **credits), codes)


def test_a_lever_brings_score_and_high_to_at_least_its_edge():
    of = simple([lever("L1", {"R1": 4})])
    standing = after(of, ["L1"], a="1/4", b="1", c="1").scores.requirements["R1"]
    assert (standing.score, standing.high, standing.level) == (F(3, 5), F(3, 5), 4)


def test_a_lever_never_lowers():
    of = simple([lever("L1", {"R1": 2})])
    assert after(of, ["L1"], a="3/4").scores.requirements["R1"].score == F(3, 4)


def test_the_high_score_stays_where_it_is_higher():
    of = simple([lever("L1", {"R1": 4})])
    standing = after(of, ["L1"]).scores.requirements["R1"]
    assert (standing.score, standing.high) == (F(3, 5), F(1))


def test_levers_do_not_add_up():
    of = simple([lever("L1", {"R1": 2}), lever("L2", {"R1": 4})])
    assert after(of, ["L1", "L2"], a="0").scores == after(of, ["L2"], a="0").scores


HELD = (question("a", 9), question("b", essential=True))


def held(*levers, **method):
    return framework(pillar("P1", requirement("R1", *HELD, minimum=True)), levers=levers, **method)


def test_a_lever_that_reaches_the_minimum_frees_a_held_requirement():
    of = held(lever("L1", {"R1": 3}))
    found = after(of, ["L1"], a="1", b="0").scores
    standing = found.requirements["R1"]
    assert (standing.score, standing.level, standing.met, standing.held_by) == (F(9, 10), 5, True, ())
    assert (found.pillars["P1"].level, found.pillars["P1"].held_by) == (5, ())


def test_a_lever_below_the_minimum_leaves_it_held():
    of = held(lever("L1", {"R1": 3}), minimum_level=4)
    standing = after(of, ["L1"], a="1/4", b="0").scores.requirements["R1"]
    assert (standing.score, standing.level, standing.held_by) == (F(2, 5), 3, ("b",))


def test_a_lever_gives_its_level_even_with_exclusive_edges():
    of = simple([lever("L1", {"R1": 4})], edge_rule=Edges.EXCLUSIVE)
    standing = after(of, ["L1"], a="0").scores.requirements["R1"]
    assert (standing.score, standing.level) == (F(3, 5), 4)


def test_a_lever_whose_needs_do_not_stand_has_no_effect_and_says_so():
    of = simple([lever("L1", {"R1": 4}, needs={"R2": 3, "R3": 3})])
    found = after(of, ["L1"], a="0", b="0", c="1")
    assert (found.without_effect, found.waves) == ({"L1": {"R2": 3}}, ())
    assert found.scores == scored(of, a="0", b="0", c="1")


def test_needs_may_stand_through_other_levers_wave_by_wave():
    of = simple([lever("L1", {"R1": 4}, needs={"R2": 3}), lever("L2", {"R2": 3}, needs={"R3": 2}), lever("L3", {"R3": 2})])
    found = after(of, ["L1", "L2", "L3"], a="0", b="0", c="0")
    assert (found.waves, found.without_effect) == ((("L3",), ("L2",), ("L1",)), {})


def test_levers_that_wait_for_each_other_never_come():
    of = simple([lever("L1", {"R1": 3}, needs={"R2": 3}), lever("L2", {"R2": 3}, needs={"R1": 3})])
    found = after(of, ["L1", "L2"], a="0", b="0", c="0")
    assert found.without_effect == {"L1": {"R2": 3}, "L2": {"R1": 3}}


def test_a_need_on_a_requirement_where_nothing_applies_stands():
    of = framework(
        pillar("P1", requirement("R1", question("a", may_be_not_applicable=True)), requirement("R2", question("b"))),
        levers=[lever("L1", {"R1": 5, "R2": 4}, needs={"R1": 3})],
    )
    found = after(of, ["L1"], a=None, b="0")
    assert (found.waves, found.scores.requirements["R2"].level) == ((("L1",),), 4)
    assert found.scores.requirements["R1"].score is None


def test_an_unknown_lever_is_an_error():
    with pytest.raises(KeyError):
        after(simple(), ["L9"], a="0")


def test_completeness_does_not_change():
    of = simple([lever("L1", {"R1": 5})])
    assert after(of, ["L1"], a="0").scores.overall.level is None


def recommend(of, targets=None, **credits):
    scores = scored(of, **credits)
    return recommended(of, scores, gaps(scores, targets))


def test_a_lever_is_recommended_for_a_requirement_below_target_only():
    of = simple([lever("L1", {"R1": 5}), lever("L2", {"R2": 5})])
    found = recommend(of, {"R1": 3, "R2": 4}, a="1/2", b="1/2", c="1")
    assert [each.lever for each in found] == ["L2"]


def test_a_lever_is_recommended_even_when_it_stays_below_the_target():
    found = recommend(simple([lever("L1", {"R1": 2})]), a="0", b="1", c="1")
    assert [(each.lever, each.raises) for each in found] == [("L1", {"R1": 2})]


def test_a_lever_is_not_recommended_for_the_level_of_today():
    assert recommend(simple([lever("L1", {"R1": 3})]), a="1/2", b="1", c="1") == ()


def test_levers_that_bring_an_unmet_minimum_requirement_to_the_minimum_come_first():
    of = framework(
        pillar("P1", requirement("R1", question("a"), minimum=True), requirement("R2", question("b"), weight=9)),
        levers=[lever("L1", {"R2": 5}), lever("L2", {"R1": 2}), lever("L3", {"R1": 3})],
    )
    found = recommend(of, a="0", b="1/4")
    assert [(each.lever, each.kind) for each in found] == [("L3", "needed"), ("L1", "next step"), ("L2", "next step")]


def test_equal_gains_come_in_framework_order():
    of = simple([lever("L1", {"R2": 3}), lever("L2", {"R1": 3})])
    assert [(each.lever, each.gain) for each in recommend(of, a="0", b="0", c="0")] == [("L1", F(2, 15)), ("L2", F(2, 15))]


def test_a_lever_that_waits_gains_nothing_alone_and_says_what_for():
    of = simple([lever("L1", {"R1": 3}, needs={"R2": 2})])
    (found,) = recommend(of, a="0", b="0", c="0")
    assert (found.gain, found.waits_for) == (0, {"R2": 2})


def test_the_reason_names_the_answers_that_keep_the_requirement_low():
    of = one_requirement(
        question("a"), question("b"), question("c", may_be_not_applicable=True), question("d"), question("e", 9, essential=True)
    )
    of = framework(*of.pillars, levers=[lever("L1", {"R1": 4})])
    (found,) = recommend(of, a="1/2", b="3/4", c=None, e="1/4")
    assert found.because == ("a", "d", "e")


def test_the_reason_names_an_essential_question_that_holds_above_the_edge():
    of = framework(
        pillar("P1", requirement("R1", question("a"), question("b", essential=True))),
        levers=[lever("L1", {"R1": 3})],
        essential_credit=F(1),
    )
    (found,) = recommend(of, a="1", b="3/4")
    assert found.because == ("b",)


def test_an_outcome_answers_what_if():
    of = simple([lever("L1", {"R1": 5})])
    outcome = assess(of, answers(a="0", b="0", c="0"))
    assert outcome.what_if(["L1"]) == after(of, ["L1"], a="0", b="0", c="0")
