"""From the answers of one requirement to its score and level."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from .aggregate import Part, aggregate
from .answers import Answer, State
from .bands import level_of, lower_edge
from .credit import check, credit
from .exact import total
from .framework import Aggregation, Method, Missing, NotApplicable, Question, Requirement
from .results import Completeness, QuestionScore, RequirementScore

UNANSWERED = Answer()
ZERO = Fraction(0)
Target = int | Fraction


def requirement_score(
    requirement: Requirement, answers: Mapping[str, Answer], method: Method, target: Target | None
) -> RequirementScore:
    """Return the requirement as it stands. The high score repeats the low one with every unanswered question at its best.

    Where the method leaves missing answers out, an unanswered essential question still holds, and low equals high.
    """
    stand_in = not_applicable_credit(method, target)
    questions = tuple(
        question_score(question, answers.get(question.code, UNANSWERED), method, stand_in)
        for question in requirement.scored_questions
    )
    completeness = _completeness(questions)
    low = [(each.question, each.credit) for each in questions]
    score = _score(low, method)
    as_low = method.missing is Missing.LEAVE_OUT or not completeness.partial
    high_score = score if as_low else _score([(each.question, each.high) for each in questions], method)
    held_by = () if score is None else tuple(each.code for each in questions if holds(each, each.credit, method))
    held_at_high = bool(held_by) if as_low else any(holds(each, each.high, method) for each in questions)
    band = level_of(score, method)
    level = held(band, bool(held_by), method)
    high_level = held(level_of(high_score, method), held_at_high, method)
    return RequirementScore(
        requirement=requirement,
        questions=questions,
        completeness=completeness,
        question_weight=total(question.weight for question, worth in low if worth is not None),
        score=score,
        high=high_score,
        band=band,
        level=level,
        met=reaches_minimum(level, method),
        met_at_high=reaches_minimum(high_level, method),
        held_by=held_by,
        held_at_high=held_at_high,
    )


def question_score(question: Question, answer: Answer, method: Method, stand_in: Fraction | None) -> QuestionScore:
    """Return what the answer is worth at the low and at the high end. Raises AnswerError when it cannot be read."""
    state = answer.state
    if state is State.ANSWERED:
        worth = credit(question, answer.value, method)
        return QuestionScore(question, state, answer.value, worth, worth)
    if state is State.NOT_APPLICABLE:
        check(question, answer, method)
        return QuestionScore(question, state, None, stand_in, stand_in)
    if method.missing is Missing.LEAVE_OUT:
        return QuestionScore(question, state, None, None, None)
    return QuestionScore(question, state, None, ZERO, method.best_credit)


def not_applicable_credit(method: Method, target: Target | None) -> Fraction | None:
    """Return the credit a not-applicable question stands at; None where it leaves the mean.

    At target: the score the operator set, or the lower edge of the level set, or of the minimum level.
    """
    if method.not_applicable is NotApplicable.LEAVE_OUT:
        return None
    if method.not_applicable is NotApplicable.ZERO:
        return ZERO
    if isinstance(target, Fraction):
        return target
    return lower_edge(method.minimum_level if target is None else target, method)


def holds(each: QuestionScore, worth: Fraction | None, method: Method) -> bool:
    """Whether an applicable essential question is below the essential credit; one that is left out as missing is below."""
    if not each.question.essential or each.state is State.NOT_APPLICABLE:
        return False
    return worth is None or worth < method.essential_credit


def held(level: int | None, is_held: bool, method: Method) -> int | None:
    """Return the level after holding: at most the minimum level - 1."""
    return min(level, method.minimum_level - 1) if is_held and level is not None else level


def reaches_minimum(level: int | None, method: Method) -> bool | None:
    return None if level is None else level >= method.minimum_level


def _score(credits: Iterable[tuple[Question, Fraction | None]], method: Method) -> Fraction | None:
    """Return the score that the questions make; a question is met from the essential credit on."""
    parts = [Part(question.weight, worth) for question, worth in credits]
    if method.requirement is Aggregation.SHARE_MET:
        parts = [part._replace(met=part.score is not None and part.score >= method.essential_credit) for part in parts]
    return aggregate(method.requirement, parts)


def _completeness(questions: Iterable[QuestionScore]) -> Completeness:
    states = [each.state for each in questions]
    return Completeness(states.count(State.ANSWERED), len(states) - states.count(State.NOT_APPLICABLE))
