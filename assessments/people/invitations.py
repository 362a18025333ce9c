"""The open invitations on the pages of a team and of the programme: listed, sent again, taken back."""

from allauth.core import ratelimit
from django.contrib import messages
from django.utils.translation import gettext as _

from assessments.mail import home_of
from assessments.people.inviting import Gone, send_again


def listed(invitations):
    """Return those that nobody has accepted yet, expired ones too: they can be sent again."""
    return invitations.filter(accepted_at=None).select_related("invited_by")


def change_invitation(request, row):
    """Do what the button says: send it again, or take it back. Return an answer only where there were too many."""
    said = {"email": row.email}
    if request.POST.get("do") == "again":
        if too_many := ratelimit.consume_or_429(request, action="invite", user=request.user):
            return too_many
        try:
            send_again(row, request.user, home_of(request))
            messages.success(request, _("A new message is on its way to %(email)s. The link sent before no longer works.") % said)
        except Gone:
            messages.info(request, _("The invitation was accepted or taken back meanwhile."))
    elif request.POST.get("do") == "take back":
        type(row).objects.filter(pk=row.pk, accepted_at=None).delete()
        messages.success(request, _("The invitation of %(email)s was taken back: its link no longer works.") % said)
    return None
