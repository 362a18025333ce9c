"""What the worker does for the record."""

from django_tasks import task


@task()
def make_report(report_id):
    """Make the PDF of a Report, given the text of its key."""
    from assessments.report.make import make_report as make

    make(report_id)
