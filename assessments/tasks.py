"""What the worker does for the record, what becomes of a record when it fails, and what is cleared away with time."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.dispatch import receiver
from django.utils import timezone
from django_tasks import task
from django_tasks.signals import task_finished

from assessments.models import DraftDocument, IssuedDocument, Printout, Report, Save
from readiness.worker import sweeping

SAVES_KEPT = timedelta(days=30)  # longer than a browser goes on sending the same save
DAY = 24 * 3600


@task()
def make_report(report_id):
    """Make the PDF of a Report, given the text of its key."""
    from assessments.report.make import make_report as make

    make(report_id)


@task()
def make_printout(printout_id):
    """Make the PDF of a Printout, given the text of its key."""
    from assessments.questionnaire.printouts import make_printout as make

    make(printout_id)


@task()
def make_issued(document_id):
    """Make the PDF of an issued document from its snapshot, given the text of its key."""
    from assessments.documents.make import make_issued as make

    make(document_id)


@task()
def make_draft(draft_id):
    """Make the PDF of the draft of a document, given the text of its key."""
    from assessments.documents.make import make_draft as make

    make(draft_id)


# In one line: a worker makes them in turn
MAKERS = {make_report.module_path: Report, make_printout.module_path: Printout}
MAKERS |= {make_issued.module_path: IssuedDocument, make_draft.module_path: DraftDocument}


@receiver(task_finished)
def mark_failed_document(task_result, **kwargs):
    """A document whose task broke off is marked failed, so that its page offers to ask again."""
    kind = MAKERS.get(task_result.task.module_path)
    if kind and task_result.errors:
        unfinished = kind.objects.filter(pk=[*task_result.args, *task_result.kwargs.values()][0])
        unfinished.exclude(status=kind.Status.DONE).update(
            status=kind.Status.FAILED, error=task_result.errors[-1].exception_class_path
        )


def forget_old_saves():
    """Delete the saves of drafts that no page will send again, in one statement; those of a submitted one are gone already."""
    Save.objects.filter(at__lt=timezone.now() - SAVES_KEPT).delete()


@receiver(sweeping)
def clear_away(**kwargs):
    """Forget what nobody needs any more: old saves, sessions that have ended, files that no row names."""
    from assessments.left_behind import lay_aside

    forget_old_saves()
    SessionStore.clear_expired()
    lay_aside()


@receiver(task_finished)
def clear_away_daily(**kwargs):
    """The same for a worker that runs for months: after a task, once a day in all processes together."""
    if cache.add("cleared-away", True, DAY):
        clear_away()
