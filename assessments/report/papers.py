"""How the report of one language stands, for the pages: none yet, in line, being made, ready, failed, out of date."""

from dataclasses import dataclass

from django.conf import settings

from assessments.models import Assessment, Report
from assessments.printing.line import WAITING, interrupted, unfinished_tasks
from assessments.printing.make import lost
from assessments.report.case import Case


@dataclass(frozen=True)
class Paper:
    """One language: the report of the answers of now, one in the making, and the last one where answers have changed since.

    `ahead` is how many reports are before it in the line. `failed` says that the last try did not succeed.
    """

    language: str
    name: str
    ready: Report | None
    making: Report | None
    ahead: int
    failed: bool
    older: Report | None


def papers(assessment: Assessment, case: Case) -> list[Paper]:
    """Return how the report stands in each language, the reader's first; two queries at most."""
    reports = list(assessment.reports.order_by("-requested_at"))
    line = unfinished_tasks() if any(report.status in WAITING for report in reports) else []
    readers_first = sorted(settings.LANGUAGES, key=lambda pair: pair[0] != case.language)
    return [
        paper(code, str(name), [report for report in reports if report.language == code], case.content_key, line)
        for code, name in readers_first
    ]


def paper(language: str, name: str, reports: list[Report], content_key: str, line: list[str]) -> Paper:
    done = [report for report in reports if report.status == Report.Status.DONE and not lost(report)]
    ready = next((report for report in done if report.content_key == content_key), None)
    waiting = [report for report in reports if report.status in WAITING]
    making = next((report for report in waiting if not interrupted(report, line)), None)
    cut_off = any(interrupted(report, line) for report in waiting)
    broken = any(report.status == Report.Status.FAILED and report.content_key == content_key for report in reports)
    return Paper(
        language=language,
        name=name,
        ready=ready,
        making=making,
        ahead=line.index(str(making.pk)) if making and str(making.pk) in line else 0,
        failed=(cut_off or broken) and not ready and not making,
        older=max(done, key=lambda report: report.made_at) if done and not ready else None,
    )
