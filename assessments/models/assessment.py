"""An assessment and what was answered in it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from readiness.models import Framework, Question, Requirement


class Assessment(models.Model):
    """One operator's answers to one edition of a framework, in one cycle."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey("assessments.Operator", models.PROTECT, related_name="assessments", verbose_name=_("operator"))
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="assessments", verbose_name=_("framework"))
    cycle = models.CharField(_("cycle"), max_length=60, help_text=_("As it is printed, for example 2026-2027."))
    date = models.DateField(_("date"), default=timezone.localdate)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-date", "-created_at"]

    def __str__(self):
        return f"{self.operator}, {self.framework}, {self.cycle}"


class Response(models.Model):
    """The answer to one question: answered, not applicable (with the reason), or neither yet.

    `value` has the shape of the question's kind (docs/answers.md), None while unanswered. `version` goes up with each
    save, so that a colleague's older page is noticed.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="responses", verbose_name=_("assessment"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="responses", verbose_name=_("question"))
    value = models.JSONField(_("answer"), null=True, blank=True)
    not_applicable = models.TextField(_("why it does not apply"), blank=True)
    remark = models.TextField(_("remark"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("updated by")
    )

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["assessment", "question__position"]
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="one_response_per_question")]

    def __str__(self):
        return f"{self.question} ({self.assessment_id})"


class Evidence(models.Model):
    """One piece of evidence for a response, as a line of text."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="evidence", verbose_name=_("response"))
    position = models.PositiveIntegerField(_("position"))
    text = models.TextField(_("evidence"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["response", "position"]
        constraints = [models.UniqueConstraint(fields=["response", "position"], name="one_evidence_per_position")]

    def __str__(self):
        return self.text


class Target(models.Model):
    """What the operator aims at for one requirement: a level, or a score as an exact fraction in text ("31/48")."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="targets", verbose_name=_("assessment"))
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="targets", verbose_name=_("requirement"))
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    score = models.CharField(_("score"), max_length=40, null=True, blank=True)  # noqa: DJ001  (None: no score was set)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["assessment", "requirement__position"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "requirement"], name="one_target_per_requirement"),
            models.CheckConstraint(
                condition=models.Q(level__isnull=False, score__isnull=True) | models.Q(level__isnull=True, score__isnull=False),
                name="target_is_a_level_or_a_score",
            ),
        ]

    def __str__(self):
        return f"{self.requirement}: {self.level or self.score}"


class StatusChange(models.Model):
    """One step of an assessment's history. Read in the order of its key, never by time: clocks jump."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="status_changes", verbose_name=_("assessment"))
    action = models.CharField(_("action"), max_length=20)
    before = models.CharField(_("before"), max_length=20, choices=Assessment.Status)
    after = models.CharField(_("after"), max_length=20, choices=Assessment.Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.before} → {self.after}"
