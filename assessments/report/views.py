"""The results of one assessment: its page, how each number is made, targets, what-if, and its reports as PDF.

Pages are compressed here: Django masks the form token anew in each answer and pads what it compresses.
"""

from contextlib import suppress
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from assessments.access import can_answer, can_ask_for_report, policy, visible_assessments, visible_reports
from assessments.models import Report
from assessments.printing.line import SECONDS_BETWEEN_LOOKS, look_again
from assessments.report.choices import Overtaken, fold_of, read_choices, save_choices
from assessments.report.make import ask_for_report, case_of
from assessments.report.page import on_page
from assessments.report.papers import papers
from assessments.report.reading import only_a_part
from assessments.report.what_if import what_if_sheet
from assessments.report.why import why_overall, why_part
from assessments.report.why_levers import why_lever
from assessments.report.why_plan import why_plan
from assessments.tasks import make_report
from readiness import errors


@policy(get="see")
@gzip_page
def results(request, pk):
    """Show the scores, gaps, levers and plan, and where the reports are."""
    assessment = _visible(request, pk)
    return _results_page(request, assessment, case_of(assessment, get_language()))


@policy(post="choose")
@gzip_page
def choices(request, pk):
    """Save the targets, root causes and ways that were changed on the page; what cannot be is answered beside its field."""
    assessment = _visible(request, pk)
    if not can_answer(request.user, assessment):
        raise PermissionDenied
    for _try in range(3):  # what a colleague wrote in the same moment is seen the next time, and told
        with suppress(Overtaken):
            return _choose(request, assessment)
    return errors.conflict(request)


def _choose(request, assessment):
    case, pk = case_of(assessment, get_language()), assessment.pk
    fold = fold_of(case, request.POST)
    if fold is None:
        messages.error(request, _("Choose a requirement or a lever of this assessment. Nothing was changed."))
        return redirect("results", pk=pk)
    chosen, refused = read_choices(case, request.POST)
    saved = save_choices(assessment, case, chosen, request.user)
    if saved is None:
        messages.error(request, _("The assessment was submitted meanwhile. Nothing was changed."))
    elif not saved and not refused:
        messages.info(request, _("Nothing was changed: choose something else, then save."))
    for sentence in saved or ():
        messages.success(request, sentence)
    if refused:
        return _results_page(request, assessment, case_of(assessment, get_language()), refused)
    return redirect(f"{reverse('results', args=[pk])}?open={quote(fold)}#{fold}")


@policy(get="see")
@gzip_page
def why(request, pk, code=None):
    """Show how the numbers of a requirement or a pillar are made; without a code those of the whole."""
    return _why_page(request, pk, code, lambda case: why_part(case, code) if code else why_overall(case))


@policy(get="see")
@gzip_page
def why_one_lever(request, pk, code):
    """Show how the gain of a lever is made."""
    return _why_page(request, pk, code, lambda case: why_lever(case, code))


@policy(get="see")
@gzip_page
def why_the_plan(request, pk):
    """Show how the plan is made."""
    return _why_page(request, pk, None, why_plan)


@policy(get="see")
@gzip_page
def what_if(request, pk):
    """Show the scores with the ticked levers in place, beside today's; the address holds what is ticked."""
    assessment = _visible(request, pk)
    case = case_of(assessment, get_language())
    context = {
        "assessment": assessment,
        "sheet": what_if_sheet(case, request.GET.getlist("lever")),
        "plan": case.result.plan.levers,
        "statement": case.words(case.pack.method.statement),
        "reading": only_a_part(case),
    }
    return render(request, "report/what_if.html", context)


@policy(get="see", post="report")
@gzip_page
def reports(request, pk):
    """Show how the reports stand, looking again by itself while one is being made; or ask for one."""
    assessment = _visible(request, pk)
    if request.method == "POST":
        return _ask(request, assessment)
    found = papers(assessment, case_of(assessment, get_language()))
    looks_again = any(paper.making for paper in found) and "still" not in request.GET
    context = {"assessment": assessment, "papers": found, "can_ask": can_ask_for_report(request.user, assessment)}
    context |= {"looks_again": looks_again, "every": SECONDS_BETWEEN_LOOKS}
    return look_again(render(request, "report/reports.html", context), looks_again)


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


def _visible(request, pk):
    return get_object_or_404(visible_assessments(request.user).select_related("operator"), pk=pk)


def _results_page(request, assessment, case, refused=None):
    context = {
        "assessment": assessment,
        "papers": papers(assessment, case),
        "can_ask": can_ask_for_report(request.user, assessment),
    }
    settable, opened = can_answer(request.user, assessment), request.GET.get("open", "")
    return render(request, "report/results.html", context | on_page(case, settable=settable, refused=refused, opened=opened))


def _why_page(request, pk, code, explain):
    assessment = _visible(request, pk)
    case = case_of(assessment, get_language())
    try:
        found = explain(case)
    except KeyError:
        raise Http404 from None
    context = {"assessment": assessment, "why": found, "code": code, "statement": case.words(case.pack.method.statement)}
    return render(request, "report/why.html", context | {"reading": only_a_part(case)})


def _ask(request, assessment):
    if not can_ask_for_report(request.user, assessment):
        raise PermissionDenied
    language = request.POST.get("language")
    if language not in dict(settings.LANGUAGES):
        messages.error(request, _("Choose the language of the report."))
        return redirect("reports", pk=assessment.pk)
    with transaction.atomic():  # a report that waits has its task, or neither is there
        report, to_make = ask_for_report(assessment, language, request.user)
        if to_make:
            make_report.enqueue(str(report.pk))
    return redirect("reports", pk=assessment.pk)
