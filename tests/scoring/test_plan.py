"""The cheapest plan: what it holds, in which waves, and what is left to the operator."""

from readiness.scoring import assess, gaps, plan

from .builders import F, answers, framework, lever, pillar, question, requirement, scored, simple


def planned(of, targets=None, **credits):
    scores = scored(of, **credits)
    return plan(of, scores, gaps(scores, targets))


def test_the_smallest_sum_of_efforts_wins():
    of = simple([lever("L1", {"R1": 3, "R2": 3}, 3), lever("L2", {"R1": 3}, 1), lever("L3", {"R2": 3}, 1)])
    found = planned(of, a="0", b="0", c="1")
    assert (found.levers, found.effort) == (("L2", "L3"), 2)


def test_equal_efforts_go_to_fewer_levers():
    of = simple([lever("L1", {"R1": 3}, 1), lever("L2", {"R2": 3}, 1), lever("L3", {"R1": 3, "R2": 3}, 2)])
    assert planned(of, a="0", b="0", c="1").levers == ("L3",)


def test_equal_numbers_go_to_the_earlier_codes():
    of = simple([lever("L1", {"R2": 3}), lever("L2", {"R1": 3}), lever("L3", {"R1": 3}), lever("L4", {"R2": 3})])
    assert planned(of, a="0", b="0", c="1").levers == ("L1", "L2")


def test_the_order_is_the_packs_not_the_alphabets():
    of = simple([lever("Z", {"R1": 3}), lever("A", {"R1": 3})])
    assert planned(of, a="0", b="1", c="1").levers == ("Z",)


def test_taking_the_best_value_first_would_be_dearer():
    """A raises two for 3, the best value; R3 then still costs 4. B and C together cost 6."""
    of = simple([lever("A", {"R1": 3, "R2": 3}, 3), lever("B", {"R1": 3}, 2), lever("C", {"R2": 3, "R3": 3}, 4)])
    found = planned(of, a="0", b="0", c="0")
    assert (found.levers, found.effort) == (("B", "C"), 6)


def test_needs_are_paid_for():
    of = simple([lever("L1", {"R1": 3}, 1, {"R2": 2}), lever("L2", {"R2": 2}, 3), lever("L3", {"R1": 3}, 3)])
    found = planned(of, {"R2": 1}, a="0", b="0", c="1")
    assert (found.levers, found.effort) == (("L3",), 3)


def test_needs_that_stand_today_cost_nothing():
    of = simple([lever("L1", {"R1": 3}, 1, {"R2": 2}), lever("L2", {"R2": 2}, 3), lever("L3", {"R1": 3}, 3)])
    assert planned(of, {"R2": 1}, a="0", b="1/4", c="1").levers == ("L1",)


def test_levers_that_need_each_other_need_a_third():
    of = simple([lever("L1", {"R1": 3}, 1, {"R2": 3}), lever("L2", {"R2": 3}, 1, {"R1": 3}), lever("L3", {"R2": 3}, 4)])
    found = planned(of, a="0", b="0", c="1")
    assert (found.levers, found.waves) == (("L1", "L3"), (("L3",), ("L1",)))


def test_a_lever_is_in_the_first_wave_in_which_its_needs_stand():
    of = simple(
        [lever("L1", {"R3": 3}, 1, {"R2": 3}), lever("L2", {"R2": 3}, 1, {"R1": 3}), lever("L3", {"R1": 3}, 1)],
    )
    assert planned(of, a="0", b="0", c="0").waves == (("L3",), ("L2",), ("L1",))


def test_what_no_lever_brings_to_its_target_is_own_action_with_those_that_help():
    of = simple([lever("L1", {"R1": 3}), lever("L2", {"R2": 2}), lever("L3", {"R2": 2}, needs={"R3": 5})])
    found = planned(of, a="0", b="0", c="3/4")
    assert (found.levers, found.own_action) == (("L1",), {"R2": ("L2",), "R3": ()})


def test_own_action_comes_in_framework_order():
    assert list(planned(simple(), a="3/4", b="0", c="0").own_action) == ["R1", "R2", "R3"]


def test_a_goal_behind_a_cycle_of_needs_is_own_action():
    of = simple([lever("L1", {"R1": 3}, needs={"R2": 3}), lever("L2", {"R2": 3}, needs={"R1": 3})])
    found = planned(of, a="0", b="0", c="1")
    assert (found.levers, list(found.own_action)) == ((), ["R1", "R2"])


def test_nothing_below_target_needs_no_plan():
    found = planned(simple([lever("L1", {"R1": 5})]), a="1", b="1", c="1")
    assert (found.levers, found.waves, found.effort, found.own_action, found.provisional) == ((), (), 0, {}, False)


def test_the_plan_is_provisional_while_answers_are_missing():
    assert planned(simple(), a="1", b="1").provisional


def test_a_lever_to_the_minimum_frees_a_held_requirement_beyond_it():
    of = framework(
        pillar("P1", requirement("R1", question("a", 9), question("b", essential=True))),
        levers=[lever("L1", {"R1": 3}, 1), lever("L2", {"R1": 5}, 2)],
    )
    found = planned(of, {"R1": 5}, a="1", b="0")
    assert (found.levers, found.scores.requirements["R1"].level) == (("L1",), 5)


def test_a_lever_below_the_minimum_leaves_the_target_out_of_reach():
    of = framework(
        pillar("P1", requirement("R1", question("a", 9), question("b", essential=True))),
        levers=[lever("L1", {"R1": 3}, 1)],
        minimum_level=4,
    )
    assert planned(of, a="1", b="0").own_action == {"R1": ()}


def test_a_score_target_is_reached_by_its_score():
    of = simple([lever("L1", {"R1": 3}, 1), lever("L2", {"R1": 4}, 2)])
    assert planned(of, {"R1": F(1, 2), "R2": 1, "R3": 1}, a="0", b="0", c="0").levers == ("L2",)


def test_a_score_target_on_an_edge_is_reached_by_that_level():
    of = simple([lever("L1", {"R1": 3}, 1), lever("L2", {"R1": 4}, 2)])
    assert planned(of, {"R1": F(2, 5), "R2": 1, "R3": 1}, a="0", b="0", c="0").levers == ("L1",)


def test_where_nothing_applies_no_lever_is_planned():
    of = framework(
        pillar("P1", requirement("R1", question("a", may_be_not_applicable=True)), requirement("R2", question("b"))),
        levers=[lever("L1", {"R1": 5})],
    )
    found = assess(of, answers(a=None, b="1"))
    assert (found.plan.levers, found.plan.own_action, found.recommended) == ((), {}, ())
