"""What the worker does for the record, and what becomes of a record when it fails."""

from django.dispatch import receiver
from django_tasks import task
from django_tasks.signals import task_finished

from assessments.models import Report


@task()
def make_report(report_id):
    """Make the PDF of a Report, given the text of its key."""
    from assessments.report.make import make_report as make

    make(report_id)


@receiver(task_finished)
def mark_failed_report(task_result, **kwargs):
    """A report whose task broke off is marked failed, so that its page offers to ask again."""
    if task_result.task.module_path == make_report.module_path and task_result.errors:
        unfinished = Report.objects.filter(pk=task_result.kwargs.get("report_id") or task_result.args[0])
        unfinished.exclude(status=Report.Status.DONE).update(
            status=Report.Status.FAILED, error=task_result.errors[-1].exception_class_path
        )
