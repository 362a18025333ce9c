"""What is typed about a cycle: its name, what is asked, when it opens and closes on the clock of its place."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models import Cycle
from assessments.scorecard import published_pack
from readiness.models import Framework
from readiness.pack import wording

CONTINENTS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
NO_DAY = _("Write a day between 2000 and 2100, such as 2027-03-31.")
NO_TIME = _("Write a time such as 17:00.")
SKIPPED = _("The clocks of this time zone go forward then: there is no such time on that day. Choose another.")


LOOKS = {forms.Select: "form-select", forms.RadioSelect: "form-check-input"}


def editions() -> list[tuple[str, str]]:
    """Return what can be asked, as ("framework's key/reading", its name): each edition in each of its readings."""
    found = []
    for framework in Framework.objects.defer("text").order_by("code", "-published_at"):
        pack = published_pack(framework.checksum)
        name = f"{framework.title}, {framework.edition}"
        readings = [(f"/{row.code}", f"{wording(row.name, get_language()).text} – {name}") for row in pack.readings]
        found += [(f"{framework.pk}{code}", words) for code, words in readings or [("/", name)]]
    return found


def zones(also: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the time zones that are named by a place, by continent; and the one that is kept, whatever its name."""
    names = sorted(name for name in available_timezones() if name.split("/")[0] in CONTINENTS)
    groups = [(place, [(name, name) for name in names if name.startswith(f"{place}/")]) for place in CONTINENTS]
    return [("UTC", [("UTC", "UTC")]), *([(also, [(also, also)])] if also not in (*names, "UTC") else []), *groups]


def day_field(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=[MinValueValidator(date(2000, 1, 1), NO_DAY), MaxValueValidator(date(2100, 12, 31), NO_DAY)],
        error_messages={"required": NO_DAY, "invalid": NO_DAY},
    )


def time_field(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": NO_TIME, "invalid": NO_TIME},
    )


def moment(day: date, at: time, zone: str, kept: datetime | None) -> datetime:
    """Return the moment that a clock of that zone shows so, the one that is kept where it is the same to the minute.

    Raises ValidationError for an hour that the clock skips.
    """
    found = datetime.combine(day, at, tzinfo=ZoneInfo(zone))
    if found.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != found.replace(tzinfo=None):
        raise ValidationError(SKIPPED)
    return kept if kept and kept.replace(second=0, microsecond=0) == found else found


class ClosingForm(forms.Form):
    """Another closing, on the clock of the cycle's time zone."""

    closes_day = day_field(_("Closing day"))
    closes_time = time_field(_("Closing time"))

    def __init__(self, *args, cycle: Cycle, **kwargs):
        super().__init__(*args, initial={"closes_day": cycle.closes.date(), "closes_time": cycle.closes.time()}, **kwargs)
        self.cycle = cycle

    def clean(self):
        given = super().clean()
        if {"closes_day", "closes_time"} <= given.keys():
            try:
                given["closes_at"] = moment(given["closes_day"], given["closes_time"], self.cycle.time_zone, self.cycle.closes_at)
            except ValidationError as error:
                self.add_error("closes_time", error)
            else:
                check_closing(self, given["closes_at"], self.cycle.opens_at, self.cycle)
        return given


def check_closing(form: forms.Form, closes_at: datetime, opens_at: datetime, cycle: Cycle | None) -> None:
    """Refuse a closing before the opening, and one that is past, unless it is the one that is kept."""
    if closes_at <= opens_at:
        form.add_error("closes_day", _("The closing has to be after the opening."))
    elif closes_at <= timezone.now() and not (cycle and cycle.closes_at == closes_at):
        form.add_error("closes_day", _("This closing is past. Choose a day to come."))


class CycleForm(forms.Form):
    """A cycle, new or kept. Once its assessments are there, what they ask stays as it is, and it stays open."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("As it is printed on every assessment and report, for example 2026-2027."),
        error_messages={"required": _("Write a name.")},
    )
    edition = forms.ChoiceField(
        label=_("What is asked"), widget=forms.RadioSelect, error_messages={"required": _("Choose what is asked.")}
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Opening and closing are told on the clock of this place."))
    opens_day = day_field(_("Opening day"))
    opens_time = time_field(_("Opening time"))
    closes_day = day_field(_("Closing day"))
    closes_time = time_field(_("Closing time"))

    def __init__(self, *args, cycle: Cycle | None, opened: bool, typed: dict[str, str], **kwargs):
        """Make the form; `typed` is what a button other than the one that saves has sent, to be shown again unjudged."""
        super().__init__(*args, initial=typed_before(cycle) | typed, **kwargs)
        self.cycle, self.opened = cycle, opened
        kept = cycle.time_zone if cycle else "UTC"
        self.fields["time_zone"].choices = zones(kept)
        self.fields["edition"].choices = editions()
        if cycle is None:
            self.initial.setdefault("edition", next((key for key, _name in self.fields["edition"].choices), None))
        self.fields["name"].widget.attrs |= {"dir": "auto", "autocomplete": "off"}
        for field in self.fields.values():
            field.widget.attrs["class"] = LOOKS.get(type(field.widget), "form-control")
        if opened:
            self.initial["edition"] = typed_before(cycle)["edition"]
            self.fields["edition"].disabled = True
            self.fields["edition"].help_text = _("Assessments were opened with it: it stays.")

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        given = super().clean()
        for end in ("opens", "closes"):
            if {f"{end}_day", f"{end}_time", "time_zone"} <= given.keys():
                try:
                    kept = getattr(self.cycle, f"{end}_at", None)
                    given[f"{end}_at"] = moment(given[f"{end}_day"], given[f"{end}_time"], given["time_zone"], kept)
                except ValidationError as error:
                    self.add_error(f"{end}_time", error)
        if self.opened and given.get("opens_at") and given["opens_at"] > timezone.now():
            self.add_error("opens_day", _("It was opened already: its opening cannot be moved to a day to come."))
        if {"opens_at", "closes_at"} <= given.keys():
            check_closing(self, given["closes_at"], given["opens_at"], self.cycle)
        if {"name", "edition"} <= given.keys():
            framework, _slash, given["reading"] = given["edition"].partition("/")
            given["framework"] = Framework.objects.defer("text").get(pk=framework)
            same = Cycle.objects.filter(name=given["name"], framework=framework).exclude(pk=self.cycle and self.cycle.pk)
            if same.exists():
                self.add_error("name", _("There is a cycle of this name with the same edition. Choose another name."))
        return given


def typed_before(cycle: Cycle | None) -> dict[str, object]:
    """Return what the form shows at first: a cycle as it is kept; for a new one a closing in the afternoon."""
    if cycle is None:
        zone = Cycle.time_zone.field.default
        return {"time_zone": zone, "opens_time": time(8), "closes_time": time(17)}
    opens = cycle.opens_at.astimezone(ZoneInfo(cycle.time_zone))
    reading = cycle.reading or published_pack(cycle.framework.checksum).whole_reading
    return {
        "name": cycle.name,
        "edition": f"{cycle.framework_id}/{reading or ''}",
        "time_zone": cycle.time_zone,
        "opens_day": opens.date(),
        "opens_time": opens.time(),
        "closes_day": cycle.closes.date(),
        "closes_time": cycle.closes.time(),
    }
