"""Why a number is what it is: each one taken apart into words and exact figures that can be checked with a pencil."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.report.case import Case
from assessments.report.credit_words import making_of_credit
from assessments.report.exact_words import MINUS, exact_and_printed, exact_points, fraction, product
from assessments.report.method_words import aggregation, bands
from readiness.scoring.bands import lower_edge
from readiness.scoring.derivation import Derivation, Rule, Source, Step, derivation
from readiness.scoring.framework import Aggregation
from readiness.scoring.gaps import Gap, default_target
from readiness.scoring.results import Scores

LINEAR = (Aggregation.WEIGHTED_MEAN, Aggregation.FLAT_MEAN, Aggregation.SUM)


@dataclass(frozen=True)
class Line:
    """One row of a making: what it is, where more about it stands (a code, or ""), and its cells in the head's order."""

    name: str
    code: str
    cells: list[str]


@dataclass(frozen=True)
class Block:
    """One step of a making: sentences, a table that ends in its sums, sentences after it."""

    anchor: str
    title: str
    before: list[str] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[tuple[Line, list[tuple[str, str]]]]:
        """Return each line with its cells under the names of their columns."""
        return [(line, list(zip(self.head[1:], line.cells, strict=True))) for line in self.lines]

    @property
    def sum_cells(self) -> list[tuple[str, str]]:
        return list(zip(self.head[1:], self.sums, strict=True)) if self.sums else []


@dataclass(frozen=True)
class Why:
    """One page: what is explained, its number and level as printed, and the steps that made them."""

    title: str
    number: str
    level: str
    back: str
    blocks: list[Block]


def why_overall(case: Case) -> Why:
    """Return the making of the overall score and level, and of the other key figures."""
    scores = case.result.scores
    blocks = [score_block(case, scores, None), level_block(case, derivation(scores)), met_block(case), answered_block(case)]
    return Why(_("Overall score"), case.score(scores.overall.score), case.level(scores.overall.level), "stands", blocks)


def why_part(case: Case, code: str) -> Why:
    """Return the making of a pillar's or a requirement's numbers; raises KeyError for any other code."""
    scores = case.result.scores
    if code in scores.pillars:
        standing = scores.pillars[code]
        blocks = [score_block(case, scores, code), level_block(case, derivation(scores, code))]
        return Why(name_of(case, code), case.score(standing.score), case.level(standing.level), f"pillar-{code}", blocks)
    standing = scores.requirements[code]
    blocks = [answers_block(case, code), level_block(case, derivation(scores, code))]
    if gap := case.result.gaps.by_requirement.get(code):
        blocks += [gap_block(case, gap), contribution_block(case, gap)]
    return Why(name_of(case, code), case.score(standing.score), case.level(standing.level), f"requirement-{code}", blocks)


def name_of(case: Case, code: str) -> str:
    """Return "P1.1 Its name" of a pillar or a requirement."""
    named = {pillar.code: pillar for pillar in case.pack.pillars} | case.pack.requirements
    return f"{code} {case.words(named[code].name)}"


# Scores


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


# Targets and gaps


def gap_block(case: Case, gap: Gap) -> Block:
    """Return where the target comes from and how far away it is."""
    method, standing = case.framework.method, gap.standing
    told = []
    target = case.answers.targets.get(gap.requirement)
    level = case.level(gap.target_level)
    if isinstance(target, Fraction):
        told.append(
            _("The operator set a score as target: %(score)s, which is level %(level)s.")
            % {"score": exact_and_printed(case, target), "level": level}
        )
    elif target:
        told.append(_("The operator set the target: level %(level)s.") % {"level": level})
    else:
        told.append(
            _(
                "No target was set, so it is the larger of the minimum level %(minimum)s and one above today's level %(today)s, "
                "at most %(top)s: level %(level)s."
            )
            % {
                "minimum": method.minimum_level,
                "today": standing.level,
                "top": method.top_level,
                "level": case.level(default_target(standing.level, method)),
            }
        )
    if not gap.below:
        told.append(_("The requirement stands at its target or above: the gap is 0."))
        return Block("gap", _("Target and gap"), told)
    aim = target if isinstance(target, Fraction) else lower_edge(gap.target_level, method)
    told.append(
        _("Target score: the larger of where that level begins, %(edge)s, and today's score, %(today)s: %(aim)s.")
        % {
            "edge": exact_and_printed(case, aim),
            "today": fraction(standing.score),
            "aim": exact_and_printed(case, gap.target_score),
        }
    )
    told.append(
        _("Gap: %(sum)s, in points.")
        % {"sum": f"{fraction(gap.target_score)} {MINUS} {fraction(standing.score)} = {exact_points(case, gap.gap)}"}
    )
    if not gap.gap:
        told.append(
            _("The score is high enough; the requirement is below its target because it is held (%(codes)s).")
            % {"codes": ", ".join(standing.held_by)}
        )
    return Block("gap", _("Target and gap"), told)


def contribution_block(case: Case, gap: Gap) -> Block:
    """Return what closing the gap would add to the overall score."""
    method, overall = case.framework.method, case.result.scores.overall
    told = []
    if not gap.below:
        told.append(_("There is no gap to close: the gain is 0."))
    elif method.overall in LINEAR and method.pillar in LINEAR:
        share = gap.share
        told.append(
            _("This requirement's share of the overall score is %(share)s: %(making)s.")
            % {"share": fraction(share), "making": share_words(case, gap)}
        )
        told.append(_("Gain = share × gap = %(product)s, in points %(points)s.") % {
            "product": product(share, gap.gap),
            "points": case.points(gap.contribution),
        })  # fmt: skip
    else:
        after = overall.score + gap.contribution
        told.append(
            _("With this requirement alone at its target the overall score would be %(after)s instead of %(today)s.")
            % {"after": exact_and_printed(case, after), "today": exact_and_printed(case, overall.score)}
        )
        told.append(_("Gain: %(gain)s, in points.") % {"gain": exact_points(case, gap.contribution)})
    return Block("gain", _("What it would add to the overall score"), told)


def share_words(case: Case, gap: Gap) -> str:
    """Return the weights that make a requirement's share, as they are divided and multiplied."""
    scores, rule = case.result.scores, case.framework.method.overall
    if rule is Aggregation.FLAT_MEAN:
        return part_of(derivation(scores), gap.requirement)
    pillar = case.framework.pillar_of[gap.requirement]
    inside, outside = part_of(derivation(scores, pillar), gap.requirement), part_of(derivation(scores), pillar)
    words = _("its weight in the pillar %(inside)s, times the pillar's weight in the whole %(outside)s")
    return words % {"inside": inside, "outside": outside}


def part_of(made: Derivation, code: str) -> str:
    """Return "2/3": the weight of one part over those of all that count; the weight alone in a sum."""
    weight = next(source.weight for source in made.sources if source.code == code)
    if Aggregation(made.rule) is Aggregation.SUM:
        return fraction(weight)
    weights = sum((source.weight for source in made.sources if source.score is not None), Fraction(0))
    return f"{fraction(weight)} / {fraction(weights)}"
