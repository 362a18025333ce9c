"""Which answers of one assessment do not go together, by the rules of the framework."""

from collections.abc import Mapping
from fractions import Fraction

from .answers import Answer, State
from .conditions import Condition, Contradiction
from .credit import credit
from .framework import Framework, Kind
from .numbers import read_number


def contradictions(framework: Framework, answers: Mapping[str, Answer]) -> tuple[Contradiction, ...]:
    """Return the rules whose conditions all hold, in the framework's order.

    A question that is unanswered, does not apply or is not asked in this reading fulfils no condition.
    """
    return tuple(rule for rule in framework.contradictions if all(holds(framework, each, answers) for each in rule.conditions))


def holds(framework: Framework, condition: Condition, answers: Mapping[str, Answer]) -> bool:
    """Whether the answer to the condition's question is as the condition says. Raises AnswerError when it cannot be read."""
    question = framework.questions.get(condition.question)
    answer = answers.get(condition.question)
    if question is None or answer is None or answer.state is not State.ANSWERED:
        return False
    worth = credit(question, answer.value, framework.method)
    chosen = _chosen(answer.value)
    return (
        _within(condition.credit_at_least, worth, condition.credit_at_most)
        and (not question.kind.measured or _within(condition.at_least, _measure(question.kind, answer), condition.at_most))
        and (not condition.any_of or bool(chosen & set(condition.any_of)))
        and not chosen & set(condition.none_of)
    )


def _within(low: Fraction | None, value: Fraction | None, high: Fraction | None) -> bool:
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def _measure(kind: Kind, answer: Answer) -> Fraction:
    """Return the level or the number that was answered."""
    return Fraction(answer.value) if kind is Kind.LEVEL else read_number(answer.value)


def _chosen(value: object) -> set[str]:
    return set(value) if isinstance(value, list | tuple) else {value} if isinstance(value, str) else set()
