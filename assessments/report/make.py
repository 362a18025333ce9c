"""Reports asked for and made: one PDF per language, kept until an answer changes."""

import os
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from assessments.models import Assessment, Report
from assessments.report.case import Case
from assessments.report.document import report_pdf
from assessments.report.pdf import RenderingFailed
from assessments.scorecard import answer_set, pack_of

WAITING = (Report.Status.QUEUED, Report.Status.RUNNING)


def case_of(assessment: Assessment, language: str) -> Case:
    """Return what the pages and papers about this assessment are made from."""
    return Case(pack_of(assessment), answer_set(assessment), language)


def current_report(case: Case, assessment: Assessment) -> Report | None:
    """Return the report that says what the answers say now, None when it was never asked for."""
    return Report.objects.filter(assessment=assessment, language=case.language, content_key=case.content_key).first()


def ask_for_report(assessment: Assessment, language: str, by: object = None) -> tuple[Report, bool]:
    """Return (the report, whether it has still to be made); a report that failed is tried again."""
    case = case_of(assessment, language)
    report, created = Report.objects.get_or_create(
        assessment=assessment,
        language=language,
        content_key=case.content_key,
        defaults={"number": case.number, "requested_by": by},
    )
    if not created and (report.status == Report.Status.FAILED or _lost(report)):
        again = Report.objects.filter(pk=report.pk, status=report.status).update(status=Report.Status.QUEUED, error="")
        report.refresh_from_db()
        return report, bool(again)
    return report, created


def make_report(report_id: str) -> None:
    """Make the PDF of a report that waits; does nothing when another worker made it or is making it.

    The file appears whole or not at all.
    """
    report = Report.objects.select_related("assessment__operator").get(pk=report_id)
    if not Report.objects.filter(pk=report.pk, status__in=WAITING).update(status=Report.Status.RUNNING):
        return
    case = case_of(report.assessment, report.language)
    if case.content_key != report.content_key:
        _finish(report, status=Report.Status.FAILED, error="answers changed")
        return
    try:
        pdf = report_pdf(case)
    except RenderingFailed as error:
        _finish(report, status=Report.Status.FAILED, error=str(error))
        return
    name = f"{report.pk}.pdf"
    write_whole(settings.REPORTS / name, pdf)
    _finish(report, status=Report.Status.DONE, file=name, sha256=sha256(pdf).hexdigest(), made_at=timezone.now())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is never seen in part and stays after a power cut."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _finish(report: Report, **fields: object) -> None:
    Report.objects.filter(pk=report.pk).update(**fields)


def _lost(report: Report) -> bool:
    return report.status == Report.Status.DONE and not (settings.REPORTS / report.file).exists()
