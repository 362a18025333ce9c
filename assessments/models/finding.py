"""What a review found, and what the operator says to it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from assessments.models.assessment import Assessment
from readiness.models import Lever, Requirement


class Finding(models.Model):
    """One thing that the experts observed, and what they recommend.

    `number` counts within the assessment and is never used again. `issued_at` is the moment when it went to the operator
    with an exit list; from then on it stays as it is.
    """

    class Severity(models.TextChoices):
        CRITICAL = "critical", _("critical")
        MAJOR = "major", _("major")
        MINOR = "minor", _("minor")
        GOOD = "good", _("good practice")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="findings", verbose_name=_("assessment"))
    number = models.PositiveIntegerField(_("number"))
    observation = models.TextField(_("observation"))
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+", verbose_name=_("requirement"))
    evidence = models.TextField(_("evidence"))
    severity = models.CharField(_("severity"), max_length=10, choices=Severity)
    recommendation = models.TextField(_("recommendation"), blank=True)
    lever = models.ForeignKey(Lever, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lever"))
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("updated by")
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    history = HistoricalRecords(verbose_name=_("version of a finding"), verbose_name_plural=_("versions of findings"))

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["assessment", "number"]
        constraints = [models.UniqueConstraint(fields=["assessment", "number"], name="one_finding_per_number")]

    def __str__(self):
        return f"{self.number} ({self.assessment_id})"


class FindingReply(models.Model):
    """What the operator says to a finding: it agrees and says who does what by when, or it disagrees and says why."""

    class Stance(models.TextChoices):
        AGREE = "agree", _("agrees")
        DISAGREE = "disagree", _("disagrees")

    finding = models.OneToOneField(Finding, models.CASCADE, related_name="reply", verbose_name=_("finding"))
    stance = models.CharField(_("position"), max_length=10, choices=Stance)
    reason = models.TextField(_("reason"), blank=True)
    action = models.TextField(_("action"), blank=True)
    office = models.CharField(_("office in charge"), max_length=200, blank=True)
    due = models.DateField(_("due day"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("updated by")
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    history = HistoricalRecords(
        verbose_name=_("version of a reply to a finding"), verbose_name_plural=_("versions of replies to findings")
    )

    class Meta:
        verbose_name = _("reply to a finding")
        verbose_name_plural = _("replies to findings")

    def __str__(self):
        return f"{self.finding}: {self.get_stance_display()}"
