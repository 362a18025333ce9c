"""An invitation is made, sent, found again by the key of its link, and accepted once.

Nobody is looked up when inviting: to invite an address that has an account looks like inviting one that has none. Only
who opens the link is told which of the two it is, and the link went to that address.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from assessments.access import can_invite
from assessments.cycles import open_drafts
from assessments.mail import write_mail
from assessments.models import Appointment, Invitation, Membership
from assessments.people.roles import what_they_do

KEPT_EXPIRED = timedelta(days=30)  # long enough to see who did not come, and to send it again


class Gone(Exception):
    """The invitation was accepted, taken back or has expired meanwhile."""


def invite(email, role, language, by, home, operator=None):
    """Make or renew the open invitation of this address, and send it; `home` is the address of the site."""
    place = {"email": email.lower(), "operator": operator, "accepted_at": None} | ({} if operator else {"role": role})
    key = secrets.token_urlsafe(32)
    with transaction.atomic():
        defaults = {"role": role, "language": language} | _fresh(key, by)
        row, _created = Invitation.objects.update_or_create(**place, defaults=defaults)
        _send(row, key, home)
    return row


def send_again(invitation, by, home):
    """Send a new link, with its whole time before it; the link sent before opens nothing any more."""
    key = secrets.token_urlsafe(32)
    fresh = _fresh(key, by)
    with transaction.atomic():
        if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(**fresh):
            raise Gone
        for name, value in fresh.items():
            setattr(invitation, name, value)
        _send(invitation, key, home)


def digest(key):
    return sha256(key.encode()).hexdigest()


def open_invitation(key):
    """Return the invitation whose link this is, None where it opens nothing (any more): whatever the reason, the same."""
    rows = Invitation.objects.filter(digest=digest(key), accepted_at=None, expires_at__gt=timezone.now())
    row = rows.select_related("operator", "invited_by").first()
    return row if row and row.invited_by.is_active and can_invite(row.invited_by, row.operator) else None


def accept(invitation, user):
    """Give the person the role, once; who has a role in that team already keeps it. Raises Gone when it is too late."""
    open_rows = Invitation.objects.filter(pk=invitation.pk, digest=invitation.digest, accepted_at=None)
    with transaction.atomic():
        if not open_rows.update(accepted_at=timezone.now()):
            raise Gone
        if invitation.operator_id:
            place = {"user": user, "operator_id": invitation.operator_id}
            Membership.objects.get_or_create(**place, defaults={"role": invitation.role})
        else:
            Appointment.objects.get_or_create(user=user, role=invitation.role)


def forget_expired():
    """Delete the invitations that expired a month ago, and return how many: nobody needs the address of who did not come.

    Those that were accepted stay, and with them who invited whom.
    """
    return Invitation.objects.filter(accepted_at=None, expires_at__lt=timezone.now() - KEPT_EXPIRED).delete()[0]


def _fresh(key, by):
    now = timezone.now()
    return {"digest": digest(key), "invited_by": by, "sent_at": now, "expires_at": now + settings.INVITATION_LIFETIME}


def _send(invitation, key, home):
    """Write to the address, in the language that was chosen for it; to a team's also what is to be submitted, and until when."""
    team = open_drafts(timezone.now()).filter(operator=invitation.operator_id) if invitation.operator_id else []
    with override(invitation.language):
        context = {
            "drafts": sorted(team, key=lambda draft: draft.opened_by.closes_at),
            "invitation": invitation,
            "role": invitation.get_role_display(),
            "does": what_they_do(invitation.role),
            "address": home + reverse("invitation", args=[key]),
        }
    write_mail("people/email/invitation", context, invitation.email, invitation.language)
