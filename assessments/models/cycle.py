"""A round of assessments: which operators answer what, and until when."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.people import Operator
from readiness.models import Framework


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Write a time zone of the IANA list, for example Africa/Dakar or Europe/Zurich."))


class Cycle(models.Model):
    """A named round: one edition of a framework, one reading, the operators invited, its opening and its closing.

    From its opening each invited operator has a draft (assessments.cycles). The closing is what pages and reminders say:
    a post that is late is told so, and not locked out.
    """

    name = models.CharField(_("name"), max_length=60, help_text=_("As it is printed, for example 2026-2027."))
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="cycles", verbose_name=_("framework"))
    reading = models.CharField(
        _("reading"), max_length=40, blank=True, help_text=_("The code of a shorter reading; empty for every question.")
    )
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="Europe/Zurich",
        validators=[check_time_zone],
        help_text=_("In which the closing is told, for example Africa/Dakar."),
    )
    operators = models.ManyToManyField(Operator, related_name="cycles", blank=True, verbose_name=_("operators invited"))

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["-opens_at", "name"]
        constraints = [
            models.UniqueConstraint(fields=["name", "framework"], name="one_cycle_of_a_name"),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="cycle_closes_after_it_opens",
                violation_error_message=_("The closing has to be after the opening."),
            ),
        ]

    def __str__(self):
        return f"{self.framework}, {self.name}"

    @property
    def closes(self) -> datetime:
        """Return the closing on the clock of its time zone."""
        return self.closes_at.astimezone(ZoneInfo(self.time_zone))

    @property
    def is_over(self) -> bool:
        return self.closes_at <= timezone.now()


class Reminder(models.Model):
    """What was written to one person about a cycle: that it is open (`days` is None), or how near its closing is."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="reminders", verbose_name=_("cycle"))
    operator = models.ForeignKey(Operator, models.CASCADE, related_name="+", verbose_name=_("operator"))
    person = models.ForeignKey("assessments.User", models.CASCADE, related_name="+", verbose_name=_("person"))
    days = models.PositiveSmallIntegerField(_("days before"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closing that was told"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "operator", "person", "days", "closes_at"], name="each_reminder_once"),
            models.UniqueConstraint(
                fields=["cycle", "operator", "person"], condition=models.Q(days=None), name="each_opening_told_once"
            ),
        ]

    def __str__(self):
        return f"{self.cycle}, {self.person}: {'–' if self.days is None else self.days}"
