"""The gap report after the review: all that the report says, from the ratings in force, and self beside experts before it."""

from dataclasses import replace

from django.utils.translation import gettext as _

from assessments.documents.cover import cover, reviewers_fact
from assessments.documents.snapshot import plain
from assessments.documents.subject import Subject
from assessments.documents.tracks import tracks_sheet
from assessments.report.case import Case
from assessments.report.contents import Contents, ReportPart, Section
from assessments.report.contents import contents as report_contents
from assessments.report.requirements import PillarSheet, RequirementSheet


def contents(subject: Subject) -> dict:
    told = after_review(report_contents(subject.reviewed))
    beside = Section("tracks", "tracks-table", _("Scores and levels beside each other"), tracks_sheet(subject))
    differing = Section("differing", "tracks-answers", _("Answers that the experts rate otherwise"), beside.content)
    first = ReportPart(
        code="tracks",
        anchor="part-tracks",
        title=_("The operator’s rating beside the experts’"),
        introduction=_("Every other part of this report counts what the experts rated, on site before at the desk."),
        sections=[beside, differing],
    )
    own = {row.code: row.own for row in beside.content.differing}
    told = replace(told, parts=[first, *told.parts], pillars=with_own(told.pillars, own))
    facts = [(_("Date of the answers"), subject.own.day(subject.assessment.date)), reviewers_fact(subject)]
    identity = subject.pack.framework
    facts += [(_("Framework edition"), f"{identity.code.upper()} {identity.edition}")]
    return of_report(told, told.case) | cover(subject, _("Gap report after the review"), facts)


def after_review(told: Contents) -> Contents:
    """Return what a report says once experts have rated: without what was to be checked before or during their visit."""
    parts = [replace(part, sections=[each for each in part.sections if each.kind != "checks"]) for part in told.parts]
    return replace(told, parts=parts)


def with_own(pillars: list[PillarSheet], own: dict[str, str]) -> list[PillarSheet]:
    """Return the sheets with the operator's own answer, {question code: words}, where the experts rate otherwise."""

    def sheet(found: RequirementSheet) -> RequirementSheet:
        return replace(found, rows=[replace(row, own=own.get(row.code, "")) for row in found.rows])

    return [replace(pillar, requirements=[sheet(found) for found in pillar.requirements]) for pillar in pillars]


def of_report(told: Contents, case: Case) -> dict:
    """Return the plain values of a whole report, with as much of its case as templates print."""
    values = plain({name: value for name, value in vars(told).items() if name != "case"})
    identity = {"audience": case.pack.framework.audience}
    pack = {"method": {"print": {"unit": case.pack.method.print.unit}}, "framework": identity}
    return values | {"case": {"language": case.language, "pack": pack}}
