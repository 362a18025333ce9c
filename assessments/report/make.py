"""Reports asked for and made: one PDF per language, kept until an answer changes.

A report is made once. Whoever makes it holds a lock that the kernel takes back when the process ends, however it ends,
so that a worker may take up what a killed one left, and never what another is still at.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import Assessment, Report
from assessments.report.case import Case
from assessments.report.document import report_pdf
from assessments.report.line import WAITING, interrupted, unfinished_tasks
from assessments.report.pdf import RenderingFailed
from assessments.scorecard import answer_set, pack_of


def case_of(assessment: Assessment, language: str) -> Case:
    """Return what the pages and papers about this assessment are made from."""
    return Case(pack_of(assessment), answer_set(assessment), language)


def ask_for_report(assessment: Assessment, language: str, by: object = None) -> tuple[Report, bool]:
    """Return (the report, whether it has still to be made); one that failed, was cut off or lost its file is tried again."""
    case = case_of(assessment, language)
    asked = {"number": case.number, "requested_by": by}
    report, created = Report.objects.get_or_create(
        assessment=assessment, language=language, content_key=case.content_key, defaults=asked
    )
    if created or not (report.status == Report.Status.FAILED or lost(report) or interrupted(report, unfinished_tasks())):
        return report, created
    again = Report.objects.filter(pk=report.pk, status=report.status, requested_at=report.requested_at).update(
        status=Report.Status.QUEUED, error="", requested_at=timezone.now(), **asked
    )
    report.refresh_from_db()
    return report, bool(again)


def make_report(report_id: str) -> None:
    """Make the PDF of a report that waits; does nothing when it is made, or another worker is making it.

    When the answers have changed since it was asked for, the report tells those of now. The file appears whole or not
    at all.
    """
    report = Report.objects.select_related("assessment__operator").get(pk=report_id)
    with lock(report) as alone:
        if alone and Report.objects.filter(pk=report.pk, status__in=WAITING).update(status=Report.Status.RUNNING):
            _make(report)


def _make(report: Report) -> None:
    case = case_of(report.assessment, report.language)
    if case.content_key != report.content_key and not _tell_of_now(report, case):
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


def _tell_of_now(report: Report, case: Case) -> bool:
    """Make the report one of the answers as they are now; return False when such a one was asked for as well."""
    try:
        with transaction.atomic():
            Report.objects.filter(pk=report.pk).update(content_key=case.content_key, number=case.number)
    except IntegrityError:
        return False
    return True


@contextmanager
def lock(report: Report) -> Iterator[bool]:
    """Yield whether this process alone is making the report."""
    settings.REPORTS.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.REPORTS / f"{report.pk}.lock"
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
        if Report.objects.filter(pk=report.pk, status=Report.Status.DONE).exists():  # nobody makes it any more
            path.unlink(missing_ok=True)


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


def lost(report: Report) -> bool:
    """Return whether a report that was made has no file any more."""
    return report.status == Report.Status.DONE and not (settings.REPORTS / report.file).exists()
