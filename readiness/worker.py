"""Tasks that a killed worker left behind: taken up again, or given up for good."""

from datetime import timedelta

from django.dispatch import Signal
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

ATTEMPTS = 3
LONGEST = timedelta(hours=1)  # no task runs that long: its worker is gone, wherever it was
KEPT = timedelta(days=14)
sweeping = Signal()  # sent by each sweep, so that the record sweeps up as well


class WorkerKilled(Exception):
    """The worker was killed while it did this, each time it was tried."""


def sweep(worker_id):
    """Put what a worker of this name was doing back into the queue, and return how many tasks that were.

    Call it before a worker of this name starts: whatever is still RUNNING under its name was cut off. A task that was
    cut off three times fails. Finished tasks older than two weeks are forgotten.
    """
    now = timezone.now()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    sweeping.send(sweep)
    swept = 0
    for row in DBTaskResult.objects.running():
        if row.worker_ids[-1:] != [worker_id] and row.started_at > now - LONGEST:
            continue
        if len(row.worker_ids) < ATTEMPTS:
            mine = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING)
            swept += mine.update(status=TaskResultStatus.READY)
        else:
            row.set_failed(WorkerKilled())
            task_finished.send(type(row.task.get_backend()), task_result=row.task_result)
    return swept
