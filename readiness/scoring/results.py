"""What scoring returns: the score of every question, requirement, pillar and of the whole, as plain values.

`score` is the low end and `high` the high end of the range; both are None where nothing applies, and so are level and met.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from .answers import State
from .framework import Framework, Pillar, Question, Requirement


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the applicable scored questions are answered; not applicable, once refused, is unanswered."""

    answered: int
    applicable: int

    @property
    def share(self) -> Fraction | None:
        """Answered over applicable; None when nothing is applicable."""
        return Fraction(self.answered, self.applicable) if self.applicable else None

    @property
    def partial(self) -> bool:
        return self.answered < self.applicable


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """One scored question: its answer and what it is worth. A credit of None leaves the mean."""

    question: Question
    state: State
    value: object
    credit: Fraction | None
    high: Fraction | None

    @property
    def code(self) -> str:
        return self.question.code


@dataclass(frozen=True, slots=True)
class RequirementScore:
    """One requirement. `band` is the level before holding; `held_by` names the essential questions that hold it.

    `question_weight` is the weight of the questions in its mean, for flat means. `given_level` is the level that
    levers or targets gave it, in a what-if; None as it stands today.
    """

    requirement: Requirement
    questions: tuple[QuestionScore, ...]
    completeness: Completeness
    question_weight: Fraction
    score: Fraction | None
    high: Fraction | None
    band: int | None
    level: int | None
    met: bool | None
    met_at_high: bool | None
    held_by: tuple[str, ...]
    held_at_high: bool
    given_level: int | None = None

    @property
    def code(self) -> str:
        return self.requirement.code

    @property
    def holds_pillar(self) -> bool:
        """Whether this is a minimum requirement that applies and is not met."""
        return self.requirement.minimum and self.met is False


@dataclass(frozen=True, slots=True)
class PillarScore:
    """One pillar. `held_by` names its applicable minimum requirements that are not met."""

    pillar: Pillar
    requirements: tuple[RequirementScore, ...]
    score: Fraction | None
    high: Fraction | None
    band: int | None
    level: int | None
    met: bool | None
    met_at_high: bool | None
    held_by: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.pillar.code

    @property
    def completeness(self) -> Completeness:
        return add_up(part.completeness for part in self.requirements)


@dataclass(frozen=True, slots=True)
class OverallScore:
    """The whole. `capped_by` names the lowest pillars where they cap the level; `level` is None below the completeness asked."""

    score: Fraction | None
    high: Fraction | None
    band: int | None
    level: int | None
    capped_by: tuple[str, ...]
    completeness: Completeness

    @property
    def partial(self) -> bool:
        return self.completeness.partial


@dataclass(frozen=True)
class Scores:
    """Every score of one assessment, by code and in the framework's order."""

    framework: Framework
    requirements: dict[str, RequirementScore]
    pillars: dict[str, PillarScore]
    overall: OverallScore

    @cached_property
    def questions(self) -> dict[str, QuestionScore]:
        return {question.code: question for standing in self.requirements.values() for question in standing.questions}

    @property
    def completeness(self) -> Completeness:
        return self.overall.completeness


def add_up(parts) -> Completeness:
    """Return the completeness of a whole from those of its parts."""
    counts = [(part.answered, part.applicable) for part in parts]
    return Completeness(sum(answered for answered, _ in counts), sum(applicable for _, applicable in counts))
