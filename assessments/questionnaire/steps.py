"""Steps that concern an assessment as a whole: going on to a longer reading, and giving it back to its team."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import workflow
from assessments.access import can_return, can_widen, policy, visible_assessments
from assessments.scorecard import pack_of
from readiness.pack import wording


@policy(post="widen")
def widen(request, pk):
    """Take the questions of a longer reading into a draft; what was answered stays."""
    assessment = get_object_or_404(visible_assessments(request.user), pk=pk)
    if not can_widen(request.user, assessment):
        raise PermissionDenied
    longer = {row.code: row for row in pack_of(assessment).longer_readings(assessment.reading)}
    reading = longer.get(request.POST.get("reading", ""))
    if reading is None:
        messages.error(request, _("Choose one of the longer readings offered here. Nothing was changed."))
    else:
        try:
            workflow.widen(assessment, reading.code, by=request.user)
            name = wording(reading.name, get_language())
            messages.success(request, _("This is now: %(reading)s. Every answer was kept.") % {"reading": name})
        except workflow.TooLate:
            messages.info(request, _("A colleague was quicker: look at what changed."))
    return redirect("assessment", pk=pk)


@policy(post="return")
def give_back(request, pk):
    """Give a submitted assessment back to its team, who can answer again."""
    assessment = get_object_or_404(visible_assessments(request.user), pk=pk)
    if not can_return(request.user, assessment):
        raise PermissionDenied
    try:
        workflow.advance(assessment, "return", by=request.user, note=request.POST.get("note", "").strip()[:2000])
        messages.success(request, _("The assessment is a draft again. Its team can answer and submit anew."))
    except workflow.TooLate:
        messages.info(request, _("A colleague was quicker: look at what changed."))
    return redirect("assessment", pk=pk)
