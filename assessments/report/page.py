"""What the results page shows: the same values as the report, with the forms and links of a page."""

from assessments.report.case import Case
from assessments.report.page_charts import bar_rows, span_rows
from assessments.report.requirements import PillarSheet, RequirementSheet, pillar_sheets
from assessments.report.summary import chart_parts, figures, summary
from assessments.report.targets import Choice, Refused, choices
from assessments.report.toolbox import gap_rows, lever_sheets
from assessments.report.waves import PlanSheet, plan_sheet, span, starts

WHERE_FIGURES_ARE_MADE = ("score", "level", "met", "answered")


def on_page(case: Case, *, settable: bool, refused: Refused | None = None) -> dict[str, object]:
    """Return the values of the results page; `settable` offers the targets to choose, `refused` is a choice not taken."""
    completeness = case.result.scores.completeness
    plan = plan_sheet(case, paper=False)
    return {
        "statement": case.words(case.pack.method.statement),
        "framework": case.words(case.pack.framework.name),
        "figures": list(zip(figures(case), WHERE_FIGURES_ARE_MADE, strict=True)),
        "completeness": completeness,
        "summary": list(summary(case)),
        "chart": bar_rows(*chart_parts(case)),
        "pillars": [target_rows(case, pillar, settable, refused) for pillar in pillar_sheets(case)],
        "settable": settable,
        "refused": refused,
        "gaps": gap_rows(case),
        "levers": lever_sheets(case),
        "plan": plan,
        "waves": waves_drawn(case, plan),
        "unit": case.pack.method.print.unit,
    }


def target_rows(
    case: Case, pillar: PillarSheet, settable: bool, refused: Refused | None
) -> tuple[PillarSheet, list[tuple[RequirementSheet, list[Choice], str]]]:
    """Return a pillar with its requirements, the targets each may choose, and what is wrong with the one that was sent."""
    return pillar, [
        (
            sheet,
            choices(case, sheet.code) if settable else [],
            refused.message if refused and refused.code == sheet.code else "",
        )
        for sheet in pillar.requirements
    ]


def waves_drawn(case: Case, plan: PlanSheet) -> list[list[tuple[object, object]]]:
    """Return each wave's levers with their place on the time line."""
    rows = span_rows({code: span(case, code, wave, start) for wave, code, start in starts(case)})
    return [[(lever, rows[lever.code]) for lever in wave] for wave in plan.waves]
