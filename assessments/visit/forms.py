"""The forms of a visit: its plan, the operator's commitment, one item of its agenda."""

import json
from datetime import timedelta

from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kept_files import refused_file
from assessments.models import AgendaItem, User, Visit
from assessments.models.visit import FEWEST_DAYS, MOST_DAYS
from readiness.json_text import unprintable
from readiness.pack import Pack, wording

LONGEST = 10_000  # characters of a long text
EXPERTS = (2, 3)


class MergedForm(forms.ModelForm):
    """Writes what its person changed of what it showed; what a colleague changed since is told, and not overwritten.

    `shown`, which the page carries, is what it showed, as text.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = {name: self.initial.get(name) for name in self.fields}
        self.shown = self.data.get("shown") or self.as_it_is()
        for field in self.fields.values():
            dress(field)

    def as_it_is(self):
        return json.dumps({name: spelled(value) for name, value in self.now.items()})

    def clean(self):
        cleaned = super().clean()
        shown = read_shown(self.shown)
        for name in [name for name in self.fields if name in cleaned]:
            new, now = spelled(cleaned[name]), spelled(self.now[name])
            before = shown.get(name, now)
            if code := next((found for text in new if (found := unprintable(text))), ""):
                self.add_error(name, _("This holds a character that cannot be shown or printed. Type it anew.") + f" ({code})")
            elif new == before:
                cleaned[name] = self.now[name]
            elif before != now != new:
                self.add_error(name, _("A colleague changed this meanwhile: “%(now)s”. Save again to put yours in its place.") % {
                    "now": self.in_words(name),
                })  # fmt: skip
                shown[name] = now
        self.shown = json.dumps(shown)
        return cleaned

    def in_words(self, name):
        return ", ".join(str(each) for each in listed(self.now[name])) or _("(empty)")


def dress(field):
    """Give a field the control that phones know for it."""
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    elif isinstance(field, forms.TimeField):
        field.widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    elif isinstance(field, forms.CharField):
        field.widget.attrs["dir"] = "auto"
        if isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 4
            field.validators.append(MaxLengthValidator(LONGEST))


def listed(value):
    if value in (None, "", []):
        return []
    return list(value) if isinstance(value, (list, QuerySet)) else [value]


def spelled(value):
    """Return a value as [text], so that what a page showed, what is kept and what was typed can be compared."""
    return sorted(str(getattr(each, "pk", each)) for each in listed(value))


def read_shown(text):
    """Return {field: [text]} of what the page says that it showed; nothing where it does not."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    lists = found.items() if isinstance(found, dict) else ()
    return {name: [str(each) for each in value] for name, value in lists if isinstance(value, list)}


class PlanForm(MergedForm):
    """When, who, with which host and plan, and the workshop."""

    class Meta:
        model = Visit
        fields = [
            "first_day", "last_day", "opens", "closes", "break_from", "break_to", "team", "host", "host_contact", "plan",
            "workshop_day", "workshop_at", "workshop_topic", "workshop_participants", "workshop_results",
        ]  # fmt: skip
        help_texts = {
            "first_day": gettext_lazy("The days follow each other: 3 to 5 of them, weekends included if they lie between."),
            "opens": gettext_lazy("In the time of the place that is visited."),
            "host": gettext_lazy("Who receives the team: a function, such as Director of operations."),
            "host_contact": gettext_lazy("Where to arrive, whom to call. The operator’s team reads this, too."),
            "plan": gettext_lazy("Travel, places to be seen, papers to bring. The operator’s team reads this, too."),
            "workshop_participants": gettext_lazy("One to a line: functions, and how many of each."),
        }

    def __init__(self, *args, experts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"] = forms.ModelMultipleChoiceField(
            experts, required=False, label=self.fields["team"].label, widget=forms.CheckboxSelectMultiple,
            help_text=_("Two or three of the reviewers."),
        )  # fmt: skip
        for name in ("opens", "closes", "break_from", "break_to"):
            self.fields[name].error_messages["required"] = _("Write a time, such as 09:00.")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if bool(first) != bool(last) and not {"first_day", "last_day"} & set(self.errors):
            self.add_error("last_day" if first else "first_day", _("Write the first and the last day, or neither."))
        elif first and last and not FEWEST_DAYS <= (last - first).days + 1 <= MOST_DAYS:
            ends = [formats.date_format(first + timedelta(days=days - 1), "DATE_FORMAT") for days in (FEWEST_DAYS, MOST_DAYS)]
            said = _("A visit takes 3 to 5 days: choose a last day from %(from)s to %(to)s.") % {"from": ends[0], "to": ends[1]}
            self.add_error("last_day", said)
        if (team := cleaned.get("team")) is not None and len(team) and not EXPERTS[0] <= len(team) <= EXPERTS[1]:
            self.add_error("team", _("Choose two or three of the reviewers."))
        self.in_order("opens", "closes", _("The day has to end after it begins."))
        self.in_order("break_from", "break_to", _("The break has to end after it begins."), same=True)
        self.the_workshop(cleaned, first, last)
        return cleaned

    def in_order(self, begins, ends, why, same=False):
        one, two = self.cleaned_data.get(begins), self.cleaned_data.get(ends)
        if one and two and not (one < two or (same and one == two)):
            self.add_error(ends, why)

    def the_workshop(self, cleaned, first, last):
        day, at = cleaned.get("workshop_day"), cleaned.get("workshop_at")
        if bool(day) != bool(at) and not {"workshop_day", "workshop_at"} & set(self.errors):
            self.add_error("workshop_at" if day else "workshop_day", _("Write the day and the time of the workshop, or neither."))
        elif day and not (first and last and first <= day <= last):
            self.add_error("workshop_day", _("The workshop has to be on one of the days of the visit."))


