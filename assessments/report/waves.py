"""The plan as the report tells it: waves, months, effect, and what no lever reaches."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.report import charts
from assessments.report.case import Case
from assessments.report.opening import OwnStepSheet, own_step_sheets
from assessments.report.toolbox import LeverSheet, lever_sheets
from readiness.scoring.levers import missing_needs


@dataclass(frozen=True)
class PlanSheet:
    """The plan; `waves` holds the lever sheets of each wave.

    `own_action` is (code, name, levers that help in part, levers that wait for one of the `own_steps`).
    """

    waves: list[list[LeverSheet]]
    effort: int
    months: int
    provisional: bool
    effect: str
    chart: str
    own_action: list[tuple[str, str, list[str], list[str]]]
    own_steps: list[OwnStepSheet]


def plan_sheet(case: Case, *, paper: bool) -> PlanSheet:
    """Return the cheapest plan, in waves; each lever starts as soon as what it needs first can stand."""
    plan = case.result.plan
    spans = [span(case, code, number, start) for number, code, start in starts(case)]
    sheets = {sheet.code: sheet for sheet in lever_sheets(case)}
    return PlanSheet(
        waves=[[sheets[code] for code in wave] for wave in plan.waves],
        effort=plan.effort,
        months=months(case),
        provisional=plan.provisional,
        effect=effect(case),
        chart=charts.timeline(spans, _("The plan in months from its start"), paper=paper) if spans else "",
        own_action=[
            (code, case.words(case.pack.requirements[code].name), list(levers), waiting_levers(case, code))
            for code, levers in plan.own_action.items()
        ],
        own_steps=own_step_sheets(case),
    )


def waiting_levers(case: Case, requirement: str) -> list[str]:
    """Return the levers that would raise a requirement once the operator has opened the way for them."""
    shut = {code for step in case.result.own_steps for code in step.opens}
    return [each.lever for each in case.result.recommended if each.lever in shut and requirement in each.raises]


def starts(case: Case) -> list[tuple[int, str, int]]:
    """Return (wave, lever, month it starts), in the plan's order.

    A need that does not stand today is waited for until the first lever of the plan that brings it has ended.
    """
    levers, today = case.framework.levers_by_code, case.result.scores.requirements
    ends: dict[str, int] = {}
    rows = []
    for number, wave in enumerate(case.result.plan.waves, start=1):
        wave_starts = {}
        for code in wave:
            waits = [
                min(
                    (end for other, end in ends.items() if levers[other].raises.get(need, 0) >= level),
                    default=max(ends.values(), default=0),
                )
                for need, level in missing_needs(levers[code], today).items()
            ]
            wave_starts[code] = max(waits, default=0)
        rows += [(number, code, start) for code, start in wave_starts.items()]
        ends |= {code: start + (levers[code].months or 1) for code, start in wave_starts.items()}
    return rows


def months(case: Case) -> int:
    """Return how many months the plan takes, 0 without a plan."""
    return max((start + (case.levers[code].months or 1) for _wave, code, start in starts(case)), default=0)


def effect(case: Case) -> str:
    """Return what the plan would change, in one sentence that promises nothing; "" without a plan."""
    plan, before = case.result.plan, case.result.scores.overall
    if not plan.levers:
        return ""
    minimum = [
        standing for standing in plan.scores.requirements.values() if standing.requirement.minimum and standing.met is not None
    ]
    told = {
        "before": standing_words(case, before.score, before.level),
        "after": standing_words(case, plan.scores.overall.score, plan.scores.overall.level),
        "months": ngettext("%(count)s month", "%(count)s months", months(case)) % {"count": months(case)},
        "met": sum(bool(standing.met) for standing in minimum),
        "all": len(minimum),
    }
    return (
        _(
            "If every lever of the plan is obtained and has the effect assumed, the overall score would go "
            "from %(before)s to %(after)s "
            "in about %(months)s, and %(met)s of the %(all)s minimum requirements would be met."
        )
        % told
    )


def standing_words(case: Case, score: object, level: int | None) -> str:
    """Return "43.8% (level 3)"."""
    return _("%(score)s (level %(level)s)") % {"score": case.score(score), "level": level} if level else case.score(score)


def span(case: Case, code: str, wave: int, start: int) -> charts.Span:
    lever = case.levers[code]
    months = lever.months or 1
    words = _("Wave %(wave)s, %(label)s: months %(start)s to %(end)s.") % {
        "wave": wave,
        "label": f"{code} {case.words(lever.name)}",
        "start": start,
        "end": start + months,
    }
    return charts.Span(f"{code} {case.words(lever.name)}", wave, start, months, lever.effort, words)
