"""What experts make of what an operator answered: who reviews, what keeps them from it, how they rate, what they ask."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from assessments.models.assessment import Assessment
from assessments.models.people import Operator
from readiness.models import Question


class Tie(models.Model):
    """What keeps an expert from reviewing: the country they are of, or an operator they have a conflict of interest with.

    An expert without a country has not declared it yet, and reviews nobody.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ties", verbose_name=_("person"))
    country = models.CharField(
        _("country"), max_length=2, blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Write the two capital letters of ISO 3166, for example SN."))],
    )  # fmt: skip
    operator = models.ForeignKey(Operator, models.CASCADE, null=True, blank=True, related_name="ties", verbose_name=_("operator"))
    reason = models.TextField(_("reason"), blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("declared by")
    )
    declared_at = models.DateTimeField(_("declared at"), auto_now_add=True)

    class Meta:
        verbose_name = _("tie of an expert")
        verbose_name_plural = _("ties of experts")
        ordering = ["person", "country", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(country="", operator__isnull=False) | (~Q(country="") & Q(operator__isnull=True)),
                name="tie_to_a_country_or_to_an_operator",
            ),
            models.UniqueConstraint(fields=["person", "country"], condition=~Q(country=""), name="each_country_once"),
            models.UniqueConstraint(fields=["person", "operator"], condition=Q(country=""), name="each_conflict_once"),
        ]

    def __str__(self):
        return f"{self.person}: {self.country or self.operator}"


class Reviewer(models.Model):
    """An expert who reviews one assessment. One of them leads, and settles where they differ."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="reviewers", verbose_name=_("assessment"))
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviews", verbose_name=_("expert"))
    leads = models.BooleanField(_("leads the review"), default=False)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("assigned by")
    )
    assigned_at = models.DateTimeField(_("assigned at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["assessment", "-leads", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "expert"], name="each_reviewer_once"),
            models.UniqueConstraint(fields=["assessment"], condition=Q(leads=True), name="one_lead_of_a_review"),
        ]

    def __str__(self):
        return f"{self.expert} ({self.assessment_id})"


class Verdict(models.TextChoices):
    """What was made of an answer. Accepted and rated carry a value, or why it does not apply; refused carries neither."""

    OPEN = "", _("not rated yet")
    ACCEPTED = "accepted", _("accepted")
    RATED = "rated", _("rated differently")
    REFUSED = "refused", _("not applicable refused")


def _is_whole():
    """Return what holds of each rating: a refusal and one not given yet have no value."""
    return Q(verdict__in=[Verdict.ACCEPTED, Verdict.RATED]) | Q(value__isnull=True, not_applicable="")


class Judgement(models.Model):
    """What was made of the answer to one question.

    `value` has the shape of the question's kind, `not_applicable` is the reason why it does not apply. `answer_version`
    is the version of the response that was judged: when the answer has changed since, the page says so.
    """

    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, blank=True, default=Verdict.OPEN)
    value = models.JSONField(_("rating"), null=True, blank=True)
    not_applicable = models.TextField(_("why it does not apply"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    answer_version = models.PositiveIntegerField(_("version of the answer"), default=0)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True


class Rating(Judgement):
    """What one expert makes of the answer to one question, at the desk.

    `note` is the experts' own, and never reaches the operator; `reason` does, once a report is issued.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="ratings", verbose_name=_("assessment"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="ratings", verbose_name=_("question"))
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="ratings", verbose_name=_("expert"))
    on_site = models.BooleanField(_("check on site"), default=False)
    note = models.TextField(_("private note"), blank=True)
    history = HistoricalRecords(verbose_name=_("version of a rating"), verbose_name_plural=_("versions of ratings"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["assessment", "question__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question", "expert"], name="one_rating_per_question_and_expert"),
            models.CheckConstraint(condition=_is_whole(), name="only_a_rating_has_a_value"),
        ]

    def __str__(self):
        return f"{self.question}: {self.get_verdict_display()} ({self.assessment_id})"


class AgreedRating(Judgement):
    """The rating of the review as a whole, of one question on one track.

    On the desk track it is what the lead settled where the experts differed; where they do not, there is none, and what
    they all say is the rating. On the site track it is what was seen; `observation` says what that was.
    """

    class Track(models.TextChoices):
        DESK = "desk", _("desk")
        SITE = "site", _("on site")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="agreed_ratings", verbose_name=_("assessment"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="agreed_ratings", verbose_name=_("question"))
    track = models.CharField(_("track"), max_length=10, choices=Track)
    observation = models.TextField(_("observation"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("updated by")
    )
    history = HistoricalRecords(
        verbose_name=_("version of an agreed rating"), verbose_name_plural=_("versions of agreed ratings")
    )

    class Meta:
        verbose_name = _("agreed rating")
        verbose_name_plural = _("agreed ratings")
        ordering = ["assessment", "question__position", "track"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question", "track"], name="one_agreed_rating_per_track"),
            models.CheckConstraint(condition=_is_whole(), name="only_an_agreed_rating_has_a_value"),
        ]

    def __str__(self):
        return f"{self.question}, {self.get_track_display()} ({self.assessment_id})"


class Clarification(models.Model):
    """What an expert asks the operator about one answer. While it is asked and unanswered, that question is open again.

    What `refuses` that the question does not apply counts until that answer, of `answer_version`, has changed.
    `asked_at` is None while the review has not sent it yet; `answered_at` when the operator's lead gave the answers back,
    `withdrawn_at` when the experts went on without.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="clarifications", verbose_name=_("assessment"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="clarifications", verbose_name=_("question"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    text = models.TextField(_("what is asked"))
    refuses = models.BooleanField(_("refuses that it does not apply"), default=False)
    answer_version = models.PositiveIntegerField(_("version of the answer"), default=0)
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("clarification")
        verbose_name_plural = _("clarifications")
        ordering = ["assessment", "question__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="one_open_clarification_per_question",
            )
        ]

    def __str__(self):
        return f"{self.question} ({self.assessment_id})"
