"""The one-page summary: key figures, sentences, and one picture."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.report import charts
from assessments.report.case import Case
from assessments.report.in_a_row import in_a_row
from assessments.report.opening import at_level
from assessments.report.reading import asked_of_all, only_a_part
from assessments.report.waves import effect


def figures(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield the key figures as (what, figure, remark)."""
    overall, standings = case.result.scores.overall, case.result.scores.requirements
    reach = _("up to %(high)s once all is answered") % {"high": case.score(overall.high)} if overall.high != overall.score else ""
    part = asked_of_all(case) if only_a_part(case) else ""
    yield _("Overall score"), case.score(overall.score), " – ".join(filter(None, [reach, part]))
    level = str(overall.level) if overall.level else _("not shown")
    enough = case.share(case.framework.method.overall_level_from_completeness)
    capped = " – " + _("limited by %(pillars)s") % {"pillars": ", ".join(overall.capped_by)} if overall.capped_by else ""
    named = case.level_name(overall.level) + capped
    yield _("Level"), level, named if overall.level else _("shown from %(share)s of answers on") % {"share": enough}
    minimum = [standing for standing in standings.values() if standing.requirement.minimum and standing.met is not None]
    met = sum(bool(standing.met) for standing in minimum)
    yield (
        _("Minimum requirements met"),
        f"{met} / {len(minimum)}",
        _("level %(level)s or higher") % {"level": case.framework.method.minimum_level},
    )
    done = overall.completeness
    yield _("Questions answered"), f"{done.answered} / {done.applicable}", _("partial") if done.partial else _("complete")


def summary(case: Case) -> Iterator[str]:
    """Yield the summary's sentences: where the operator stands, what is strong and weak, what holds, what to do."""
    scores, plan = case.result.scores, case.result.plan
    overall = scores.overall
    if overall.score is None:
        yield _("Nothing in this framework applies, so there is no score.")
        return
    standing = {"operator": case.answers.operator, "score": case.score(overall.score), "level": case.level(overall.level)}
    if overall.level:
        yield _("%(operator)s stands at %(score)s of full readiness, which is level %(level)s.") % standing
    else:
        yield _("%(operator)s stands at %(score)s of full readiness; too little is answered to name a level.") % standing
    if part := only_a_part(case):
        yield part
    if overall.completeness.partial:
        open_count = overall.completeness.applicable - overall.completeness.answered
        yield ngettext(
            "%(count)s question is unanswered and counts as nothing; with the best answer to it the score would be %(high)s.",
            "%(count)s questions are unanswered and count as nothing; with the best answers to them the score would be %(high)s.",
            open_count,
        ) % {"count": open_count, "high": case.score(overall.high)}
    if overall.level:
        yield from strongest_and_weakest(case)
    yield from minimum_sentences(case)
    if plan.levers:
        yield (
            ngettext(
                "The plan holds %(count)s lever in %(waves)s.", "The plan holds %(count)s levers in %(waves)s.", len(plan.levers)
            )
            % {
                "count": len(plan.levers),
                "waves": ngettext("%(count)s wave", "%(count)s waves", len(plan.waves)) % {"count": len(plan.waves)},
            }
            + " "
            + effect(case)
            + " "
            + _("The conditions of each lever have still to be confirmed with its provider.")
        )
    if plan.own_action and case.pack.levers:
        yield ngettext(
            "Levers alone do not bring %(codes)s to its target: the operator has to act itself.",
            "Levers alone do not bring %(codes)s to their targets: the operator has to act itself.",
            len(plan.own_action),
        ) % {"codes": in_a_row(list(plan.own_action))}
    for step in case.result.own_steps:
        yield ngettext(
            "%(levers)s waits for a step of the operator’s own: %(step)s.",
            "%(levers)s wait for a step of the operator’s own: %(step)s.",
            len(step.opens),
        ) % {"levers": in_a_row(step.opens), "step": at_level(step.requirement, step.level)}


