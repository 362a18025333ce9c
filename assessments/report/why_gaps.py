"""Why a gap is what it is: where its target comes from, and what closing it would add."""

from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.report.case import Case
from assessments.report.exact_words import MINUS, exact_and_printed, exact_points, fraction, product
from assessments.report.explained import Block
from readiness.scoring.bands import lower_edge
from readiness.scoring.derivation import Derivation, derivation
from readiness.scoring.framework import Aggregation
from readiness.scoring.gaps import Gap, default_target

LINEAR = (Aggregation.WEIGHTED_MEAN, Aggregation.FLAT_MEAN, Aggregation.SUM)


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
