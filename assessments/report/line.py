"""The line of reports that wait for the worker: who is before whom, and what was cut off."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from assessments.models import Report
from assessments.tasks import make_report

WAITING = (Report.Status.QUEUED, Report.Status.RUNNING)
LONGEST = timedelta(minutes=5)  # a rendering is ended after 90 seconds: past this its worker is gone


def unfinished_tasks() -> list[str]:
    """Return the keys of the reports that a worker has at hand or will take up, in the order of the line."""
    unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    tasks = DBTaskResult.objects.filter(task_path=make_report.module_path, status__in=unfinished)
    return [
        task.args_kwargs["args"][0]
        for task in sorted(tasks, key=lambda task: task.status != TaskResultStatus.RUNNING)
        if task.status == TaskResultStatus.READY or task.started_at > timezone.now() - LONGEST
    ]


def interrupted(report: Report, line: list[str]) -> bool:
    """Return whether a report waits in vain: no task would make it, and it was asked for long enough ago."""
    waits = report.status in WAITING and str(report.pk) not in line
    return waits and report.requested_at < timezone.now() - LONGEST
