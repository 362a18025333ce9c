"""A step of the process as a button: one address each, by POST."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from assessments import workflow
from assessments.access import can_step, policy
from assessments.found import found
from assessments.mail import home_of
from assessments.models import Assessment

LONGEST_NOTE = 2000  # characters


class Obstacle(Exception):
    """Something has to be done before the step; the exception says what."""


def step(
    action: str,
    page: str,
    obstacle: Callable[[Assessment, QueryDict], str] | None = None,
    effect: Callable[[Assessment, object], None] | None = None,
    mails: Callable[[Assessment, object, str], None] | None = None,
    again: Callable[[HttpRequest, Assessment, str], HttpResponse] | None = None,
) -> Callable[..., HttpResponse]:
    """Return the view that takes a step and leads on to `page`.

    `obstacle` says in the reader's language what has to be done before, given what was posted, "" where nothing; `effect` writes
    what comes with the step, in the same transaction; `mails` writes to those who should know, given the address of the site.
    All see the assessment with its row held. `again` answers where there is an obstacle, with what was typed; without it the
    obstacle is told on `page`.
    """

    @policy(post=action)
    def take(request: HttpRequest, pk: object) -> HttpResponse:
        assessment = found(request, pk)
        if not can_step(request.user, assessment, action):
            raise PermissionDenied
        note = request.POST.get("note", "").strip()[:LONGEST_NOTE]
        try:
            with transaction.atomic():
                Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
                if problem := obstacle(assessment, request.POST) if obstacle else "":
                    raise Obstacle(problem)
                workflow.advance(assessment, action, by=request.user, note=note)
                if effect:
                    effect(assessment, request.user)
                if mails:
                    mails(assessment, request.user, home_of(request))
        except Obstacle as found_:
            if again:
                return again(request, assessment, str(found_))
            messages.error(request, str(found_))
            return redirect(page, pk=pk)
        except workflow.TooLate:
            messages.info(request, _("A colleague was quicker: look at what changed."))
            return redirect(page, pk=pk)
        messages.success(request, _("It is now: %(status)s.") % {"status": assessment.get_status_display()})
        return redirect(page, pk=pk)

    return take
