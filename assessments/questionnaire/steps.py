"""Steps that concern an assessment as a whole: going on to a longer reading, and giving it back to its team."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import workflow
from assessments.access import ANSWERERS, can_return, can_widen, policy
from assessments.found import found
from assessments.mail import home_of
from assessments.models import User
from assessments.scorecard import pack_of
from assessments.together.mails import write_about_return
from readiness.pack import wording


@policy(post="widen")
def widen(request, pk):
    """Take the questions of a longer reading into a draft; what was answered stays."""
    assessment = found(request, pk)
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
    assessment = found(request, pk)
    if not can_return(request.user, assessment):
        raise PermissionDenied
    try:
        with transaction.atomic():
            workflow.advance(assessment, "return", by=request.user, note=request.POST.get("note", "").strip()[:2000])
            team = {"memberships__operator": assessment.operator_id, "memberships__role__in": ANSWERERS}
            answering = User.objects.filter(is_active=True, **team).exclude(pk=request.user.pk)
            write_about_return(assessment, request.user, answering, home_of(request))
        messages.success(request, _("The assessment is a draft again. Its team can answer and submit anew."))
    except workflow.TooLate:
        messages.info(request, _("A colleague was quicker: look at what changed."))
    return redirect("assessment", pk=pk)