class CommitmentForm(forms.Form):
    """Who commits the operator, when, and the signed document; a document that is there need not be sent again."""

    committed_by = forms.CharField(label=gettext_lazy("Name and function of who commits the operator"), max_length=200)
    committed_on = forms.DateField(label=gettext_lazy("Day of the signature"))
    document = forms.FileField(label=gettext_lazy("The signed document"), required=False)

    def __init__(self, *args, visit, **kwargs):
        kept = {"committed_by": visit.committed_by, "committed_on": visit.committed_on}
        super().__init__(*args, initial=kept, **kwargs)
        self.visit = visit
        for field in self.fields.values():
            dress(field)
        self.fields["committed_by"].error_messages["required"] = _("Write who commits the operator.")
        self.fields["committed_on"].error_messages["required"] = _("Write the day of the signature.")

    def clean_committed_by(self):
        text = self.cleaned_data["committed_by"]
        if unprintable(text):
            raise forms.ValidationError(_("This holds a character that cannot be shown or printed. Type it anew."))
        return text

    def clean_committed_on(self):
        day = self.cleaned_data["committed_on"]
        if day > timezone.localdate() + timedelta(days=1):  # it may be tomorrow already where it was signed
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_document(self):
        upload = self.cleaned_data["document"]
        if upload is None and self.visit.commitment is None:
            raise forms.ValidationError(_("Choose the signed document."))
        if upload is not None and (why := refused_file(upload)):
            raise forms.ValidationError(why)
        return upload


class ItemForm(MergedForm):
    """One item of the agenda. Without a day it waits, with what did not fit."""

    asked = forms.CharField(
        label=gettext_lazy("Questions"), required=False, max_length=2000,
        help_text=gettext_lazy("Their codes, with spaces between them, such as P1.1a P2.3b."),
    )  # fmt: skip

    class Meta:
        model = AgendaItem
        fields = ["kind", "day", "start", "minutes", "function", "whom", "title", "note"]
        help_texts = {
            "whom": gettext_lazy("Where the function alone does not say it."),
            "title": gettext_lazy("May be left empty. The operator’s team reads this."),
            "note": gettext_lazy("For the reviewers alone: the operator does not see it."),
        }

    def __init__(self, *args, visit: Visit, pack: Pack, language: str, **kwargs):
        item = kwargs["instance"]
        kwargs["initial"] = {"asked": " ".join(item.questions)} | kwargs.pop("initial", {})
        super().__init__(*args, **kwargs)
        self.pack = pack
        days = [visit.first_day + timedelta(days=at) for at in range(visit.days)]
        self.fields["day"] = forms.TypedChoiceField(
            label=_("Day"), required=False, coerce=int, empty_value=None,
            choices=[("", _("no time yet"))] + [(at, formats.date_format(day, "l j F")) for at, day in enumerate(days, start=1)],
        )  # fmt: skip
        functions = [(row.code, str(wording(row.name, language))) for row in pack.functions]
        self.fields["function"] = forms.ChoiceField(
            label=_("Function to meet"), required=False, choices=[("", _("nobody in particular")), *functions]
        )
        self.fields["minutes"].min_value, self.fields["minutes"].max_value = 5, 480
        self.fields["minutes"].widget.attrs |= {"min": 5, "max": 480}

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if not 5 <= minutes <= 480:
            raise forms.ValidationError(_("Write how many minutes it takes, from 5 to 480."))
        return minutes

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("day")) != bool(cleaned.get("start")) and not {"day", "start"} & set(self.errors):
            self.add_error("start" if cleaned.get("day") else "day", _("Choose a day and a time, or neither."))
        codes = (cleaned.get("asked") or "").replace(",", " ").split()
        if unknown := [code for code in codes if code not in self.pack.questions]:
            self.add_error("asked", _("There is no such question: %(codes)s.") % {"codes": ", ".join(unknown[:5])})
        self.codes = list(dict.fromkeys(codes))
        return cleaned


def experts_of(assessment):
    """Return the reviewers, of whom the team is chosen."""
    return User.objects.filter(reviews__assessment=assessment).order_by("name", "email")
