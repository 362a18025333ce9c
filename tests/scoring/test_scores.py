"""From credits to levels: requirements, pillars and the whole, rule by rule."""

import pytest

from readiness.scoring import Answer, AnswerError, Completeness, Kind, Question, score

from .builders import F, answers, framework, one_requirement, pillar, question, requirement, scored, simple


def ends(whole):
    return whole.score, whole.high


def test_a_requirement_is_the_weighted_mean_of_its_credits():
    of = one_requirement(question("a", 3), question("b", "1/2"))
    assert scored(of, a="1/2", b="1").requirements["R1"].score == F(4, 7)


def test_not_applicable_leaves_the_mean():
    of = one_requirement(question("a"), question("b", 9, may_be_not_applicable=True))
    assert ends(scored(of, a="1/2", b=None).overall) == (F(1, 2), F(1, 2))


def test_not_applicable_is_refused_where_the_pack_does_not_allow_it():
    with pytest.raises(AnswerError):
        scored(one_requirement(question("a")), a=None)


def test_a_refused_not_applicable_counts_as_unanswered():
    of = one_requirement(question("a"), question("b", may_be_not_applicable=True))
    refused = score(of, {**answers(a="1/2"), "b": Answer(not_applicable=True, refused=True)})
    assert refused == scored(of, a="1/2")


def test_unanswered_is_zero_in_the_low_score_and_one_in_the_high_score():
    of = one_requirement(question("a"), question("b", 3))
    assert ends(scored(of, a="1").overall) == (F(1, 4), F(1))


def test_an_answer_without_a_value_is_unanswered():
    of = one_requirement(question("a"), question("b"))
    assert score(of, {**answers(a="1"), "b": Answer()}) == scored(of, a="1")


def test_an_unanswered_question_takes_the_best_credit_of_the_pack():
    of = one_requirement(question("a"), question("b"), best_credit=F(3))
    assert ends(scored(of, a="1").overall) == (F(1, 2), F(2))


def test_text_and_dates_are_not_scored():
    of = one_requirement(question("a"), question("b"))
    kept = one_requirement(question("a"), question("b"), *notes())
    said = {**answers(a="1", b="1/2"), "note": Answer("as agreed"), "day": Answer("2026-11-20")}
    assert score(kept, said).overall == scored(of, a="1", b="1/2").overall


def notes():
    return Question("note", Kind.TEXT), Question("day", Kind.DATE)


def test_an_essential_question_below_a_half_holds():
    of = one_requirement(question("a", 9), question("b", essential=True))
    standing = scored(of, a="1", b="1/4").requirements["R1"]
    assert (standing.band, standing.level, standing.held_by) == (5, 2, ("b",))


def test_an_essential_question_at_a_half_does_not_hold():
    of = one_requirement(question("a", 9), question("b", essential=True))
    assert scored(of, a="1", b="1/2").requirements["R1"].held_by == ()


def test_an_unanswered_essential_question_holds():
    of = one_requirement(question("a", 9), question("b", essential=True))
    assert scored(of, a="1").requirements["R1"].held_by == ("b",)


def test_a_not_applicable_essential_question_does_not_hold():
    of = one_requirement(question("a"), question("b", essential=True, may_be_not_applicable=True))
    assert scored(of, a="1", b=None).requirements["R1"].held_by == ()


def test_the_questions_that_hold_are_named_when_the_band_is_lower_anyway():
    of = one_requirement(question("a", essential=True), question("b", essential=True))
    standing = scored(of, a="0", b="1/4").requirements["R1"]
    assert (standing.level, standing.held_by) == (1, ("a", "b"))


def test_the_pack_sets_the_minimum_level_and_the_essential_credit():
    of = one_requirement(question("a", essential=True), minimum_level=4, essential_credit=F(1))
    standing = scored(of, a="3/4").requirements["R1"]
    assert (standing.band, standing.level, standing.met) == (4, 3, False)


@pytest.mark.parametrize(("credit", "met"), [("1/4", False), ("1/2", True)])
def test_a_requirement_is_met_from_the_minimum_level(credit, met):
    assert scored(one_requirement(question("a")), a=credit).requirements["R1"].met is met


def test_a_pillar_is_held_by_its_unmet_minimum_requirements_only():
    of = framework(
        pillar(
            "P1",
            requirement("R1", question("a"), minimum=True),
            requirement("R2", question("b")),
            requirement("R3", question("c"), weight=8),
        )
    )
    found = scored(of, a="0", b="0", c="1").pillars["P1"]
    assert (found.score, found.band, found.level, found.met, found.held_by) == (F(4, 5), 5, 2, False, ("R1",))


