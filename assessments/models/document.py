"""What every document made by the worker has in common: a PDF in one language, asked for, waited for, kept."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assessment import Assessment


class Document(models.Model):
    """One PDF about one assessment.

    `content_key` is a checksum of everything it is made from: equal keys mean an equal document, which is then not made
    again. `file` is a name inside settings.REPORTS. `sha256` is the checksum of the file.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="%(class)ss", verbose_name=_("assessment"))
    language = models.CharField(_("language"), max_length=10)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.QUEUED)
    content_key = models.CharField(_("checksum of the contents"), max_length=64)
    file = models.CharField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField(_("checksum of the file"), max_length=64, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("requested by")
    )
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        abstract = True
        ordering = ["-requested_at"]
