"""A printout: the questionnaire on paper, for a meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.document import Document


class Printout(Document):
    """The questionnaire of one assessment on paper: one for each choice, made anew when its answers have changed.

    `answered` says that the answers so far are printed, `pillar` is the code of the only one printed, "" for all.
    """

    answered = models.BooleanField(_("with the answers so far"), default=False)
    pillar = models.CharField(_("pillar"), max_length=40, blank=True)

    class Meta(Document.Meta):
        abstract = False
        verbose_name = _("printout")
        verbose_name_plural = _("printouts")
        constraints = [
            models.UniqueConstraint(fields=["assessment", "language", "answered", "pillar"], name="one_printout_per_choice")
        ]

    def __str__(self):
        return " ".join(part for part in (str(self.assessment), self.pillar, f"({self.language})") if part)
