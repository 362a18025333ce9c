"""Why a score and its level are what they are: the parts, their weights, the rule, and what holds the level."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.report.case import Case
from assessments.report.credit_words import making_of_credit
from assessments.report.exact_words import exact_and_printed, fraction
from assessments.report.explained import Block, Line, name_of
from assessments.report.method_words import aggregation, bands
from readiness.scoring.derivation import Derivation, Rule, Source, Step, derivation
from readiness.scoring.framework import Aggregation
from readiness.scoring.results import Scores


def answers_block(case: Case, code: str) -> Block:
    """Return how the answers of a requirement make its score."""
    made = derivation(case.result.scores, code)
    questions = case.result.scores.questions
    lines = []
    for source in made.sources:
        asked = case.pack.questions[source.code]
        essential = _(" (essential)") if asked.essential else ""
        cells = [case.answer(asked), making_of_credit(case, questions[source.code]), *weighed(source, Aggregation(made.rule))]
        lines.append(Line(f"{source.code} {case.words(asked.text)}{essential}", "", cells))
    return Block(
        anchor="score",
        title=_("From the answers to the score"),
        before=[aggregation(Aggregation(made.rule), _("its applicable questions' credits"))],
        head=[_("Question"), _("Answer"), _("How its credit is made"), *weighed_head(Aggregation(made.rule), _("Credit"))],
        lines=lines,
        sums=["", "", *weighed_sums(made)],
        after=list(conclusion(case, made)),
    )


def score_block(case: Case, scores: Scores, code: str | None, title: str = "") -> Block:
    """Return how parts make the score of a pillar, or without a code of the whole."""
    made = derivation(scores, code)
    rule = Aggregation(made.rule)
    parts = _("its applicable requirements' scores") if code else _("the applicable pillars' scores")
    inside = scores.pillars | scores.requirements
    lines = [
        Line(name_of(case, each.code), each.code, [case.level(inside[each.code].level), *weighed(each, rule)])
        for each in made.sources
    ]
    return Block(
        anchor=f"score-{code}" if title else "score",
        title=title or _("From the parts to the score"),
        before=[aggregation(rule, parts)],
        head=[_("Part"), _("Level"), *weighed_head(rule, _("Score"))],
        lines=lines,
        sums=["", *weighed_sums(made)],
        after=list(conclusion(case, made)),
    )


def weighed_head(rule: Aggregation, what: str) -> list[str]:
    if rule is Aggregation.MINIMUM:
        return [what]
    if rule is Aggregation.SHARE_MET:
        return [what, _("Weight"), _("Met")]
    return [what, _("Weight"), _("Weight × %(what)s") % {"what": what.lower()}]


def weighed(source: Source, rule: Aggregation) -> list[str]:
    """Return the cells of one part: its score, its weight, and what it brings to the sum."""
    if rule is Aggregation.MINIMUM:
        return [fraction(source.score)]
    if source.score is None:
        return ["–", f"({fraction(source.weight)})", "–"]
    if rule is Aggregation.SHARE_MET:
        return [fraction(source.score), fraction(source.weight), _("Yes") if source.met else _("No")]
    return [fraction(source.score), fraction(source.weight), fraction(source.weight * source.score)]


def weighed_sums(made: Derivation) -> list[str]:
    present, rule = [source for source in made.sources if source.score is not None], Aggregation(made.rule)
    if rule is Aggregation.MINIMUM:
        return [fraction(made.score)]
    weights = sum((source.weight for source in present), Fraction(0))
    if rule is Aggregation.SHARE_MET:
        return ["", fraction(weights), fraction(sum((source.weight for source in present if source.met), Fraction(0)))]
    return ["", fraction(weights), fraction(sum((source.weight * source.score for source in present), Fraction(0)))]


def conclusion(case: Case, made: Derivation) -> Iterator[str]:
    """Yield the last line of the sum, and the range while answers are missing."""
    present, rule = [source for source in made.sources if source.score is not None], Aggregation(made.rule)
    if made.score is None:
        yield _("Nothing here applies: there is no score.")
        return
    weights = sum((source.weight for source in present), Fraction(0))
    result = exact_and_printed(case, made.score)
    if rule is Aggregation.MINIMUM:
        yield _("Score: the lowest of them, %(result)s.") % {"result": result}
    elif rule is Aggregation.SUM:
        yield _("Score: the sum, %(result)s.") % {"result": result}
    else:
        counted = present if rule is not Aggregation.SHARE_MET else [source for source in present if source.met]
        top = sum((s.weight * (1 if rule is Aggregation.SHARE_MET else s.score) for s in counted), Fraction(0))
        yield _("Score: %(sum)s divided by %(weights)s = %(result)s.") % {
            "sum": fraction(top),
            "weights": fraction(weights),
            "result": result,
        }
    if any(source.score is None for source in made.sources):
        yield _("What does not apply or is left out is not counted, and neither is its weight (in brackets).")
    if made.high != made.score:
        yield _("Questions are unanswered: with the best answer to each the same sum gives %(high)s.") % {
            "high": exact_and_printed(case, made.high)
        }


# Levels


def level_block(case: Case, made: Derivation) -> Block:
    """Return how the score became a level, rule by rule."""
    told = [step_words(case, made, step) for step in made.steps]
    colon = _(": ")
    band_words = _("; ").join(f"{level} {name}{colon}{words}" for level, name, words in bands(case))
    end = [_("Level: %(level)s.") % {"level": case.level(made.level)}] if made.level else [_("No level is shown.")]
    return Block("level", _("From the score to the level"), [_("Bands: %(bands)s.") % {"bands": band_words}, *told, *end])


def step_words(case: Case, made: Derivation, step: Step) -> str:
    method, because = case.framework.method, ", ".join(step.because)
    match step.rule:
        case Rule.BAND:
            return _("%(score)s lies in the band of level %(level)s.") % {
                "score": exact_and_printed(case, made.score),
                "level": case.level(step.level),
            }
        case Rule.GIVEN:
            return _("A lever or a target gives level %(level)s.") % {"level": case.level(step.level)}
        case Rule.HOLD if made.code in case.result.scores.requirements:
            return _(
                "Held by essential questions that earn less than %(credit)s or are unanswered (%(codes)s): the level is at most "
                "%(below)s, one below the minimum level, so it is %(level)s."
            ) % {
                "codes": because,
                "credit": fraction(method.essential_credit),
                "below": method.minimum_level - 1,
                "level": step.level,
            }
        case Rule.HOLD:
            return _(
                "Held by minimum requirements that are not met (%(codes)s): the level is at most %(below)s, one below the "
                "minimum level, so it is %(level)s."
            ) % {"codes": because, "below": method.minimum_level - 1, "level": step.level}
        case Rule.CAP:
            return _("Limited by the lowest pillar (%(codes)s): the level is at most %(more)s above it, so it is %(level)s.") % {
                "codes": because,
                "more": method.cap_above_lowest_pillar,
                "level": step.level,
            }
    done = case.result.scores.completeness
    return _("Only %(answered)s of %(applicable)s questions are answered: below %(share)s no overall level is shown.") % {
        "answered": done.answered,
        "applicable": done.applicable,
        "share": case.share(method.overall_level_from_completeness),
    }


# Other key figures


def met_block(case: Case) -> Block:
    """Return which minimum requirements are met."""
    counted = [each for each in case.result.scores.requirements.values() if each.requirement.minimum and each.met is not None]
    return Block(
        anchor="met",
        title=_("Minimum requirements met"),
        before=[
            _("A requirement is met when its level is %(level)s or higher; those where nothing applies are not counted.")
            % {"level": case.framework.method.minimum_level}
        ],
        head=[_("Requirement"), _("Level"), _("Met")],
        lines=[
            Line(name_of(case, each.code), each.code, [case.level(each.level), _("Yes") if each.met else _("No")])
            for each in counted
        ],
        sums=["", f"{sum(bool(each.met) for each in counted)} / {len(counted)}"],
    )


def answered_block(case: Case) -> Block:
    """Return how many questions are answered, requirement by requirement."""
    scores = case.result.scores
    return Block(
        anchor="answered",
        title=_("Questions answered"),
        before=[_("Questions that do not apply, and those that are not scored (texts and dates), are not counted.")],
        head=[_("Requirement"), _("Answered"), _("Applicable")],
        lines=[
            Line(name_of(case, code), code, [str(each.completeness.answered), str(each.completeness.applicable)])
            for code, each in scores.requirements.items()
        ],
        sums=[str(scores.completeness.answered), str(scores.completeness.applicable)],
    )
