"""The pack's method in plain words, one sentence per rule, whatever the pack chose."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.answer_words import decimal
from assessments.report.case import Case
from readiness.scoring.framework import Aggregation, Edges, Missing, NotApplicable
from readiness.scoring.numbers import plain


def bands(case: Case) -> list[tuple[int, str, str]]:
    """Return (level, name, the scores it covers)."""
    method, levels = case.framework.method, case.pack.method.levels
    rows = []
    for number, level in enumerate(levels, start=1):
        start = case.with_unit(plain(level.from_ * method.scale))
        end = case.with_unit(plain(levels[number].from_ * method.scale)) if number < len(levels) else ""
        if number == 1:
            words = (_("below %(end)s") if method.edge_rule is Edges.INCLUSIVE else _("up to %(end)s")) % {"end": end}
        else:
            words = (
                _("from %(start)s") % {"start": start}
                if method.edge_rule is Edges.INCLUSIVE
                else _("above %(start)s") % {"start": start}
            )
        rows.append((number, case.words(level.name), words))
    return rows


def rules(case: Case) -> Iterator[tuple[str, str]]:
    """Yield (what, rule) for everything that makes a number in the report."""
    method = case.framework.method
    minimum = {"level": method.minimum_level, "name": case.level_name(method.minimum_level), "below": method.minimum_level - 1}
    yield (
        _("Answer"),
        _("Each answer earns a credit between nothing and %(best)s, which the framework sets for every question.")
        % {"best": decimal(plain(method.best_credit))},
    )
    yield _("Requirement"), aggregation(method.requirement, _("its applicable questions' credits"))
    yield (
        _("Essential question"),
        _(
            "A requirement with an essential question whose credit is below %(credit)s, or that is unanswered, is held: "
            "its level is at most %(below)s."
        )
        % {**minimum, "credit": decimal(plain(method.essential_credit))},
    )
    yield _("Met"), _("A requirement is met when its level, after holding, is %(level)s (%(name)s) or higher.") % minimum
    yield (
        _("Pillar"),
        aggregation(method.pillar, _("its applicable requirements' scores"))
        + " "
        + _("While one of its minimum requirements is not met its level is at most %(below)s.") % minimum,
    )
    overall = aggregation(method.overall, _("the applicable pillars' scores"))
    if method.cap_above_lowest_pillar is not None:
        overall += " " + _("Its level is at most %(more)s above the level of the lowest pillar.") % {
            "more": method.cap_above_lowest_pillar
        }
    yield _("Overall"), overall
    share = case.share(method.overall_level_from_completeness)
    yield (
        _("Completeness"),
        _("Answered over applicable scored questions. Below %(share)s no overall level is shown.") % {"share": share},
    )
    yield (
        _("Not applicable"),
        {
            NotApplicable.LEAVE_OUT: _("A question that does not apply leaves the mean; a reason is asked for."),
            NotApplicable.ZERO: _("A question that does not apply counts as nothing; a reason is asked for."),
            NotApplicable.AT_TARGET: _(
                "A question that does not apply counts as if it stood at the target; a reason is asked for."
            ),
        }[method.not_applicable],
    )
    yield (
        _("Unanswered"),
        {
            Missing.ZERO_WITH_RANGE: _(
                "An unanswered question counts as nothing; the range shows the score if every open question had the best answer."
            ),
            Missing.LEAVE_OUT: _("An unanswered question leaves the mean."),
        }[method.missing],
    )
    yield (
        _("Target"),
        _(
            "The larger of the minimum level and one level above today's, unless the operator set another. "
            "The gap is the target score less today's score."
        ),
    )
    if case.pack.levers:
        yield from lever_rules()
    yield (
        _("Ratings"),
        _(
            "A question can be rated three times: by the operator, by experts at their desk, and by experts on site. "
            "In force is the last of these that exists."
        ),
    )


def lever_rules() -> Iterator[tuple[str, str]]:
    yield (
        _("Levers"),
        _(
            "A lever raises requirements to a level; several levers do not add up, the highest level counts. "
            "Which levers raise what, their effort and their duration are proposals of the framework's editors."
        ),
    )
    yield (
        _("Plan"),
        _("The set of levers with the least total effort that brings every reachable requirement to its target, found exactly."),
    )


def aggregation(rule: Aggregation, parts: str) -> str:
    """Return how parts make a whole, as a sentence."""
    return {
        Aggregation.WEIGHTED_MEAN: _("The weighted mean of %(parts)s."),
        Aggregation.FLAT_MEAN: _("The weighted mean of all applicable questions' credits."),
        Aggregation.SUM: _("The weighted sum of %(parts)s."),
        Aggregation.MINIMUM: _("The lowest of %(parts)s."),
        Aggregation.SHARE_MET: _("The weighted share that is met, among %(parts)s."),
    }[rule] % {"parts": parts}
