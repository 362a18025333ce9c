"""A report: one PDF in one language, kept until what it says changes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.document import Document


class Report(Document):
    """The gap report of one assessment: one for each state of the answers it was asked for."""

    number = models.CharField(_("report number"), max_length=60)

    class Meta(Document.Meta):
        abstract = False
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "language", "content_key"], name="one_report_per_content_and_language")
        ]

    def __str__(self):
        return f"{self.number} ({self.language})"
