"""The framework as the arithmetic sees it: codes, weights, credits, levers and the method; no words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from .conditions import Contradiction

ONE = Fraction(1)
HALF = Fraction(1, 2)


class Kind(StrEnum):
    """How a question is answered; text and date are kept but not scored."""

    LEVEL = "level"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHECKLIST = "checklist"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"

    @property
    def scored(self) -> bool:
        return self not in (Kind.TEXT, Kind.DATE)

    @property
    def measured(self) -> bool:
        """Whether the answer itself is a number: a level, or what was counted."""
        return self in (Kind.LEVEL, Kind.NUMBER)


class Aggregation(StrEnum):
    """How parts make a whole."""

    WEIGHTED_MEAN = "weighted_mean"
    SUM = "sum"  # of weight x score
    MINIMUM = "minimum"
    SHARE_MET = "share_met"  # weighted share of the parts that are met
    FLAT_MEAN = "flat_mean"  # one weighted mean over all questions; for pillars and the whole


class NotApplicable(StrEnum):
    """What a not-applicable question does to its requirement."""

    LEAVE_OUT = "leave_out"
    ZERO = "zero"
    AT_TARGET = "at_target"


class Missing(StrEnum):
    """What an unanswered question does to its requirement."""

    ZERO_WITH_RANGE = "zero_with_range"
    LEAVE_OUT = "leave_out"


class Rounding(StrEnum):
    """How a number is rounded, once, when it is printed."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    HALF_DOWN = "half_down"
    UP = "up"
    DOWN = "down"


class Edges(StrEnum):
    """Whether a score on a band's lower edge belongs to that band (inclusive) or to the one below."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True)
class Method:
    """How numbers are made and printed; every field is a choice of the pack.

    `edges` holds the lower edge of each level from 1 up, in score units, the first being the lowest score.
    A printed number is score x `scale`, rounded to `digits` decimals.
    `best_credit` is the credit an unanswered question takes in the high score.
    `cap_above_lowest_pillar`: the overall level is at most that many above the lowest pillar's; None for no cap.
    """

    edges: tuple[Fraction, ...] = (Fraction(0), Fraction(1, 5), Fraction(2, 5), Fraction(3, 5), Fraction(4, 5))
    edge_rule: Edges = Edges.INCLUSIVE
    bands_on_rounded: bool = False
    minimum_level: int = 3
    essential_credit: Fraction = HALF
    best_credit: Fraction = ONE
    requirement: Aggregation = Aggregation.WEIGHTED_MEAN
    pillar: Aggregation = Aggregation.WEIGHTED_MEAN
    overall: Aggregation = Aggregation.WEIGHTED_MEAN
    not_applicable: NotApplicable = NotApplicable.LEAVE_OUT
    missing: Missing = Missing.ZERO_WITH_RANGE
    cap_above_lowest_pillar: int | None = 1
    overall_level_from_completeness: Fraction = Fraction(3, 5)
    scale: Fraction = Fraction(100)
    digits: int = 1
    rounding: Rounding = Rounding.HALF_UP

    @property
    def top_level(self) -> int:
        return len(self.edges)

    def in_levels(self, credits: Fraction) -> Fraction:
        """Return a difference of credits as a difference of levels: the best credit is all the steps there are."""
        return credits / self.best_credit * (self.top_level - 1)


@dataclass(frozen=True)
class Question:
    """One question: how it is answered and what each answer is worth.

    `credits` gives a level question's credit per level from 1 up; `options` a choice's or checklist's credit per
    option code; `points` a number question's (value, credit) pairs in rising order of value. A level question without
    `credits` has as many levels as the method, in equal steps. `minimum` and `maximum` are the limits, both included,
    of what may be typed for a number; None for no limit.
    """

    code: str
    kind: Kind
    weight: Fraction = ONE
    essential: bool = False
    may_be_not_applicable: bool = False
    partly: bool = False
    credits: tuple[Fraction, ...] = ()
    options: Mapping[str, Fraction] = field(default_factory=dict)
    points: tuple[tuple[Fraction, Fraction], ...] = ()
    minimum: Fraction | None = None
    maximum: Fraction | None = None


@dataclass(frozen=True)
class Requirement:
    """Questions that make one requirement; `minimum` marks an exigence minimale, which can hold its pillar."""

    code: str
    questions: tuple[Question, ...]
    weight: Fraction = ONE
    minimum: bool = True

    @cached_property
    def scored_questions(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.kind.scored)


@dataclass(frozen=True)
class Pillar:
    code: str
    requirements: tuple[Requirement, ...]
    weight: Fraction = ONE


@dataclass(frozen=True)
class Lever:
    """An offer of help: the levels it raises requirements to, and the levels that must stand first."""

    code: str
    raises: Mapping[str, int]
    effort: int
    months: int | None = None
    needs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Framework:
    """One edition of a framework; everything in the pack's order."""

    code: str
    edition: str
    method: Method
    pillars: tuple[Pillar, ...]
    levers: tuple[Lever, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        return {requirement.code: requirement for pillar in self.pillars for requirement in pillar.requirements}

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {question.code: question for requirement in self.requirements.values() for question in requirement.questions}

    @cached_property
    def requirement_of(self) -> dict[str, str]:
        return {question.code: code for code, requirement in self.requirements.items() for question in requirement.questions}

    @cached_property
    def levers_by_code(self) -> dict[str, Lever]:
        return {lever.code: lever for lever in self.levers}

    @cached_property
    def pillar_of(self) -> dict[str, str]:
        return {requirement.code: pillar.code for pillar in self.pillars for requirement in pillar.requirements}

    def __iter__(self) -> Iterator[Pillar]:
        return iter(self.pillars)
