"""The steps from the report on: it is issued, followed up, closed, opened again."""

from django.utils.translation import gettext as _

from assessments.documents.mails import tell_of_the_reports
from assessments.models import Assessment, IssuedDocument, Kind
from assessments.models.document import Document
from assessments.stepping import step


def not_issued(assessment: Assessment, _data: object) -> str:
    """Return what is missing before the operator may be told: the gap report and the review report, made in all languages."""
    rows = list(IssuedDocument.objects.filter(assessment=assessment).defer("snapshot"))
    absent = [kind.label for kind in (Kind.GAP, Kind.REVIEW) if not any(row.kind == kind for row in rows)]
    if absent:
        told = _("Issue first, on the page of documents: %(documents)s. The operator gets them with this step.")
        return told % {"documents": ", ".join(str(each) for each in absent)}
    if any(row.kind in (Kind.GAP, Kind.REVIEW) and row.status != Document.Status.DONE for row in rows):
        return _("A document that the operator gets with this step is not made yet. Look at the page of documents.")
    return ""


issue_report = step("issue_report", "documents", not_issued, mails=tell_of_the_reports)
follow_up = step("follow_up", "documents")
close = step("close", "documents")
reopen = step("reopen", "documents")
