"""The questionnaire on paper: choose what to print, wait for the worker, take it."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from assessments.access import policy, visible_printouts
from assessments.found import found
from assessments.models import Printout
from assessments.printing.line import SECONDS_BETWEEN_LOOKS, look_again
from assessments.questionnaire.printouts import Desk, ask_for_printout, read_choice, shown
from assessments.tasks import make_printout
from readiness.pack import wording


@policy(get="see", post="see")
@gzip_page
def on_paper(request, pk):
    """Offer the choices and show what was made, looking again by itself while something is; or ask for one."""
    assessment = found(request, pk)
    desk = Desk(assessment)
    if request.method == "POST":
        return ask(request, desk)
    printouts = shown(desk)
    looks_again = any(each.state in ("queued", "running") for each in printouts) and "still" not in request.GET
    context = {
        "assessment": assessment,
        "languages": settings.LANGUAGES,
        "pillars": [(row.code, wording(row.name, get_language())) for row in desk.pack.pillars],
        "has_answers": any(response.answered for response in desk.answers.responses.values()),
        "printouts": printouts,
        "looks_again": looks_again,
        "every": SECONDS_BETWEEN_LOOKS,
    }
    return look_again(render(request, "questionnaire/on_paper.html", context), looks_again)


def ask(request, desk):
    choice = read_choice(request.POST, desk.pack)
    if choice is None:
        messages.error(request, _("Choose a language, and what is to be printed."))
        return redirect("on_paper", pk=desk.assessment.pk)
    with transaction.atomic():  # a printout that waits has its task, or neither is there
        printout, to_make = ask_for_printout(desk, choice, request.user)
        if to_make:
            make_printout.enqueue(str(printout.pk))
    return redirect("on_paper", pk=desk.assessment.pk)


@policy(get="see")
def download(request, pk):
    """Hand out a finished printout as a file."""
    printout = get_object_or_404(visible_printouts(request.user).select_related("assessment__framework"), pk=pk)
    path = settings.REPORTS / printout.file
    if printout.status != Printout.Status.DONE or not path.exists():
        raise Http404
    framework = printout.assessment.framework
    parts = [framework.code.upper(), framework.edition, printout.pillar, printout.language]
    name = "-".join(["questionnaire", *(part for part in parts if part)])
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{name}.pdf", content_type="application/pdf")
