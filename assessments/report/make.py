"""Reports asked for and made: one PDF per language, kept until an answer changes."""

from assessments.models import Assessment, Report
from assessments.printing.line import unfinished_tasks
from assessments.printing.make import Told, ask_for, make
from assessments.report.case import Case
from assessments.report.document import report_pdf
from assessments.scorecard import answer_set, pack_of


def case_of(assessment: Assessment, language: str) -> Case:
    """Return what the pages and papers about this assessment are made from."""
    return Case(pack_of(assessment), answer_set(assessment), language)


def ask_for_report(assessment: Assessment, language: str, by: object = None) -> tuple[Report, bool]:
    """Return (the report, whether it has still to be made); one that failed, was cut off or lost its file is tried again.

    One that waits in line already will tell the answers of when it is made: nobody fills the line by asking after each change.
    """
    queued = Report.objects.filter(assessment=assessment, language=language, status=Report.Status.QUEUED)
    line = unfinished_tasks() if queued else []
    for report in queued:
        if str(report.pk) in line:
            return report, False
    case = case_of(assessment, language)
    same = {"assessment": assessment, "language": language, "content_key": case.content_key}
    return ask_for(Report, same, {"number": case.number, "requested_by": by})


def make_report(report_id: str) -> None:
    """Make the PDF of a report that waits, from the answers as they are."""
    make(Report.objects.select_related("assessment__operator").get(pk=report_id), told_now)


def told_now(report: Report) -> Told:
    case = case_of(report.assessment, report.language)
    return Told({"content_key": case.content_key, "number": case.number}, lambda: report_pdf(case))
