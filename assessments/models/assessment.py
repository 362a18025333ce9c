"""An assessment and what was answered in it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from assessments.evidence_words import in_words
from readiness.answers import Piece
from readiness.models import Framework, Lever, Question, Requirement


class Assessment(models.Model):
    """One operator's answers to one edition of a framework, in one cycle."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        IN_REVIEW = "in_review", _("in review")
        CLARIFICATION = "clarification", _("clarification asked")
        REVIEWED = "reviewed", _("reviewed")
        VISIT_PLANNED = "visit_planned", _("visit planned")
        VISITED = "visited", _("visited")
        REPORT_ISSUED = "report_issued", _("report issued")
        FOLLOW_UP = "follow_up", _("follow-up")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey("assessments.Operator", models.PROTECT, related_name="assessments", verbose_name=_("operator"))
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="assessments", verbose_name=_("framework"))
    cycle = models.CharField(_("cycle"), max_length=60, help_text=_("As it is printed, for example 2026-2027."))
    date = models.DateField(_("date"), default=timezone.localdate)
    reading = models.CharField(
        _("reading"), max_length=40, blank=True, help_text=_("The code of a shorter reading; empty for every question.")
    )
    opened_by = models.ForeignKey(
        "assessments.Cycle", models.PROTECT, null=True, blank=True, related_name="assessments", verbose_name=_("opened by")
    )
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("the one before"),
        help_text=_("Its answers are offered, to be confirmed."),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-date", "-created_at"]
        constraints = [models.UniqueConstraint(fields=["operator", "opened_by"], name="one_assessment_per_cycle")]

    def __str__(self):
        return f"{self.operator}, {self.framework}, {self.cycle}"


class Response(models.Model):
    """The answer to one question: answered, not applicable (with the reason), or neither yet.

    `value` has the shape of the question's kind (docs/answers.md), None while unanswered or not applicable. `version`
    goes up with each save, so that a colleague's older page is noticed; `history` keeps every version with who and when.
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
    history = HistoricalRecords(verbose_name=_("version of a response"), verbose_name_plural=_("versions of responses"))

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["assessment", "question__position"]
        constraints = [models.UniqueConstraint(fields=["assessment", "question"], name="one_response_per_question")]

    def __str__(self):
        return f"{self.question} ({self.assessment_id})"


class Evidence(models.Model):
    """One piece of evidence for a response: a line of text, a link, a file, or a note of what is shown on site.

    `text` is the line or the note itself, or the name a file came with; `title` what a person called it, "" where nobody
    did. `file` is its random name (assessments/evidence_files.py), never the name it came with: the rows of one assessment
    that share it stand for one file, and say the same of it. `about` is the date it is about, as far as it is known
    ("2024", "2024-03", "2024-03-15"), `language` the code of what it is written in.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        LINK = "link", _("link")
        ON_SITE = "on_site", _("to be shown on site")
        FILE = "file", _("file")

    response = models.ForeignKey(Response, models.CASCADE, related_name="evidence", verbose_name=_("response"))
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    text = models.TextField(_("evidence"), blank=True)
    url = models.CharField(_("address"), max_length=2000, blank=True)
    file = models.UUIDField(_("file"), null=True, blank=True, db_index=True, editable=False)
    title = models.TextField(_("title"), blank=True)
    about = models.CharField(_("date it is about"), max_length=10, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    history = HistoricalRecords(verbose_name=_("version of evidence"), verbose_name_plural=_("versions of evidence"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["response", "position"]
        constraints = [models.UniqueConstraint(fields=["response", "position"], name="one_evidence_per_position")]

    def __str__(self):
        """Return it as reports print it: "Strategy – plan.pdf (March 2024, French)"."""
        return in_words(self.told)

    @property
    def told(self):
        """Return it as answers have it."""
        return Piece(" – ".join(filter(None, [self.title, self.text, self.url])), self.about, self.language)

    @property
    def called(self):
        """Return the shortest that names it."""
        return self.title or self.text or self.url

    @property
    def known(self):
        """Return the date it is about and its language in words, "" where neither is known."""
        return in_words(Piece("", self.about, self.language)).strip(" ()")


class Save(models.Model):
    """One save of one field as a page asked for it, and what it was answered: the same `key` is never applied twice.

    `page` names one opening of a page in one browser and `sequence` counts its saves, so that a late one is noticed.
    `version` is the response's version after it, None when it was refused or met a conflict.
    """

    key = models.UUIDField(_("key"), unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by"))
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="saves", verbose_name=_("assessment"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name=_("question"))
    field = models.CharField(_("field"), max_length=20)
    page = models.UUIDField(_("page"))
    sequence = models.PositiveBigIntegerField(_("sequence"))
    version = models.PositiveIntegerField(_("version"), null=True)
    checksum = models.CharField(_("checksum of what was asked"), max_length=64)
    answer = models.JSONField(_("answer"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("save")
        verbose_name_plural = _("saves")
        ordering = ["pk"]
        indexes = [models.Index(fields=["page", "question"], name="saves_of_a_page")]

    def __str__(self):
        return f"{self.question} {self.field} ({self.key})"


class Target(models.Model):
    """What the operator aims at for one requirement: a level, or a score as an exact fraction in text ("31/48").

    Without a row it is the method's default. `history` keeps who set, changed or took back which target, and when.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="targets", verbose_name=_("assessment"))
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="targets", verbose_name=_("requirement"))
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    score = models.CharField(_("score"), max_length=40, null=True, blank=True)  # noqa: DJ001  (None: no score was set)
    history = HistoricalRecords(verbose_name=_("version of a target"), verbose_name_plural=_("versions of targets"))

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


class Causes(models.Model):
    """Why one requirement has a gap, as the operator sees it: codes of the edition's closed list, in its order, never none.

    Without a row nobody named a cause. `history` keeps who named which, when, before and after.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="causes", verbose_name=_("assessment"))
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="causes", verbose_name=_("requirement"))
    codes = models.JSONField(_("codes"))
    history = HistoricalRecords(verbose_name=_("version of root causes"), verbose_name_plural=_("versions of root causes"))

    class Meta:
        verbose_name = _("root causes of a gap")
        verbose_name_plural = _("root causes of gaps")
        ordering = ["assessment", "requirement__position"]
        constraints = [models.UniqueConstraint(fields=["assessment", "requirement"], name="one_row_of_causes_per_requirement")]

    def __str__(self):
        return f"{self.requirement}: {', '.join(self.codes)}"


class ChosenWay(models.Model):
    """Which of a lever's ways the operator chose. Without a row it is still to be chosen; `history` keeps who chose, and when."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="ways", verbose_name=_("assessment"))
    lever = models.ForeignKey(Lever, models.PROTECT, related_name="ways", verbose_name=_("lever"))
    way = models.CharField(_("way"), max_length=40)
    history = HistoricalRecords(verbose_name=_("version of a chosen way"), verbose_name_plural=_("versions of chosen ways"))

    class Meta:
        verbose_name = _("chosen way of a lever")
        verbose_name_plural = _("chosen ways of levers")
        ordering = ["assessment", "lever__position"]
        constraints = [models.UniqueConstraint(fields=["assessment", "lever"], name="one_way_per_lever")]

    def __str__(self):
        return f"{self.lever}: {self.way}"


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
