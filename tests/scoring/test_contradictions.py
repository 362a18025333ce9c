"""Rules of answers that do not go together: when they fire, and that silence never does."""

import pytest

from readiness.scoring import Answer, Condition, Contradiction, Framework, Kind, Method, Question, contradictions

from .builders import QUARTERS, F, pillar, requirement

QUESTIONS = (
    Question("plan", Kind.LEVEL),
    Question("share", Kind.NUMBER, points=((F(0), F(0)), (F(50), F(1, 2)), (F(100), F(1)))),
    Question("open", Kind.YES_NO, partly=True),
    Question("pace", Kind.CHOICE, options=QUARTERS),
    Question("places", Kind.CHECKLIST, options={"town": F(1, 2), "coast": F(1, 2)}),
    Question("note", Kind.TEXT),
)
CERTAIN = Condition("open", any_of=("yes",))


def fires(condition, value, **answer):
    """Return whether a rule of this condition, beside one that holds, fires for this answer."""
    rule = Contradiction("C1", (CERTAIN, condition))
    framework = Framework("t", "1", Method(), (pillar("P1", requirement("R1", *QUESTIONS)),), contradictions=(rule,))
    given = {"open": Answer("yes"), condition.question: Answer(value, **answer)}
    return contradictions(framework, given) == (rule,)


@pytest.mark.parametrize(
    ("condition", "holding", "failing"),
    [
        (Condition("plan", at_least=F(4)), [4, 5], [1, 3]),
        (Condition("plan", at_most=F(2)), [1, 2], [3, 5]),
        (Condition("plan", at_least=F(2), at_most=F(3)), [2, 3], [1, 4]),
        (Condition("share", at_least=F(90)), ["90", "95,5"], ["89.9", "0"]),
        (Condition("share", at_most=F(10)), ["10", 0], ["10.1"]),
        (Condition("share", credit_at_least=F(3, 4)), ["75"], ["74"]),
        (Condition("plan", credit_at_most=F(1, 4)), [1, 2], [3]),
        (Condition("pace", credit_at_least=F(3, 4)), ["3/4", "1"], ["1/2"]),
        (Condition("pace", any_of=("0", "1/4")), ["0", "1/4"], ["1/2"]),
        (Condition("pace", none_of=("0",)), ["1"], ["0"]),
        (Condition("places", any_of=("coast",)), [["coast"], ["town", "coast"]], [["town"], ["none"]]),
        (Condition("places", none_of=("coast",)), [["town"], ["none"]], [["town", "coast"]]),
        (Condition("places", any_of=("none",)), [["none"]], [["town"]]),
        (Condition("places", any_of=("town",), none_of=("coast",)), [["town"]], [["town", "coast"]]),
    ],
)
def test_a_condition_holds_at_its_limits_and_not_beyond(condition, holding, failing):
    assert [fires(condition, value) for value in holding] == [True] * len(holding)
    assert [fires(condition, value) for value in failing] == [False] * len(failing)


@pytest.mark.parametrize("condition", [Condition("plan", at_most=F(2)), Condition("places", none_of=("coast",))])
def test_silence_and_not_applicable_fulfil_nothing(condition):
    assert not fires(condition, None)
    assert not fires(condition, None, not_applicable=True)
    assert not fires(condition, None, not_applicable=True, refused=True)


def test_a_question_that_a_reading_does_not_ask_fulfils_nothing():
    assert not fires(Condition("elsewhere", at_most=F(2)), 1)


def test_all_conditions_have_to_hold():
    rule = Contradiction("C1", (CERTAIN, Condition("plan", at_most=F(2)), Condition("pace", any_of=("1",))))
    framework = Framework("t", "1", Method(), (pillar("P1", requirement("R1", *QUESTIONS)),), contradictions=(rule,))
    all_three = {"open": Answer("yes"), "plan": Answer(1), "pace": Answer("1")}
    assert contradictions(framework, all_three) == (rule,)
    for code, other in {"open": "no", "plan": 3, "pace": "0"}.items():
        assert contradictions(framework, all_three | {code: Answer(other)}) == ()


def test_rules_come_in_the_order_of_the_framework():
    rules = [Contradiction(code, (CERTAIN, Condition("plan", at_most=F(2)))) for code in ("Z", "A", "M")]
    framework = Framework("t", "1", Method(), (pillar("P1", requirement("R1", *QUESTIONS)),), contradictions=tuple(rules))
    assert contradictions(framework, {"open": Answer("yes"), "plan": Answer(1)}) == tuple(rules)
