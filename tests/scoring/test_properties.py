"""What holds for every framework, every method and every set of answers."""

import json
from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.scoring import Answer, Missing, assess, document, gaps, plan, score, what_if

from .builders import F
from .strategies import CREDITS, answers_to, assessments, frameworks, targets_for

ALWAYS = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def wholes(scores):
    return [*scores.requirements.values(), *scores.pillars.values(), scores.overall]


def no_lower(after, before) -> bool:
    """Whether no score, high or level of anything is lower than it was."""
    pairs = zip(wholes(after), wholes(before), strict=True)
    return all(_no_lower(getattr(a, name), getattr(b, name)) for a, b in pairs for name in ("score", "high", "level"))


def _no_lower(after, before) -> bool:
    return before is None and after is None or after is not None and (before is None or after >= before)


@ALWAYS
@given(st.data())
def test_raising_a_credit_never_lowers_anything(data):
    of, answers, targets = data.draw(assessments())
    answered = [code for code, answer in answers.items() if answer.value not in (None, "1")]
    if not answered:
        return
    code = data.draw(st.sampled_from(answered))
    better = data.draw(st.sampled_from(CREDITS[CREDITS.index(answers[code].value) + 1 :]))
    before = score(of, answers, targets)
    assert no_lower(score(of, {**answers, code: Answer(better)}, targets), before)


@ALWAYS
@given(st.data())
def test_any_answer_to_an_open_question_stays_between_low_and_high(data):
    of, answers, targets = data.draw(assessments())
    if of.method.missing is Missing.LEAVE_OUT:
        return
    before = score(of, answers, targets)
    missing = [code for code, each in before.questions.items() if each.state == "unanswered"]
    filled = score(of, {**answers, **{code: Answer(data.draw(st.sampled_from(CREDITS))) for code in missing}}, targets)
    for after, whole in zip(wholes(filled), wholes(before), strict=True):
        assert whole.score is None or whole.score <= after.score <= whole.high


@ALWAYS
@given(assessments())
def test_low_is_at_most_high(assessment):
    of, answers, targets = assessment
    assert all(whole.score is None or whole.score <= whole.high for whole in wholes(score(of, answers, targets)))


@ALWAYS
@given(st.data())
def test_the_order_of_answers_and_targets_never_matters(data):
    of, answers, targets = data.draw(assessments())
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert document(of, shuffled, dict(reversed(targets.items()))) == document(of, answers, targets)


@ALWAYS
@given(st.data())
def test_not_applicable_is_the_framework_without_that_question(data):
    of = data.draw(frameworks(any_method=False))
    answers, targets = data.draw(answers_to(of)), data.draw(targets_for(of))
    asked = [code for part in of.requirements.values() if len(part.questions) > 1 for code in [part.questions[0].code]]
    if not asked:
        return
    code = data.draw(st.sampled_from(asked))
    without = {**answers, code: Answer(not_applicable=True)}
    assert document(_without(of, code), answers, targets) == document(of, without, targets)


def _without(of, code):
    def cut(requirement):
        return replace(requirement, questions=tuple(each for each in requirement.questions if each.code != code))

    return replace(of, pillars=tuple(replace(each, requirements=tuple(map(cut, each.requirements))) for each in of.pillars))


@ALWAYS
@given(assessments())
def test_every_level_is_one_of_the_methods(assessment):
    of, answers, targets = assessment
    found = score(of, answers, targets)
    assert {whole.level for whole in wholes(found)} <= {None, 1, 2, 3, 4, 5}


@ALWAYS
@given(st.data())
def test_what_if_never_lowers(data):
    of, answers, targets = data.draw(assessments())
    scores = score(of, answers, targets)
    codes = data.draw(st.sets(st.sampled_from([each.code for each in of.levers] or ["none"]))) - {"none"}
    after = what_if(of, scores, codes)
    assert no_lower(after.scores, scores)
    assert sorted([*after.without_effect, *(code for wave in after.waves for code in wave)]) == sorted(codes)


@ALWAYS
@given(assessments())
def test_more_levers_never_give_less(assessment):
    of, answers, targets = assessment
    scores = score(of, answers, targets)
    codes = [each.code for each in of.levers]
    assert no_lower(what_if(of, scores, codes).scores, what_if(of, scores, codes[1:]).scores)


@ALWAYS
@given(assessments(any_method=False))
def test_percent_to_target_is_the_score_over_the_target_score(assessment):
    """With weighted means, where every gap closed brings the whole to its target score."""
    outcome = assess(*assessment)
    aim = outcome.gaps.overall_target_score
    assert outcome.percent_to_target == (outcome.scores.overall.score / aim if aim else None)


@ALWAYS
@given(assessments(any_method=False))
def test_contribution_is_gap_times_share(assessment):
    found = assess(*assessment).gaps.by_requirement.values()
    assert [gap.contribution for gap in found] == [gap.gap * gap.share for gap in found]


@ALWAYS
@given(assessments(levers=6))
def test_the_plan_is_the_cheapest_of_all_sets_of_levers(assessment):
    """Tried with what_if on every set, so the shortcuts of the search are held against the rules themselves."""
    of, answers, targets = assessment
    scores = score(of, answers, targets)
    against = gaps(scores, targets)
    found = plan(of, scores, against)
    below = {gap.requirement for gap in against.by_requirement.values() if gap.below}
    codes = [each.code for each in of.levers]
    reachable = _reached(of, scores, against, codes) & below
    assert (set(found.own_action), set(found.levers) <= set(codes)) == (below - reachable, True)
    sets = [chosen for size in range(len(codes) + 1) for chosen in combinations(codes, size)]
    working = [chosen for chosen in sets if reachable <= _reached(of, scores, against, chosen)]
    effort = {each.code: each.effort for each in of.levers}
    best = min(working, key=lambda chosen: (sum(effort[code] for code in chosen), len(chosen), [codes.index(c) for c in chosen]))
    assert found.levers == best
    assert sorted(code for wave in found.waves for code in wave) == sorted(best)


def _reached(of, scores, against, codes) -> set[str]:
    after = what_if(of, scores, codes).scores.requirements
    return {
        gap.requirement
        for gap in against.by_requirement.values()
        if after[gap.requirement].level >= gap.target_level and after[gap.requirement].score >= (gap.asked_score or F(0))
    }


@ALWAYS
@given(assessments())
def test_every_document_is_json(assessment):
    found = document(*assessment)
    assert json.loads(json.dumps(found)) == found


@ALWAYS
@given(assessments())
def test_a_recommended_lever_gains_what_what_if_says(assessment):
    outcome = assess(*assessment)
    for each in outcome.recommended:
        assert each.gain == outcome.what_if([each.lever]).scores.overall.score - outcome.scores.overall.score
        assert bool(each.waits_for) == bool(outcome.what_if([each.lever]).without_effect)
