"""Everything the report says, as plain values in the reader's language; templates only choose, loop and print."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.origins import ORIGINS
from assessments.report.case import Case
from assessments.report.causes import named_causes
from assessments.report.checks import checks
from assessments.report.method_words import bands, rules
from assessments.report.reading import reading_fact
from assessments.report.requirements import PillarSheet, pillar_sheets
from assessments.report.summary import figures, summary, summary_chart
from assessments.report.surroundings import help_for_gaps, surroundings
from assessments.report.toolbox import gap_rows, lever_sheets, other_levers
from assessments.report.waves import plan_sheet
from assessments.report.words import Term, terms, with_links
from readiness.pack import shape

LONGEST_IN_A_HEADER = 60


@dataclass(frozen=True)
class Section:
    """One section of a part: its kind, which names the fragment that prints it, and what it prints."""

    kind: str
    anchor: str
    title: str
    content: object


@dataclass(frozen=True)
class ReportPart:
    """One deliverable of the framework."""

    code: str
    anchor: str
    title: str
    introduction: str
    sections: list[Section]


@dataclass(frozen=True)
class Contents:
    """The whole report."""

    case: Case
    number: str
    title: str
    operator: str
    short_operator: str
    framework: str
    facts: list[tuple[str, str]]
    statement: str
    figures: list[tuple[str, str, str]]
    summary: list[str]
    chart: str
    parts: list[ReportPart]
    pillars: list[PillarSheet]
    source: str
    bands: list[tuple[int, str, str]]
    rules: list[tuple[str, str]]
    wording_notes: list[tuple[str, str, str, str]]
    titles_as_stated: bool
    origins: list[tuple[str, str, str]]
    to_confirm: list[str]
    terms: list[Term]


def contents(case: Case, *, paper: bool = True) -> Contents:
    """Return what the report on this case says; `paper` draws for the PDF instead of the page."""
    pillars = with_links(case, pillar_sheets(case))
    identity = case.pack.framework
    told = Contents(
        case=case,
        number=case.number,
        title=_("Gap report"),
        operator=case.answers.operator,
        short_operator=Truncator(case.answers.operator).chars(LONGEST_IN_A_HEADER),
        framework=case.words(identity.name),
        facts=[
            (_("Round"), case.answers.cycle or "–"),
            (_("Date of the answers"), case.day(case.answers.date)),
            (
                _("Ratings"),
                _("Reviewed by experts") if case.reviewed else _("Self-assessed by the operator, not yet reviewed by experts"),
            ),
            *([(_("Reading"), reading)] if (reading := reading_fact(case)) else []),
            (_("Framework edition"), f"{identity.code.upper()} {identity.edition}"),
            (_("Report number"), case.number),
        ],
        statement=case.words(case.pack.method.statement),
        figures=list(figures(case)),
        summary=list(summary(case)),
        chart=summary_chart(case, paper=paper),
        parts=[report_part(case, part, pillars, paper=paper) for part in case.pack.report_parts],
        pillars=pillars,
        source=case.words(identity.source),
        bands=bands(case),
        rules=list(rules(case)),
        wording_notes=(notes := list(wording_notes(case))),
        titles_as_stated=len(notes) < len(case.pack.requirements) + len(case.pack.levers),
        origins=[(case.words(row.part), str(ORIGINS[row.origin]), case.words(row.note)) for row in case.pack.origins],
        to_confirm=[case.words(text) for text in case.pack.to_confirm],
        terms=[],
    )
    return replace(told, terms=terms(case, told))


def report_part(case: Case, part: shape.ReportPart, pillars: list[PillarSheet], *, paper: bool) -> ReportPart:
    feeding = [pillar for pillar in pillars if part.pillars is None or pillar.code in part.pillars]
    sections = [section(case, kind, f"{part.code}-{kind}", feeding, paper=paper) for kind in part.sections]
    sections = [each for found in sections for each in (found, *beside_section(case, found, part, feeding))]
    return ReportPart(part.code, f"part-{part.code}", case.words(part.title), case.words(part.introduction), sections)


def beside_section(case: Case, told: Section, part: shape.ReportPart, pillars: list[PillarSheet]) -> Iterator[Section]:
    """Yield what follows a section without being scored: figures and advice, or the help that others give."""
    if told.kind == "requirements":
        if found := surroundings(case, {sheet.code for pillar in pillars for sheet in pillar.requirements}):
            yield Section("around", "around", _("Figures and advice around the requirements"), found)
    elif told.kind == "levers" and (helps := help_for_gaps(case)):
        yield Section("help", f"{part.code}-help", _("Help from others"), helps)


def section(case: Case, kind: str, anchor: str, pillars: list[PillarSheet], *, paper: bool) -> Section:
    codes = {sheet.code for pillar in pillars for sheet in pillar.requirements}
    match kind:
        case "requirements":
            return Section(kind, anchor, _("Requirement by requirement"), pillars)
        case "observations":
            return Section(kind, anchor, _("Observations and next steps"), pillars)
        case "checks":
            return Section(kind, anchor, _("To check with the operator"), checks(pillars))
        case "gaps":
            rows = [row for row in gap_rows(case) if row.code in codes]
            return Section(kind, anchor, _("Gaps, in order of importance"), (rows, named_causes(case, codes)))
        case "levers":
            return Section(kind, anchor, _("Recommended levers"), (lever_sheets(case), other_levers(case)))
    return Section(kind, anchor, _("Plan in waves"), plan_sheet(case, paper=paper))


def wording_notes(case: Case) -> Iterator[tuple[str, str, str, str]]:
    """Yield (code, title, where the title comes from, note) for every title that is not simply stated in the source."""
    for row in [*case.pack.requirements.values(), *case.pack.levers]:
        if row.wording != "stated" or row.note:
            yield row.code, case.words(row.name), str(ORIGINS[row.wording]), case.words(row.note)
