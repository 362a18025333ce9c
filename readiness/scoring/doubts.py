"""Why an answer deserves an expert's time: each reason with the numbers that explain it. Source: docs/method.md, section 8."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from .answers import Answer, State
from .conditions import Contradiction
from .credit import credit
from .errors import AnswerError, gettext_noop
from .framework import HALF, Framework, Kind, Method, Question
from .tracks import Ratings, by_expert

FEWEST_RATINGS = 2  # of the expert, before their mean says anything


class Reason(StrEnum):
    """The reasons, those that say most against a claim first."""

    NO_EVIDENCE = "no_evidence"
    CONTRADICTION = "contradiction"
    NOT_APPLICABLE = "not_applicable"
    FAR = "far"
    JUMP = "jump"
    ESSENTIAL = "essential"
    TO_BE_SHOWN = "to_be_shown"


@dataclass(frozen=True)
class Doubt:
    """One reason. `message` is a template to translate and `params` fills it; shares and levels in it are exact.

    Of a contradiction `rule` is its code in the pack and `others` the other questions that it names.
    """

    reason: Reason
    message: str
    params: Mapping[str, object] = field(default_factory=dict)
    rule: str = ""
    others: tuple[str, ...] = ()


def high_credit(method: Method) -> Fraction:
    """Return the credit from which a claim is high: that of one level above the minimum, 3/4 in DRE."""
    steps = method.top_level - 1
    return method.best_credit * Fraction(min(method.minimum_level, steps), steps)


def worth(question: Question, answer: Answer | None, method: Method) -> Fraction | None:
    """Return the credit of an answer, None where there is none. Raises AnswerError when it cannot be read."""
    if answer is None or answer.state is not State.ANSWERED:
        return None
    return credit(question, answer.value, method)


def no_evidence(question: Question, answer: Answer, claimed: Fraction | None, method: Method) -> Iterator[Doubt]:
    """A high claim for which no evidence was given, nor offered to be shown on site."""
    if claimed is None or claimed < high_credit(method):
        return
    if question.kind is Kind.LEVEL:
        yield Doubt(Reason.NO_EVIDENCE, gettext_noop("Level %(level)s is claimed without evidence."), {"level": answer.value})
    else:
        share = claimed / method.best_credit * 100
        message = gettext_noop("A claim worth %(share)s%% of what can be had, without evidence.")
        yield Doubt(Reason.NO_EVIDENCE, message, {"share": share})


def contradicted(code: str, fired: tuple[Contradiction, ...]) -> Iterator[Doubt]:
    """One doubt for each rule that fired and names the question."""
    for rule in fired:
        if code in rule.questions:
            others = tuple(each for each in rule.questions if each != code)
            message = gettext_noop("Does not go with the answer to %(others)s.")
            yield Doubt(Reason.CONTRADICTION, message, {"others": ", ".join(others)}, rule.code, others)


def not_applicable(answer: Answer) -> Iterator[Doubt]:
    if answer.state is State.NOT_APPLICABLE:
        yield Doubt(Reason.NOT_APPLICABLE, gettext_noop("Said not to apply: to be confirmed or refused."))


def essential(question: Question, answer: Answer, claimed: Fraction | None, requirement: str, method: Method) -> Iterator[Doubt]:
    """An essential question: it holds its requirement, or would if it were rated lower."""
    if not question.essential:
        return
    if answer.state is State.NOT_APPLICABLE:
        message = gettext_noop("Essential: if it applies after all, it may hold %(requirement)s back.")
    elif claimed is None or claimed < method.essential_credit:
        message = gettext_noop("Essential: it holds %(requirement)s back.")
    else:
        message = gettext_noop("Essential: rated lower, it would hold %(requirement)s back.")
    yield Doubt(Reason.ESSENTIAL, message, {"requirement": requirement})


def jump(question: Question, claimed: Fraction | None, earlier: Answer | None, method: Method) -> Iterator[Doubt]:
    """A credit that rose or fell by half of the best one since last round; what no longer can be read tells nothing."""
    try:
        before = worth(question, earlier, method)
    except AnswerError:
        return
    if claimed is None or before is None or abs(claimed - before) < HALF * method.best_credit:
        return
    message = (
        gettext_noop("Higher than in the last round, in levels: %(levels)s.")
        if claimed > before
        else gettext_noop("Lower than in the last round, in levels: %(levels)s.")
    )
    yield Doubt(Reason.JUMP, message, {"levels": method.in_levels(abs(claimed - before))})


def to_be_shown() -> Doubt:
    return Doubt(Reason.TO_BE_SHOWN, gettext_noop("The evidence is to be shown on site."))


class ExpertMeans:
    """What the expert gave so far, by requirement and by pillar, for comparison with one claim at a time."""

    def __init__(self, framework: Framework, ratings: Ratings):
        self.framework = framework
        self.given: dict[str, dict[str, Fraction]] = {}
        rated = by_expert(ratings)
        for code, question in framework.questions.items():
            if (given := worth(question, rated.get(code), framework.method)) is not None:
                for part in self._parts(code):
                    self.given.setdefault(part, {})[code] = given

    def far(self, code: str, claimed: Fraction | None) -> Iterator[Doubt]:
        """A claim that is half of the best credit or more above the mean of the expert's other ratings.

        Of those in its requirement, where there are two or more; else of those in its pillar, where there are.
        """
        method = self.framework.method
        for part in self._parts(code):
            others = [given for each, given in self.given.get(part, {}).items() if each != code]
            if len(others) >= FEWEST_RATINGS:
                break
        else:
            return
        above = None if claimed is None else claimed - sum(others, Fraction(0)) / len(others)
        if above is not None and above >= HALF * method.best_credit:
            params = {"part": part, "ratings": len(others), "levels": method.in_levels(above)}
            message = gettext_noop("Above the mean of the expert’s %(ratings)s ratings in %(part)s, in levels: %(levels)s.")
            yield Doubt(Reason.FAR, message, params)

    def _parts(self, code: str) -> tuple[str, str]:
        requirement = self.framework.requirement_of[code]
        return requirement, self.framework.pillar_of[requirement]
