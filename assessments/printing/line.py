"""The line of documents that wait for the worker: who is before whom, and what was cut off."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from assessments.models.document import Document
from assessments.tasks import MAKERS

WAITING = (Document.Status.QUEUED, Document.Status.RUNNING)
LONGEST = timedelta(minutes=5)  # a rendering is ended after 90 seconds: past this its worker is gone
SECONDS_BETWEEN_LOOKS = 4


def unfinished_tasks() -> list[str]:
    """Return the keys of the documents that a worker has at hand or will take up, in the order of the line."""
    unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    tasks = DBTaskResult.objects.filter(task_path__in=list(MAKERS), status__in=unfinished)
    return [
        task.args_kwargs["args"][0]
        for task in sorted(tasks, key=lambda task: task.status != TaskResultStatus.RUNNING)
        if task.status == TaskResultStatus.READY or task.started_at > timezone.now() - LONGEST
    ]


def interrupted(document: Document, line: list[str]) -> bool:
    """Return whether a document waits in vain: no task would make it, and it was asked for long enough ago."""
    waits = document.status in WAITING and str(document.pk) not in line
    return waits and document.requested_at < timezone.now() - LONGEST


def look_again(response, again):
    """Return the page, which the browser asks for once more in a while where `again` says so."""
    if again:
        response.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return response