def strongest_and_weakest(case: Case) -> Iterator[str]:
    pillars = [pillar for pillar in case.result.scores.pillars.values() if pillar.score is not None]
    if len(pillars) < 2:
        return
    best, worst = max(pillars, key=lambda pillar: pillar.score), min(pillars, key=lambda pillar: pillar.score)
    names = {pillar.code: f"{pillar.code} {case.words(pillar.name)}" for pillar in case.pack.pillars}
    if best.score != worst.score:
        yield _("The strongest pillar is %(best)s (%(best_score)s), the weakest %(worst)s (%(worst_score)s).") % {
            "best": names[best.code],
            "best_score": case.score(best.score),
            "worst": names[worst.code],
            "worst_score": case.score(worst.score),
        }


def minimum_sentences(case: Case) -> Iterator[str]:
    """Yield which minimum requirements are not met, and which of them only an essential question keeps down."""
    standings = case.result.scores.requirements
    minimum = [code for code, standing in standings.items() if standing.requirement.minimum and standing.met is not None]
    unmet = [code for code in minimum if not standings[code].met]
    if not minimum:
        return
    if not unmet:
        yield _("Every minimum requirement is met.")
        return
    if len(unmet) == len(minimum) > 1:
        yield _("None of the %(all)s minimum requirements is met.") % {"all": len(minimum)}
    else:
        yield ngettext(
            "%(count)s of the %(all)s minimum requirements is not met: %(codes)s.",
            "%(count)s of the %(all)s minimum requirements are not met: %(codes)s.",
            len(unmet),
        ) % {"count": len(unmet), "all": len(minimum), "codes": in_a_row(unmet)}
    held = [code for code in unmet if standings[code].band > standings[code].level]
    if held:
        yield _(
            "For %(codes)s the score would be enough, but an essential question is unanswered or not answered well enough."
        ) % {"codes": in_a_row(held)}


def summary_chart(case: Case, *, paper: bool) -> str:
    """Return the one picture: the whole, each pillar and each requirement on the scale."""
    rows, zones, minimum = chart_parts(case)
    title = _("Score, level and target of each requirement")
    return charts.bars(rows, zones, minimum, title, case.pack.method.print.unit, paper=paper)


def chart_parts(case: Case) -> tuple[list[charts.Bar], list[charts.Zone], Fraction]:
    """Return what the picture shows: its rows, the bands of the levels, and where the minimum level begins."""
    method, scores = case.framework.method, case.result.scores
    ends = [*method.edges[1:], case.scale_end]
    zones = [
        charts.Zone(level, case.share_of_scale(start), case.share_of_scale(end))
        for level, (start, end) in enumerate(zip(method.edges, ends, strict=True), start=1)
    ]
    rows = [chart_row(case, _("Overall"), scores.overall, heading=True)]
    for pillar in case.pack.pillars:
        rows.append(chart_row(case, f"{pillar.code} {case.words(pillar.name)}", scores.pillars[pillar.code], heading=True))
        rows += [
            chart_row(
                case,
                f"{row.code} {case.words(row.name)}",
                scores.requirements[row.code],
                target=case.result.gaps.by_requirement.get(row.code),
            )
            for row in pillar.requirements
        ]
    return rows, zones, case.share_of_scale(method.edges[method.minimum_level - 1])


def chart_row(case: Case, label: str, standing: object, *, heading: bool = False, target: object = None) -> charts.Bar:
    level = f"{standing.level}" if standing.level else "–"
    words = _("%(label)s: %(score)s, level %(level)s.") % {"label": label, "score": case.score(standing.score), "level": level}
    if target is not None:
        words += " " + _("Target level %(level)s.") % {"level": target.target_level}
    return charts.Bar(
        label=label,
        score=case.share_of_scale(standing.score),
        high=case.share_of_scale(standing.high),
        printed=case.score(standing.score),
        level=level,
        words=words,
        target=case.share_of_scale(target.target_score) if target is not None else None,
        held=bool(standing.level and standing.band > standing.level),
        heading=heading,
    )
