"""Where a number comes from: the answers or parts, their weights, the rule, and the steps from score to level.

Nothing is kept while scoring; a derivation is put together from the scores when somebody asks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .answers import State
from .framework import Aggregation, Method
from .requirement_score import held
from .results import OverallScore, PillarScore, QuestionScore, RequirementScore, Scores


class Rule(StrEnum):
    """What set or changed a level."""

    BAND = "band"  # the band of the score
    GIVEN = "given"  # a lever or a target gives the level
    HOLD = "hold"  # held below the minimum level by questions or requirements
    CAP = "cap"  # capped above the lowest pillars
    INCOMPLETE = "incomplete"  # too little is answered to show a level


@dataclass(frozen=True)
class Source:
    """One part of a number. One without a score is left out; `met` is None for questions that are not counted as met."""

    code: str
    weight: Fraction
    score: Fraction | None
    high: Fraction | None
    met: bool | None


@dataclass(frozen=True)
class Step:
    """The level after one rule, and the codes that made it so."""

    rule: Rule
    level: int | None
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Derivation:
    """One number and its making. `code` is None for the whole.

    `rule` names the aggregation, or for a question its kind, or why it has no answer: "unanswered", "not_applicable".
    `answer` is a question's answer.
    """

    code: str | None
    rule: str
    sources: tuple[Source, ...]
    score: Fraction | None
    high: Fraction | None
    steps: tuple[Step, ...]
    level: int | None
    answer: object = None


def derivation(scores: Scores, code: str | None = None) -> Derivation:
    """Return where the number of a question, a requirement, a pillar, or (without a code) of the whole comes from.

    Raises KeyError for an unknown code.
    """
    method = scores.framework.method
    if code is None:
        return _of_overall(scores, method)
    if code in scores.pillars:
        return _of_pillar(scores.pillars[code], method)
    if code in scores.requirements:
        return _of_requirement(scores.requirements[code], method)
    return _of_question(scores.questions[code])


def _of_question(each: QuestionScore) -> Derivation:
    rule = each.question.kind if each.state is State.ANSWERED else each.state
    return Derivation(each.code, str(rule), (), each.credit, each.high, (), None, each.value)


def _of_requirement(standing: RequirementScore, method: Method) -> Derivation:
    sources = tuple(
        Source(each.code, each.question.weight, each.credit, each.high, _question_met(each, method))
        for each in standing.questions
    )
    steps = (Step(Rule.BAND if standing.given_level is None else Rule.GIVEN, standing.band),)
    if standing.held_by:
        steps += (Step(Rule.HOLD, held(standing.band, True, method), standing.held_by),)
    return _made(standing.code, method.requirement, sources, standing, steps)


def _of_pillar(pillar: PillarScore, method: Method) -> Derivation:
    steps = (Step(Rule.BAND, pillar.band),)
    if pillar.held_by:
        steps += (Step(Rule.HOLD, held(pillar.band, True, method), pillar.held_by),)
    return _made(pillar.code, method.pillar, _sources(pillar.requirements, method.pillar), pillar, steps)


def _of_overall(scores: Scores, method: Method) -> Derivation:
    overall, pillars = scores.overall, tuple(scores.pillars.values())
    flat = method.overall is Aggregation.FLAT_MEAN
    steps = (Step(Rule.BAND, overall.band),)
    level = overall.band
    if overall.capped_by:
        level = scores.pillars[overall.capped_by[0]].level + method.cap_above_lowest_pillar
        steps += (Step(Rule.CAP, level, overall.capped_by),)
    if overall.level != level:
        steps += (Step(Rule.INCOMPLETE, None),)
    parts = tuple(scores.requirements.values()) if flat else pillars
    return _made(None, method.overall, _sources(parts, method.overall), overall, steps)


def _made(
    code: str | None,
    rule: Aggregation,
    sources: tuple[Source, ...],
    whole: RequirementScore | PillarScore | OverallScore,
    steps: tuple[Step, ...],
) -> Derivation:
    steps = () if whole.score is None else steps
    return Derivation(code, str(rule), sources, whole.score, whole.high, steps, whole.level)


def _sources(parts: Sequence[RequirementScore | PillarScore], rule: Aggregation) -> tuple[Source, ...]:
    return tuple(Source(part.code, _weight(part, rule), part.score, part.high, part.met) for part in parts)


def _weight(part: RequirementScore | PillarScore, rule: Aggregation) -> Fraction:
    if rule is Aggregation.FLAT_MEAN:
        return part.question_weight
    return part.requirement.weight if isinstance(part, RequirementScore) else part.pillar.weight


def _question_met(each: QuestionScore, method: Method) -> bool | None:
    if method.requirement is not Aggregation.SHARE_MET or each.credit is None:
        return None
    return each.credit >= method.essential_credit
