"""The people of the programme: facilitators, experts, the secretariat. The secretariat invites them and ends their roles."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.access import SECRETARIAT, can_run_programme, policy
from assessments.mail import home_of
from assessments.models import Appointment, Invitation
from assessments.people.forms import ProgrammeInvitationForm
from assessments.people.invitations import change_invitation, listed
from assessments.people.inviting import invite
from assessments.people.roles import explained, not_last


def only_the_secretariat(request):
    if not can_run_programme(request.user):
        raise PermissionDenied


@policy(get="run programme", post="run programme")
def programme(request):
    """Show who has a role in the programme, and invite on POST."""
    only_the_secretariat(request)
    form = ProgrammeInvitationForm(request.POST if request.method == "POST" else None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        if too_many := ratelimit.consume_or_429(request, action="invite", user=request.user):
            return too_many
        row = invite(**form.cleaned_data, by=request.user, home=home_of(request))
        messages.success(request, _("A message is on its way to %(email)s.") % {"email": row.email})
        return redirect("programme")
    context = {
        "appointments": Appointment.objects.select_related("user").order_by("role", "user__name", "user__email"),
        "form": form,
        "roles": explained(Appointment.Role),
        "invitations": listed(Invitation.objects.filter(operator=None)),
    }
    return render(request, "people/programme.html", context)


@policy(post="run programme")
def appointment(request, appointment):
    """End somebody's role in the programme; the last secretariat stays."""
    only_the_secretariat(request)
    row = get_object_or_404(Appointment.objects.select_related("user"), pk=appointment)
    if end(row):
        said = {"who": row.user, "role": row.get_role_display()}
        messages.success(request, _("%(who)s no longer has this role in the programme: %(role)s.") % said)
    else:
        messages.error(request, not_last(SECRETARIAT))
    return redirect("programme") if can_run_programme(request.user) else redirect("assessments")


def end(appointment):
    """Delete the appointment and return whether that was possible: of two that would leave nobody, one is refused."""
    with transaction.atomic():
        left = Appointment.objects.select_for_update().filter(role=SECRETARIAT).order_by("pk").values_list("pk", flat=True)
        if list(left) == [appointment.pk]:
            return False
        appointment.delete()
        return True


@policy(post="run programme")
def programme_invitation(request, invitation):
    """Send an invitation to the programme again, or take it back."""
    only_the_secretariat(request)
    row = get_object_or_404(listed(Invitation.objects.filter(operator=None)), pk=invitation)
    return change_invitation(request, row) or redirect("programme")
