"""The pages of a review's documents: what there is, drafts, issuing, and handing out exactly what was issued."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.access import (
    can_issue,
    can_read_document,
    can_see_calibration,
    can_see_review,
    can_step,
    policy,
    readable_kinds,
    visible_assessments,
    visible_documents,
    visible_drafts,
)
from assessments.documents.kinds import RECIPES
from assessments.documents.mails import tell_of_the_exit_list
from assessments.documents.make import ask_for_draft, intact, issue
from assessments.documents.papers import shelves
from assessments.mail import home_of
from assessments.models import Assessment, IssuedDocument, Kind
from assessments.models.document import Document
from assessments.printing.line import SECONDS_BETWEEN_LOOKS, look_again
from assessments.tasks import make_draft, make_issued

STEPS = ("issue_report", "follow_up", "close", "reopen")


@policy(get="see")
def documents(request, pk):
    """Show the documents of a review that this person may read, and how those in the making stand."""
    assessment = found(request, pk)
    told = shelves(request.user, assessment)
    looks_again = told.waiting and "still" not in request.GET
    context = {
        "assessment": assessment,
        "told": told,
        "steps": [step for step in STEPS if can_step(request.user, assessment, step)],
        "can_see_calibration": can_see_calibration(request.user, assessment),
        "looks_again": looks_again,
        "every": SECONDS_BETWEEN_LOOKS,
    }
    return look_again(render(request, "documents/documents.html", context), looks_again)


@policy(post="review")
def draft(request, pk, kind):
    """Have a draft made of what the document would say now."""
    assessment = found(request, pk)
    if not can_see_review(request.user, assessment) or kind not in readable_kinds(request.user, assessment):
        raise PermissionDenied
    language = request.POST.get("language")
    if language not in dict(settings.LANGUAGES):
        messages.error(request, _("Choose the language of the draft."))
    elif problem := recipe_of(kind).obstacle(assessment):
        messages.error(request, problem)
    else:
        with transaction.atomic():  # what waits has its task, or neither is there
            row, to_make = ask_for_draft(assessment, kind, language, request.user)
            if to_make:
                make_draft.enqueue(str(row.pk))
    return redirect("documents", pk=pk)


@policy(post="issue")
def issue_document(request, pk, kind):
    """Issue a document in all languages, or have one made again whose making failed."""
    assessment = found(request, pk)
    if not can_issue(request.user, assessment) or kind not in readable_kinds(request.user, assessment):
        raise PermissionDenied
    if "again" in request.POST:
        make_again(assessment, kind)
        return redirect("documents", pk=pk)
    if problem := recipe_of(kind).obstacle(assessment):
        messages.error(request, problem)
        return redirect("documents", pk=pk)
    with transaction.atomic():
        issued = issue(assessment, kind, request.user)
        for row in issued:
            make_issued.enqueue(str(row.pk))
        if issued and kind == Kind.EXIT:
            tell_of_the_exit_list(assessment, issued[0], home_of(request))
    if issued:
        messages.success(request, _("Issued with the number %(number)s. It stays as it is.") % {"number": issued[0].number})
    else:
        messages.info(request, _("Nothing has changed since it was last issued: that one stands."))
    return redirect("documents", pk=pk)


def make_again(assessment: Assessment, kind: str) -> None:
    """Have what was never made of an issued document made from its snapshot."""
    with transaction.atomic():
        for row in IssuedDocument.objects.filter(assessment=assessment, kind=kind).exclude(status=Document.Status.DONE):
            waiting = {"status": Document.Status.QUEUED, "error": "", "requested_at": timezone.now()}
            IssuedDocument.objects.filter(pk=row.pk).update(**waiting)
            make_issued.enqueue(str(row.pk))


@policy(get="read document")
def download(request, pk):
    """Hand out an issued document, byte for byte as it was made; one that is lost or altered is told, and never made anew."""
    rows = visible_documents(request.user).select_related("assessment").defer("snapshot")
    document = get_object_or_404(rows, pk=pk)
    if not can_read_document(request.user, document):
        raise PermissionDenied
    if document.status != Document.Status.DONE or not intact(document):
        messages.error(request, missing(document))
        return redirect("documents", pk=document.assessment_id)
    return handed(document, f"{document.number}-{document.language}.pdf")


def missing(document: IssuedDocument) -> str:
    if document.status != Document.Status.DONE:
        return _("%(number)s is not made yet.") % {"number": document.number}
    return _(
        "The file of %(number)s is lost or was altered. It is not made anew, as it might differ: ask the person who runs "
        "Levier to bring it back from a backup."
    ) % {"number": document.number}


@policy(get="review")
def download_draft(request, pk):
    """Hand out a draft."""
    document = get_object_or_404(visible_drafts(request.user).select_related("assessment").defer("snapshot"), pk=pk)
    assessment = document.assessment
    if not can_see_review(request.user, assessment) or document.kind not in readable_kinds(request.user, assessment):
        raise PermissionDenied
    if not intact(document):
        raise Http404
    marked = _("draft")
    return handed(document, f"{marked}-{document.kind}-{document.language}.pdf")


def handed(document: Document, name: str) -> FileResponse:
    path = settings.REPORTS / document.file
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")


def found(request, pk):
    rows = visible_assessments(request.user).select_related("operator", "framework").defer("framework__text")
    return get_object_or_404(rows, pk=pk)


def recipe_of(kind):
    if kind not in Kind.values:
        raise Http404
    return RECIPES[Kind(kind)]