def test_a_pillar_weighs_its_requirements_and_the_whole_its_pillars():
    of = framework(
        pillar("P1", requirement("R1", question("a"), weight=3), requirement("R2", question("b")), weight=2),
        pillar("P2", requirement("R3", question("c"))),
    )
    found = scored(of, a="1", b="0", c="0")
    assert (found.pillars["P1"].score, found.overall.score) == (F(3, 4), F(1, 2))


def two_pillars(**method):
    return framework(
        pillar("P1", requirement("R1", question("a"))), pillar("P2", requirement("R2", question("b", 1)), weight=9), **method
    )


def test_the_whole_is_at_most_one_level_above_the_lowest_pillar():
    overall = scored(two_pillars(), a="0", b="1").overall
    assert (overall.band, overall.level, overall.capped_by) == (5, 2, ("P1",))


def test_the_pack_may_lift_the_cap():
    assert scored(two_pillars(cap_above_lowest_pillar=None), a="0", b="1").overall.level == 5
    assert scored(two_pillars(cap_above_lowest_pillar=3), a="0", b="1").overall.level == 4


def test_pillars_cap_by_their_level_after_holding():
    of = framework(
        pillar("P1", requirement("R1", question("a", 9), question("b", essential=True), minimum=True)),
        pillar("P2", requirement("R2", question("c"))),
    )
    found = scored(of, a="1", b="0", c="1")
    assert (found.pillars["P1"].level, found.overall.band, found.overall.level) == (2, 5, 3)


def five_questions():
    return one_requirement(*(question(code) for code in "abcde"))


def test_below_60_percent_completeness_no_overall_level_is_shown():
    overall = scored(five_questions(), a="1", b="1").overall
    assert (overall.score, overall.band, overall.level, overall.partial) == (F(2, 5), 3, None, True)


def test_from_60_percent_completeness_the_overall_level_is_partial():
    overall = scored(five_questions(), a="1", b="1", c="1").overall
    assert (overall.level, overall.partial) == (4, True)


def test_at_full_completeness_the_overall_level_is_final():
    overall = scored(five_questions(), a="1", b="1", c="1", d="1", e="1").overall
    assert (overall.level, overall.partial) == (5, False)


def test_completeness_is_answered_over_applicable_scored_questions():
    of = one_requirement(question("a"), question("b"), question("c", may_be_not_applicable=True), *notes())
    found = score(of, {**answers(a="1", c=None), "note": Answer("x")}).completeness
    assert (found, found.share) == (Completeness(1, 2), F(1, 2))


def test_where_nothing_applies_a_requirement_is_null_and_holds_nothing():
    of = framework(
        pillar(
            "P1",
            requirement("R1", question("a", essential=True, may_be_not_applicable=True), minimum=True),
            requirement("R2", question("b")),
        )
    )
    found = scored(of, a=None, b="3/4")
    standing = found.requirements["R1"]
    assert (standing.score, standing.high, standing.level, standing.met, standing.held_by) == (None, None, None, None, ())
    assert (found.pillars["P1"].score, found.pillars["P1"].held_by) == (F(3, 4), ())


def test_where_nothing_applies_a_pillar_is_null_and_caps_nothing():
    of = framework(
        pillar("P1", requirement("R1", question("a", may_be_not_applicable=True))), pillar("P2", requirement("R2", question("b")))
    )
    found = scored(of, a=None, b="1")
    empty = found.pillars["P1"]
    assert (empty.score, empty.high, empty.level, empty.met, empty.held_by) == (None, None, None, None, ())
    assert (found.overall.score, found.overall.level) == (F(1), 5)


def test_where_nothing_applies_at_all_the_whole_is_null():
    overall = scored(one_requirement(question("a", may_be_not_applicable=True)), a=None).overall
    assert (overall.score, overall.high, overall.level, overall.partial) == (None, None, None, False)
    assert overall.completeness.share is None


def test_nothing_answered_is_level_1_up_to_full():
    found = score(simple(), {})
    assert (ends(found.overall), found.overall.level) == ((F(0), F(1)), None)
    assert {each.level for each in found.requirements.values()} == {1}


def test_answers_to_unknown_questions_are_not_looked_at():
    assert score(simple(), answers(zzz="1")) == score(simple(), {})


def test_scores_come_in_framework_order():
    found = scored(simple(), c="1", a="1")
    assert (list(found.questions), list(found.requirements)) == (["a", "b", "c"], ["R1", "R2", "R3"])
