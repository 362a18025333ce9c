"""An invitation: an address, a role, and a link that works once."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.people import Appointment, Membership, Operator


class Invitation(models.Model):
    """A role offered to an address: in an operator's team, or in the programme where there is no operator.

    The key in the link is kept as its digest only. Taken back, the row goes; accepted, it stays and opens nothing more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))
    operator = models.ForeignKey(
        Operator, models.CASCADE, null=True, blank=True, related_name="invitations", verbose_name=_("operator")
    )
    role = models.CharField(_("role"), max_length=20, choices=[*Membership.Role.choices, *Appointment.Role.choices])
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    digest = models.CharField(_("digest of the key"), max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("invited by"))
    sent_at = models.DateTimeField(_("sent at"))
    expires_at = models.DateTimeField(_("expires at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["email", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(operator__isnull=False, role__in=Membership.Role.values)
                | Q(operator__isnull=True, role__in=Appointment.Role.values),
                name="invited_to_a_team_or_to_the_programme",
            ),
            models.UniqueConstraint(
                fields=["email", "operator"],
                condition=Q(accepted_at=None, operator__isnull=False),
                name="one_open_invitation_per_team",
            ),
            models.UniqueConstraint(
                fields=["email", "role"],
                condition=Q(accepted_at=None, operator__isnull=True),
                name="one_open_invitation_per_role",
            ),
        ]

    def __str__(self):
        return f"{self.email}, {self.get_role_display()}"

    @property
    def expired(self):
        return self.expires_at <= timezone.now()
