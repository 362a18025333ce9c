"""What the results page shows: the same values as the report, with the forms and links of a page."""

from dataclasses import dataclass

from assessments.report.case import Case
from assessments.report.causes import CauseRow, cause_rows
from assessments.report.choices import Refusals
from assessments.report.page_charts import bar_rows, span_rows
from assessments.report.reading import reading_fact
from assessments.report.requirements import PillarSheet, RequirementSheet, pillar_sheets
from assessments.report.summary import chart_parts, figures, summary
from assessments.report.surroundings import help_for_gaps
from assessments.report.targets import Choice, choices
from assessments.report.toolbox import gap_rows, lever_sheets
from assessments.report.waves import PlanSheet, plan_sheet, span, starts

FIRST_GAPS = 5  # the others are folded
WHERE_FIGURES_ARE_MADE = ("score", "level", "met", "answered")


@dataclass(frozen=True)
class Fold:
    """A requirement as the page folds it: the targets and causes to choose from, and what is wrong with what was sent."""

    sheet: RequirementSheet
    targets: list[Choice]
    causes: list[CauseRow]
    wrong_target: str
    wrong_causes: str
    open: bool

    @property
    def had(self) -> str:
        """Return the causes that the page shows as ticked, as the form sends them back."""
        return " ".join(row.code for row in self.causes if row.named)


def on_page(case: Case, *, settable: bool, refused: Refusals | None = None, opened: str = "") -> dict[str, object]:
    """Return the values of the results page.

    `settable` offers what may be chosen, `refused` says what was not taken, `opened` is the anchor of a fold to show open.
    """
    refused = refused or Refusals()
    completeness = case.result.scores.completeness
    plan, gaps = plan_sheet(case, paper=False), gap_rows(case)
    return {
        "statement": case.words(case.pack.method.statement),
        "framework": case.words(case.pack.framework.name),
        "reading": reading_fact(case),
        "figures": list(zip(figures(case), WHERE_FIGURES_ARE_MADE, strict=True)),
        "completeness": completeness,
        "summary": list(summary(case)),
        "chart": bar_rows(*chart_parts(case)),
        "pillars": [(pillar, folds(case, pillar, settable, refused, opened)) for pillar in pillar_sheets(case)],
        "settable": settable,
        "refused": refused,
        "opened": opened,
        "gaps": gaps,
        "first_gaps": gaps[:FIRST_GAPS],
        "further_gaps": gaps[FIRST_GAPS:],
        "levers": [(lever, refused.ways.get(lever.code, "")) for lever in lever_sheets(case)],
        "helps": help_for_gaps(case),
        "identity": case.pack.framework,
        "plan": plan,
        "waves": waves_drawn(case, plan),
        "unit": case.pack.method.print.unit,
    }


def folds(case: Case, pillar: PillarSheet, settable: bool, refused: Refusals, opened: str) -> list[Fold]:
    """Return a pillar's requirements as they are folded."""
    return [
        Fold(
            sheet=sheet,
            targets=choices(case, sheet.code) if settable else [],
            causes=cause_rows(case, sheet.code),
            wrong_target=refused.targets.get(sheet.code, ""),
            wrong_causes=refused.causes.get(sheet.code, ""),
            open=sheet.anchor == opened or sheet.code in {*refused.targets, *refused.causes},
        )
        for sheet in pillar.requirements
    ]


def waves_drawn(case: Case, plan: PlanSheet) -> list[list[tuple[object, object]]]:
    """Return each wave's levers with their place on the time line."""
    rows = span_rows({code: span(case, code, wave, start) for wave, code, start in starts(case)})
    return [[(lever, rows[lever.code]) for lever in wave] for wave in plan.waves]
