"""Which answers deserve an expert's time, why, and in which order; each number can be checked with a pencil."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.scoring import Answer, Condition, Contradiction, Kind, Method, Question, Rank, Reason, high_credit, triage

from .builders import F, answers, framework, pillar, question, requirement
from .strategies import answers_to, frameworks

CODES = "abcdefg"
TWO = framework(
    pillar(
        "P1",
        requirement("R1", *(question(code, may_be_not_applicable=True) for code in "abcd")),
        requirement("R2", question("e", essential=True, may_be_not_applicable=True), question("f"), Question("note", Kind.TEXT)),
    ),
    pillar("P2", requirement("R3", question("g", essential=True, may_be_not_applicable=True))),
)
RULE = Contradiction("C1", (Condition("f", credit_at_most=F(1, 4)), Condition("a", credit_at_least=F(3, 4))))
RULED = replace(TWO, contradictions=(RULE,))


def reasons(of=TWO, own=None, **more):
    """Return {question: its reasons} of those in doubt for more than being essential."""
    found = triage(of, {"self": own or {}, "desk": more.pop("desk", {})}, **more)
    kept = {
        code: [str(doubt.reason) for doubt in each.doubts if doubt.reason != "essential"]
        for code, each in found.questions.items()
    }
    return {code: names for code, names in kept.items() if names}


def doubt(of, own, code, reason, **more):
    found = triage(of, {"self": own, "desk": more.pop("desk", {})}, **more)
    return next(each for each in found.questions[code].doubts if each.reason == reason)


def sentence(each):
    return each.message % each.params


# High claims without evidence


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method(), F(3, 4)),
        (Method(minimum_level=2), F(1, 2)),
        (Method(minimum_level=5), F(1)),
        (Method(edges=(F(0), F(1, 2)), minimum_level=2), F(1)),
        (Method(best_credit=F(8)), F(6)),
    ],
)
def test_a_claim_is_high_from_one_level_above_the_minimum(method, expected):
    assert high_credit(method) == expected


def test_a_high_claim_without_evidence_is_in_doubt():
    own = answers(a="1", b="3/4", c="1/2", d="1")
    assert reasons(own=own, evidence={"d"}) == {"a": ["no_evidence"], "b": ["no_evidence"]}


def test_what_is_to_be_shown_on_site_is_evidence_to_be_seen_there():
    assert reasons(own=answers(a="1", b="0"), to_be_shown={"a", "b"}) == {"a": ["to_be_shown"], "b": ["to_be_shown"]}


def test_a_claim_says_its_level_or_what_it_is_worth():
    levels = framework(pillar("P1", requirement("R1", Question("a", Kind.LEVEL), question("b"))))
    own = {"a": Answer(4), "b": Answer("3/4")}
    assert sentence(doubt(levels, own, "a", "no_evidence")) == "Level 4 is claimed without evidence."
    assert sentence(doubt(levels, own, "b", "no_evidence")) == "A claim worth 75% of what can be had, without evidence."


# Contradictions


def test_each_question_of_a_contradiction_names_the_rule_and_the_others():
    own = answers(a="1", f="0")
    assert reasons(RULED, own, evidence=CODES) == {"a": ["contradiction"], "f": ["contradiction"]}
    found = doubt(RULED, own, "f", "contradiction")
    assert (found.rule, found.others, sentence(found)) == ("C1", ("a",), "Does not go with the answer to a.")


def test_contradictions_are_those_of_the_operator():
    assert reasons(RULED, answers(a="1", f="0"), desk=answers(a="0"), evidence=CODES).keys() == {"a", "f"}
    assert reasons(RULED, answers(a="0", f="0"), desk=answers(a="1"), evidence=CODES) == {}


# Essential questions, and what does not apply


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (answers(), "Essential: it holds R2 back."),
        (answers(e="1/4"), "Essential: it holds R2 back."),
        (answers(e="1/2"), "Essential: rated lower, it would hold R2 back."),
        (answers(e=None), "Essential: if it applies after all, it may hold R2 back."),
    ],
)
def test_an_essential_question_holds_or_would(own, told):
    assert sentence(doubt(TWO, own, "e", "essential")) == told


def test_not_applicable_is_confirmed_until_an_expert_has_rated_it():
    own = answers(a=None, b=None, c=None)
    own["d"] = Answer(not_applicable=True, refused=True)
    assert reasons(own=own, desk=answers(b=None, c="1/2")) == {"a": ["not_applicable"]}


# Far from the expert's other ratings


def test_a_claim_half_above_the_mean_of_the_requirement_is_far():
    own, desk = answers(a="1", b="3/4", c="1/2", d="1"), answers(c="1/4", d="1/2")
    assert reasons(own=own, desk=desk, evidence=CODES) == {"a": ["far"]}  # 1 - 3/8; b is 3/8 above; c and d have one other
    assert sentence(doubt(TWO, own, "a", "far", desk=desk)) == ("Above the mean of the expert’s 2 ratings in R1, in levels: 5/2.")


def test_exactly_half_is_far_enough():
    assert reasons(own=answers(a="1", b="3/4"), desk=answers(c="1/2", d="1/2"), evidence=CODES) == {"a": ["far"]}


def test_with_one_rating_in_the_requirement_the_pillar_decides():
    own, desk = answers(a="1", e="1/4", g="1"), answers(b="1/4", e="0")
    assert reasons(own=own, desk=desk, evidence=CODES) == {"a": ["far"]}
    assert doubt(TWO, own, "a", "far", desk=desk).params == {"part": "P1", "ratings": 2, "levels": F(7, 2)}


def test_its_own_rating_is_none_of_the_others():
    assert reasons(own=answers(a="1"), desk=answers(a="0", b="1/4"), evidence=CODES) == {}
    assert reasons(own=answers(a="1"), desk=answers(a="0", b="1/2", c="3/4"), evidence=CODES) == {}


def test_two_ratings_in_the_requirement_are_enough_not_to_ask_the_pillar():
    own, desk = answers(a="1"), answers(b="1", c="1", e="0", f="0")
    assert reasons(own=own, desk=desk, evidence=CODES) == {}


# Jumps since last round


def test_half_a_credit_up_or_down_since_last_round_is_a_jump():
    own = answers(a="1", b="1/4", c="3/4", d="1")
    earlier = answers(a="1/2", b="3/4", c="1/2", d=None)
    assert reasons(own=own, earlier=earlier, evidence=CODES) == {"a": ["jump"], "b": ["jump"]}
    assert sentence(doubt(TWO, own, "a", "jump", earlier=earlier)) == "Higher than in the last round, in levels: 2."
    assert sentence(doubt(TWO, own, "b", "jump", earlier=earlier)) == "Lower than in the last round, in levels: 2."


def test_half_is_half_of_the_best_credit_and_levels_are_its_steps():
    eighths = Question("a", Kind.LEVEL, credits=(F(0), F(2), F(4), F(6), F(8)))
    of = framework(pillar("P1", requirement("R1", eighths)), best_credit=F(8))
    own = {"a": Answer(5)}
    assert doubt(of, own, "a", "jump", earlier={"a": Answer(3)}).params == {"levels": 2}
    assert reasons(of, own, evidence="a", earlier={"a": Answer(4)}) == {}


def test_an_earlier_answer_that_no_longer_fits_tells_nothing():
    assert reasons(own=answers(a="1"), earlier={"a": Answer("often")}, evidence=CODES) == {}


# The order


def test_a_question_may_have_several_doubts():
    own, desk, earlier = answers(a="1", f="0"), answers(b="0", c="0"), answers(a="0")
    assert reasons(RULED, own, desk=desk, earlier=earlier)["a"] == ["no_evidence", "contradiction", "far", "jump"]


def test_the_order_is_rank_then_strongest_reason_then_framework():
    own = answers(a="1", b="1", c=None, d="1/4", e="1", f="0", g="1/2")
    found = triage(RULED, {"self": own}, evidence="", to_be_shown="d", earlier=answers(b="1/2"))
    assert [(each.code, each.rank) for each in found.order] == [
        ("e", Rank.ESSENTIAL_IN_DOUBT),
        ("a", Rank.SEVERAL_DOUBTS),
        ("b", Rank.SEVERAL_DOUBTS),
        ("f", Rank.ONE_DOUBT),
        ("c", Rank.ONE_DOUBT),
        ("g", Rank.ESSENTIAL),
        ("d", Rank.TO_BE_SHOWN),
    ]


def test_among_equals_more_doubts_come_first():
    own = answers(a="1", b="1")
    found = triage(TWO, {"self": own, "desk": answers(c="0", d="0")}, earlier=answers(b="1/4"))
    assert [each.code for each in found.order][:2] == ["b", "a"]


def test_what_an_expert_has_rated_no_longer_waits():
    found = triage(TWO, {"self": answers(a="1", b="1"), "desk": answers(a="1")})
    assert [each.code for each in found.order] == ["a", "b", "e", "g"]
    assert [each.code for each in found.waiting] == ["b", "e", "g"]


def test_questions_without_doubt_are_listed_without_one():
    found = triage(TWO, {"self": answers(a="1/2")})
    assert list(found.questions) == [*CODES]
    assert (found.questions["a"].doubts, found.questions["a"].rank) == ((), Rank.NOTHING)


# Likely over-claims


def test_over_claims_are_high_claims_without_evidence_and_the_higher_side_of_a_contradiction():
    own = answers(a="1", b="1", c="1/2", e="1", f="0")
    assert triage(RULED, {"self": own}, evidence={"a", "e"}).over_claims == ("a", "b")
    assert triage(RULED, {"self": own}).over_claims == ("a", "b", "e")


def test_of_equal_answers_that_contradict_the_first_is_the_likely_over_claim():
    rule = Contradiction("C1", (Condition("f", any_of=("1/2",)), Condition("b", any_of=("1/2",))))
    found = triage(replace(TWO, contradictions=(rule,)), {"self": answers(b="1/2", f="1/2")})
    assert found.over_claims == ("b",)


@given(st.data())
def test_triage_of_anything_is_whole_and_the_same_each_time(data):
    of = data.draw(frameworks())
    ratings = {"self": data.draw(answers_to(of)), "desk": data.draw(answers_to(of))}
    evidence, earlier = data.draw(st.sets(st.sampled_from([*of.questions]))), data.draw(answers_to(of))
    found = triage(of, ratings, evidence, (), earlier)
    assert found == triage(of, ratings, evidence, (), earlier)
    assert list(found.questions) == list(of.questions)
    assert {each.code for each in found.order} == {code for code, each in found.questions.items() if each.doubts}
    assert [each.rank for each in found.order] == sorted(each.rank for each in found.order)
    for each in found.questions.values():
        assert [doubt.reason for doubt in each.doubts] == sorted((doubt.reason for doubt in each.doubts), key=list(Reason).index)
        assert all(doubt.message % doubt.params for doubt in each.doubts)
