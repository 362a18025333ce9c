"""What a contradiction asks of the answers: conditions on several questions, all of which have to hold."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Condition:
    """What one answer has to be. Everything that is set has to hold; limits are included.

    `at_least` and `at_most` are in the question's own unit: a level, or the number answered. `any_of` and `none_of` are
    codes of what was chosen: options, yes, partly, no, or none.
    """

    question: str
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    credit_at_least: Fraction | None = None
    credit_at_most: Fraction | None = None
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contradiction:
    """Answers that do not go together: a rule of the pack, by its code, in the pack's order."""

    code: str
    conditions: tuple[Condition, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(condition.question for condition in self.conditions)
