"""The worked example of the method, number by number."""

import pytest

from readiness.scoring import assess, document, printed

from .builders import EXAMPLE, EXAMPLE_ANSWERS, EXAMPLE_TARGETS, F


@pytest.fixture(scope="module")
def outcome():
    return assess(EXAMPLE, EXAMPLE_ANSWERS, EXAMPLE_TARGETS)


def test_p1_1_is_held_at_2_by_b(outcome):
    standing = outcome.scores.requirements["P1.1"]
    assert (standing.score, standing.band, standing.level, standing.met, standing.held_by) == (F(9, 16), 3, 2, False, ("b",))


def test_p1_2_is_met_without_e(outcome):
    standing = outcome.scores.requirements["P1.2"]
    assert (standing.score, standing.level, standing.met, standing.held_by) == (F(1, 2), 3, True, ())


def test_p1_is_held_at_2_by_p1_1(outcome):
    pillar = outcome.scores.pillars["P1"]
    assert (pillar.score, pillar.band, pillar.level, pillar.held_by) == (F(13, 24), 3, 2, ("P1.1",))


def test_p2_ranges_from_three_quarters_to_one(outcome):
    pillar = outcome.scores.pillars["P2"]
    assert (pillar.score, pillar.high, pillar.level) == (F(3, 4), F(1), 4)


def test_the_whole_is_capped_at_3_above_p1(outcome):
    overall = outcome.scores.overall
    assert (overall.score, overall.high, overall.band, overall.level) == (F(31, 48), F(37, 48), 4, 3)
    assert (overall.capped_by, overall.partial) == (("P1",), True)


def test_the_whole_is_printed_64_6(outcome):
    assert printed(outcome.scores.overall.score, EXAMPLE.method) == "64.6"


def test_gaps_start_with_the_unmet_minimum_requirement(outcome):
    listed = [(gap.requirement, gap.gap, gap.contribution) for gap in outcome.gaps.listed]
    assert listed == [("P1.1", 0, 0), ("P2.1", F(1, 20), F(1, 40)), ("P1.2", F(1, 10), F(1, 60))]


def test_the_whole_aims_at_11_16_and_is_31_33_of_the_way(outcome):
    assert (outcome.gaps.overall_target_score, outcome.percent_to_target) == (F(11, 16), F(31, 33))


def test_all_three_levers_are_recommended(outcome):
    found = [(each.lever, each.kind, each.gain, each.waits_for) for each in outcome.recommended]
    assert found == [("L2", "needed", F(1, 60), {}), ("L1", "needed", F(1, 80), {}), ("L3", "next step", 0, {"P1.1": 3})]


def test_the_plan_is_l2_alone(outcome):
    plan = outcome.plan
    assert (plan.levers, plan.waves, plan.effort, plan.provisional) == (("L2",), (("L2",),), 4, True)
    assert plan.own_action == {"P2.1": ()}


def test_what_if_l2(outcome):
    after = outcome.what_if(["L2"]).scores
    requirements = {code: (each.score, each.level, each.held_by) for code, each in after.requirements.items()}
    assert requirements == {"P1.1": (F(9, 16), 3, ()), "P1.2": (F(3, 5), 4, ()), "P2.1": (F(3, 4), 4, ())}
    assert (after.pillars["P1"].score, after.pillars["P1"].level) == (F(23, 40), 3)
    assert (after.overall.score, after.overall.level, after.overall.capped_by) == (F(53, 80), 4, ())
    assert printed(after.overall.score, EXAMPLE.method) == "66.3"


def test_the_whole_document():
    held = {"met": False, "held_by": ["P1.1"]}
    free = {"met": True, "held_by": []}
    assert document(EXAMPLE, EXAMPLE_ANSWERS, EXAMPLE_TARGETS) == {
        "framework": {"code": "test", "edition": "1"},
        "completeness": "5/6",
        "overall": {"score": "31/48", "high": "37/48", "percent": "64.6", "level": 3, "partial": True},
        "pillars": {
            "P1": {"score": "13/24", "high": "13/24", "percent": "54.2", "level": 2, **held},
            "P2": {"score": "3/4", "high": "1", "percent": "75.0", "level": 4, **free},
        },
        "requirements": {
            "P1.1": {
                "score": "9/16",
                "high": "9/16",
                "percent": "56.3",
                "level": 2,
                "met": False,
                "held_by": ["b"],
                "target_level": 3,
                "target_score": "9/16",
                "gap": "0",
                "contribution": "0",
            },
            "P1.2": {
                "score": "1/2",
                "high": "1/2",
                "percent": "50.0",
                "level": 3,
                "met": True,
                "held_by": [],
                "target_level": 4,
                "target_score": "3/5",
                "gap": "1/10",
                "contribution": "1/60",
            },
            "P2.1": {
                "score": "3/4",
                "high": "1",
                "percent": "75.0",
                "level": 4,
                "met": True,
                "held_by": [],
                "target_level": 5,
                "target_score": "4/5",
                "gap": "1/20",
                "contribution": "1/40",
            },
        },
        "gaps": [
            {"requirement": "P1.1", "gap": "0", "contribution": "0"},
            {"requirement": "P2.1", "gap": "1/20", "contribution": "1/40"},
            {"requirement": "P1.2", "gap": "1/10", "contribution": "1/60"},
        ],
        "recommended": [
            {"lever": "L2", "kind": "needed", "gain": "1/60", "raises": {"P1.1": 3, "P1.2": 4}, "because": ["b", "d"]},
            {"lever": "L1", "kind": "needed", "gain": "1/80", "raises": {"P1.1": 4}, "because": ["b"]},
            {"lever": "L3", "kind": "next step", "gain": "0", "raises": {"P1.2": 4}, "because": ["d"]},
        ],
        "plan": {
            "levers": ["L2"],
            "waves": [["L2"]],
            "effort": 4,
            "own_action": ["P2.1"],
            "own_steps": [],
            "provisional": True,
        },
        "percent_to_target": "31/33",
    }
