"""Every number says which answers, weights and rule made it."""

import pytest

from readiness.scoring import Aggregation, assess, derivation
from readiness.scoring.derivation import Derivation, Rule, Source, Step

from .builders import EXAMPLE, EXAMPLE_ANSWERS, F, framework, pillar, question, requirement, scored

SCORES = assess(EXAMPLE, EXAMPLE_ANSWERS).scores


def test_of_a_question():
    assert derivation(SCORES, "b") == Derivation("b", "choice", (), F(1, 4), F(1, 4), (), None, "1/4")


@pytest.mark.parametrize(("code", "rule", "ends"), [("g", "unanswered", (0, 1)), ("e", "not_applicable", (None, None))])
def test_of_a_question_without_an_answer(code, rule, ends):
    found = derivation(SCORES, code)
    assert (found.rule, (found.score, found.high), found.answer) == (rule, ends, None)


def test_of_a_held_requirement():
    assert derivation(SCORES, "P1.1") == Derivation(
        code="P1.1",
        rule="weighted_mean",
        sources=(
            Source("a", F(1), F(3, 4), F(3, 4), None),
            Source("b", F(2), F(1, 4), F(1, 4), None),
            Source("c", F(1), F(1), F(1), None),
        ),
        score=F(9, 16),
        high=F(9, 16),
        steps=(Step(Rule.BAND, 3), Step(Rule.HOLD, 2, ("b",))),
        level=2,
    )


def test_of_a_held_pillar():
    found = derivation(SCORES, "P1")
    assert found.sources == (Source("P1.1", F(2), F(9, 16), F(9, 16), False), Source("P1.2", F(1), F(1, 2), F(1, 2), True))
    assert (found.steps, found.level) == ((Step(Rule.BAND, 3), Step(Rule.HOLD, 2, ("P1.1",))), 2)


def test_of_the_capped_whole():
    found = derivation(SCORES)
    assert [source.code for source in found.sources] == ["P1", "P2"]
    assert (found.steps, found.level) == ((Step(Rule.BAND, 4), Step(Rule.CAP, 3, ("P1",))), 3)


def test_of_the_whole_when_too_little_is_answered():
    found = derivation(assess(EXAMPLE, {}).scores)
    assert (found.steps, found.level) == ((Step(Rule.BAND, 1), Step(Rule.INCOMPLETE, None)), None)


def test_of_a_requirement_raised_by_a_lever():
    found = derivation(assess(EXAMPLE, EXAMPLE_ANSWERS).what_if(["L2"]).scores, "P1.2")
    assert (found.score, found.steps, found.level) == (F(3, 5), (Step(Rule.GIVEN, 4),), 4)


def test_where_nothing_applies_there_are_no_steps():
    of = framework(pillar("P1", requirement("R1", question("a", may_be_not_applicable=True))))
    found = scored(of, a=None)
    assert [derivation(found, code).steps for code in ("R1", "P1", None)] == [(), (), ()]


def test_a_flat_mean_names_requirements_with_the_weight_of_their_questions():
    of = framework(pillar("P1", requirement("R1", question("a", 2), question("b"))), overall=Aggregation.FLAT_MEAN)
    assert derivation(scored(of, a="1", b="1")).sources == (Source("R1", F(3), F(1), F(1), True),)


def test_share_met_says_which_questions_are_met():
    of = framework(pillar("P1", requirement("R1", question("a"), question("b"))), requirement=Aggregation.SHARE_MET)
    assert [source.met for source in derivation(scored(of, a="1/2", b="1/4"), "R1").sources] == [True, False]


def test_an_unknown_code_is_an_error():
    with pytest.raises(KeyError):
        derivation(SCORES, "zzz")
