"""The results of one assessment on a page, and its reports as PDF."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.access import can_ask_for_report, policy, visible_assessments, visible_reports
from assessments.models import Report
from assessments.report.case import Case
from assessments.report.contents import on_page
from assessments.report.make import ask_for_report, case_of, current_report
from assessments.tasks import make_report


@policy(get="see")
def results(request, pk):
    """Show the scores, gaps, levers and plan, and both reports."""
    assessment = get_object_or_404(visible_assessments(request.user).select_related("operator"), pk=pk)
    case = case_of(assessment, get_language())
    readers_first = sorted(settings.LANGUAGES, key=lambda pair: pair[0] != case.language)
    languages = [(code, name, current_report(Case(case.pack, case.answers, code), assessment)) for code, name in readers_first]
    context = {
        "assessment": assessment,
        "languages": languages,
        "can_ask": can_ask_for_report(request.user, assessment),
    }
    return render(request, "report/results.html", context | on_page(case))


@policy(post="report")
def ask(request, pk):
    """Have the report made in one language, by the worker."""
    assessment = get_object_or_404(visible_assessments(request.user).select_related("operator"), pk=pk)
    if not can_ask_for_report(request.user, assessment):
        raise PermissionDenied
    language = request.POST.get("language")
    if language not in dict(settings.LANGUAGES):
        messages.error(request, _("Choose the language of the report."))
        return redirect("results", pk=pk)
    report, to_make = ask_for_report(assessment, language, request.user)
    if to_make:
        make_report.enqueue(str(report.pk))
    return redirect("results", pk=pk)


@policy(get="see")
def download(request, pk):
    """Hand out a finished report as a file."""
    report = get_object_or_404(visible_reports(request.user), pk=pk, status=Report.Status.DONE)
    path = settings.REPORTS / report.file
    if not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{report.number}-{report.language}.pdf", content_type="application/pdf"
    )
