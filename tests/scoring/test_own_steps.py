"""What only the operator can do before levers can act, and the answers to begin with."""

from hypothesis import given

from readiness.scoring import Answer, Kind, Question, State, assess
from readiness.scoring.first_answers import first_answers, step_up
from readiness.scoring.levers import what_if
from readiness.scoring.raising import raised
from readiness.scoring.requirement_score import requirement_score
from readiness.scoring.scores import with_changes

from .builders import QUARTERS, F, answers, framework, lever, one_requirement, pillar, question, requirement, scored, simple
from .strategies import assessments
from .test_properties import ALWAYS


def steps(of, **credits):
    return [(step.requirement, step.level, step.opens) for step in assess(of, answers(**credits)).own_steps]


def test_what_no_lever_brings_is_a_step_of_the_operator_and_opens_those_behind_it():
    of = simple(
        [lever("L1", {"R1": 3}, needs={"R1": 2}), lever("L2", {"R2": 3}, needs={"R1": 3}), lever("L3", {"R3": 3})],
    )
    assert steps(of, a="0", b="0", c="0") == [("R1", 2, ("L1", "L2"))]


def test_what_another_lever_brings_is_no_step_of_the_operator():
    assert steps(simple([lever("L1", {"R1": 3}), lever("L2", {"R2": 3}, needs={"R1": 3})]), a="0", b="0", c="0") == []


def test_two_steps_open_a_lever_that_needs_both():
    of = simple([lever("L1", {"R3": 3}, needs={"R2": 2, "R1": 4})])
    assert steps(of, a="0", b="0", c="0") == [("R1", 4, ("L1",)), ("R2", 2, ("L1",))]


def test_a_lever_that_nothing_calls_for_asks_for_no_step():
    assert steps(simple([lever("L1", {"R3": 3}, needs={"R1": 2})]), a="0", b="0", c="1") == []


def first(of, level, **credits):
    return first_answers(scored(of, **credits).requirements["R1"], level, of.method)


def test_essential_questions_come_first_then_the_heavier_ones():
    of = one_requirement(question("a"), question("b", 3), question("c", essential=True), minimum_level=2)
    assert first(of, 2, a="0", b="0", c="1/4") == {"c": "1/2", "b": "1/4"}


def test_each_goes_up_once_before_one_goes_up_twice():
    assert first(one_requirement(question("a"), question("b")), 3, a="0", b="1/4") == {"a": "1/2", "b": "1/2"}


def test_what_does_not_apply_and_what_is_best_already_is_no_step():
    of = one_requirement(question("a", may_be_not_applicable=True), question("b"), question("c", 9))
    assert first(of, 4, a=None, b="1", c="1/2") == {"c": "3/4"}


def test_where_the_level_stands_there_is_nothing_to_answer():
    assert first(one_requirement(question("a")), 3, a="1/2") == {}


def test_one_step_up_by_kind():
    method = simple().method
    kinds = {
        Kind.LEVEL: ((None, 2), (4, 5), (5, None)),
        Kind.YES_NO: ((None, "yes"), ("no", "yes"), ("yes", None)),
        Kind.CHOICE: ((None, "1/4"), ("1/2", "3/4"), ("1", None)),
        Kind.CHECKLIST: ((["none"], ["1/4"]), (["1/4"], ["1/4", "1/2"]), (["1"], None)),
        Kind.NUMBER: ((None, "0.5"), ("30", "95"), ("95", None)),
    }
    points = ((F(-5), F(1, 8)), (F(0), F(0)), (F(1, 3), F(1, 8)), (F(1, 2), F(1, 4)), (F(95), F(1)))
    for kind, pairs in kinds.items():
        asked = Question("q", kind, options=QUARTERS, points=points, minimum=F(0))
        assert [step_up(asked, value, method) for value, _better in pairs] == [better for _value, better in pairs]


def test_a_partly_is_brought_to_a_yes():
    assert step_up(Question("q", Kind.YES_NO, partly=True), "partly", simple().method) == "yes"


def test_the_document_names_the_steps():
    from readiness.scoring import as_document

    of = framework(pillar("P1", requirement("R1", question("a"))), levers=[lever("L1", {"R1": 3}, needs={"R1": 2})])
    found = as_document(assess(of, answers(a="0")))
    assert found["plan"]["own_steps"] == [{"requirement": "R1", "level": 2, "opens": ["L1"], "first": ["a"]}]


@ALWAYS
@given(assessments(levers=6))
def test_with_every_step_taken_and_every_lever_in_place_no_recommended_lever_is_shut(assessment):
    outcome = assess(*assessment)
    wanted = {each.lever for each in outcome.recommended}
    scores, of = outcome.scores, outcome.framework
    for step in outcome.own_steps:
        assert step.opens
        scores = with_changes(scores, {step.requirement: raised(scores.requirements[step.requirement], step.level, of.method)})
    assert not wanted & what_if(of, scores, of.levers_by_code).without_effect.keys()
    opened = {code for step in outcome.own_steps for code in step.opens}
    assert opened == wanted & what_if(of, outcome.scores, of.levers_by_code).without_effect.keys()


@ALWAYS
@given(assessments(levers=6))
def test_the_first_answers_reach_the_level_or_leave_nothing_better(assessment):
    outcome = assess(*assessment)
    for step in outcome.own_steps:
        standing, method = outcome.scores.requirements[step.requirement], outcome.framework.method
        given_now = {each.code: Answer(each.value, each.state is State.NOT_APPLICABLE) for each in standing.questions}
        changed = given_now | {code: Answer(value) for code, value in step.first.items()}
        after = requirement_score(standing.requirement, changed, method, None)
        best = [
            each.code
            for each in after.questions
            if each.state is not State.NOT_APPLICABLE and step_up(each.question, each.value, method) is None
        ]
        applicable = [each.code for each in after.questions if each.state is not State.NOT_APPLICABLE]
        assert after.level >= step.level or best == applicable
