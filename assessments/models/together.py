"""Who answers for which requirement, what people say to each other about a question, and what they are told of it once a day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from assessments.models.assessment import Assessment
from readiness.models import Question, Requirement


class Assignment(models.Model):
    """Who of the team answers for one requirement, and by when. Whoever may answer still may answer everything.

    Without a row nobody does. `history` keeps who gave it to whom, and when.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="assignments", verbose_name=_("assessment"))
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="assignments", verbose_name=_("requirement"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments", verbose_name=_("person in charge")
    )
    due = models.DateField(_("due"), null=True, blank=True)
    reminded_of = models.DateField(_("due day that was reminded of"), null=True, blank=True, editable=False)
    history = HistoricalRecords(
        excluded_fields=["reminded_of"],
        verbose_name=_("version of an assignment"),
        verbose_name_plural=_("versions of assignments"),
    )

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["assessment", "requirement__position"]
        constraints = [models.UniqueConstraint(fields=["assessment", "requirement"], name="one_assignment_per_requirement")]

    def __str__(self):
        return f"{self.requirement}: {self.person}"


class Thread(models.Model):
    """What is said about one question: one thread that everybody reads who sees the assessment, and one of the team alone."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="threads", verbose_name=_("assessment"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="threads", verbose_name=_("question"))
    team_only = models.BooleanField(_("for the team only"))
    resolved_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ["assessment", "question__position", "team_only"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question", "team_only"], name="two_threads_per_question_at_most")
        ]

    def __str__(self):
        return f"{self.question} ({self.assessment_id})"


class Comment(models.Model):
    """One thing that somebody said in a thread. It is never changed; `told` are those who got an e-mail about it."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments", verbose_name=_("thread"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    text = models.TextField(_("comment"))
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("told by e-mail"))

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.thread}, {self.at:%Y-%m-%d %H:%M}"


class Notice(models.Model):
    """One thing that a person is told in their next daily mail, who chose that; the row goes once it is told.

    It points at what happened, and repeats nothing of it: what was taken back meanwhile takes its notice along.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("asked to read a comment")
        ANSWER = "answer", _("an answer in a conversation")
        ASSIGNMENT = "assignment", _("put in charge of a requirement")
        DUE = "due", _("a due day that is near")
        OPENING = "opening", _("a round that is open")
        CLOSING = "closing", _("a closing that is near")
        SUBMITTED = "submitted", _("an assessment that was submitted")
        RETURNED = "returned", _("an assessment that was returned")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("person"))
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="+", verbose_name=_("assessment"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("comment"))
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("assignment")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.person}: {self.get_kind_display()}"
