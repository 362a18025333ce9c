"""The visit: when, who, with which plan and commitment; its agenda; the photos taken on the spot."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from assessments.models.assessment import Assessment
from readiness.models import Question

FEWEST_DAYS, MOST_DAYS = 3, 5


class Visit(models.Model):
    """The visit of one assessment, from the first date proposed to the results of its workshop.

    Hours are those of the place that is visited. `commitment` is the random name of the file in which the operator commits
    itself, `commitment_name` what it came as.
    """

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="visit", verbose_name=_("assessment"))
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    opens = models.TimeField(_("the day begins at"), default=time(9))
    closes = models.TimeField(_("the day ends at"), default=time(17))
    break_from = models.TimeField(_("the break begins at"), default=time(12, 30))
    break_to = models.TimeField(_("the break ends at"), default=time(13, 30))
    team = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="visits", verbose_name=_("team"))
    host = models.CharField(_("function of the host"), max_length=200, blank=True)
    host_contact = models.TextField(_("how to reach the host"), blank=True)
    plan = models.TextField(_("detailed plan"), blank=True)
    committed_by = models.CharField(_("who commits the operator"), max_length=200, blank=True)
    committed_on = models.DateField(_("day of the commitment"), null=True, blank=True)
    commitment = models.UUIDField(_("document"), null=True, blank=True)
    commitment_name = models.CharField(_("name of the document"), max_length=255, blank=True)
    workshop_day = models.DateField(_("day of the workshop"), null=True, blank=True)
    workshop_at = models.TimeField(_("the workshop begins at"), null=True, blank=True)
    workshop_topic = models.CharField(_("topic of the workshop"), max_length=300, blank=True)
    workshop_participants = models.TextField(_("who takes part in the workshop"), blank=True)
    workshop_results = models.TextField(_("what the workshop resulted in"), blank=True)
    history = HistoricalRecords(verbose_name=_("version of a visit"), verbose_name_plural=_("versions of visits"))

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="a_visit_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="a_day_of_a_visit_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.assessment_id}: {self.first_day} – {self.last_day}"

    @property
    def days(self):
        """Return how many days it takes, 0 while they are not set."""
        return (self.last_day - self.first_day).days + 1 if self.first_day and self.last_day else 0


class AgendaItem(models.Model):
    """One meeting of a visit. Without a day and a time it did not fit, and `unfit` says why, as assessments.visit.fitting does.

    `questions` and `levers` are codes of the edition. `function` is a code of its list, `whom` what somebody wrote instead.
    What was changed by hand (`by_hand`) stays when the agenda is drafted anew.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening meeting")
        MEETING = "meeting", _("meeting")
        WORKSHOP = "workshop", _("workshop")
        CLOSING = "closing", _("closing meeting with management")

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="agenda", verbose_name=_("visit"))
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    start = models.TimeField(_("begins at"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MEETING)
    function = models.CharField(_("function to meet"), max_length=40, blank=True)
    whom = models.CharField(_("whom to meet"), max_length=200, blank=True)
    title = models.CharField(_("topic"), max_length=300, blank=True)
    questions = models.JSONField(_("questions"), default=list, blank=True)
    levers = models.JSONField(_("levers"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    unfit = models.JSONField(_("why it did not fit"), null=True, blank=True)
    by_hand = models.BooleanField(_("changed by hand"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    history = HistoricalRecords(verbose_name=_("version of an agenda item"), verbose_name_plural=_("versions of agenda items"))

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["visit", F("day").asc(nulls_last=True), F("start").asc(nulls_last=True), "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(day__isnull=True, start__isnull=True) | Q(day__isnull=False, start__isnull=False),
                name="an_agenda_item_has_a_day_and_a_time_or_neither",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.function} ({self.visit_id})"


class Photo(models.Model):
    """A photo taken on the spot, about one question. `file` is its random name, `name` what it came as.

    `key` is the one the page gave it, so that a photo that is sent again is not kept twice.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos", verbose_name=_("visit"))
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name=_("question"))
    file = models.UUIDField(_("file"), unique=True)
    name = models.CharField(_("name of the file"), max_length=255)
    key = models.UUIDField(_("key"), unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["visit", "question__position", "pk"]

    def __str__(self):
        return f"{self.name} ({self.question})"
