"""Which better answers would bring a requirement to a level, one step each: essential questions first, then by weight."""

from collections.abc import Sequence
from fractions import Fraction

from .answers import Answer, State
from .credit import NONE, YES_NO, credit, level_credits
from .framework import Kind, Method, Question
from .numbers import plain
from .requirement_score import requirement_score
from .results import RequirementScore


def first_answers(standing: RequirementScore, level: int, method: Method) -> dict[str, object]:
    """Return {question: the better answer}, in the order in which they are taken, until the requirement stands at the level.

    Each question goes one step up in turn, and again where one step each is not enough. {} where it stands there already.
    What stands at target stays where it stands with the minimum level.
    """
    answers = {each.code: Answer(each.value, each.state is State.NOT_APPLICABLE) for each in standing.questions}
    in_turn = sorted(standing.questions, key=lambda each: (not each.question.essential, -each.question.weight))
    questions = [each.question for each in in_turn if each.state is not State.NOT_APPLICABLE]
    taken: dict[str, object] = {}
    stepped = True
    while stepped:
        stepped = False
        for question in questions:
            if requirement_score(standing.requirement, answers, method, None).level >= level:
                return taken
            better = step_up(question, answers[question.code].value, method)
            if better is not None:
                taken[question.code] = better
                answers[question.code] = Answer(better)
                stepped = True
    return taken


def step_up(question: Question, value: object, method: Method) -> object:
    """Return the answer that earns the least more than this one (None: unanswered); None where none earns more."""
    today = Fraction(0) if value is None else credit(question, value, method)
    match question.kind:
        case Kind.LEVEL:
            better = [(worth, at) for at, worth in enumerate(level_credits(question, method), start=1) if worth > today]
        case Kind.YES_NO:
            better = [(worth, code) for code, worth in YES_NO.items() if worth > today]
        case Kind.CHOICE:
            better = [(worth, code) for code, worth in question.options.items() if worth > today]
        case Kind.NUMBER:
            typed = [(worth, point) for point, worth in question.points if can_be_typed(question, point)]
            better = [(worth, plain(point)) for worth, point in typed if worth > today]
        case _:
            return one_more(question, value or (), today, method)
    return min(better, key=lambda each: each[0])[1] if better else None


def can_be_typed(question: Question, number: Fraction) -> bool:
    """Return whether the number has a decimal form and lies within the question's limits."""
    low, high = question.minimum, question.maximum
    return "/" not in plain(number) and (low is None or number >= low) and (high is None or number <= high)


def one_more(question: Question, ticked: Sequence[str], today: Fraction, method: Method) -> list[str] | None:
    """Return what is ticked with the first further option that earns more; None where none does."""
    kept = [code for code in ticked if code != NONE]
    for code in question.options:
        if code not in kept and credit(question, [*kept, code], method) > today:
            return [*kept, code]
    return None
