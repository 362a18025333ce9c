"""What is typed about a finding, by its experts and by the operator: what is missing is told beside the field it belongs to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Finding, FindingReply

LONGEST = 4000  # characters: a finding is to be read in a meeting
TOO_LONG = _("This is too long: at most %(limit_value)d characters, and it has %(show_value)d.")
OVERTAKEN = _(
    "A colleague changed this meanwhile. Your words are still here; theirs are below. Bring both together, then save again."
)


def text(label, missing, help_text="", required=True, rows=4):
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    errors = {"required": missing, "max_length": TOO_LONG}
    return forms.CharField(
        label=label, max_length=LONGEST, required=required, widget=area, help_text=help_text, error_messages=errors
    )


class Versioned(forms.ModelForm):
    """Remembers which version the page showed: what a colleague changed meanwhile is not overwritten."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept = self.instance.version if self.instance.pk else 0
        self.fields["seen"].initial = self.kept
        self.overtaken = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen", "") != str(self.kept):
            self.overtaken = True
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = str(self.kept)
            self.add_error(None, OVERTAKEN)
        return cleaned

    def store(self, by):
        """Write the row with its next version and its history."""
        row = self.save(commit=False)
        row.version, row.updated_by, row._history_user = self.kept + 1, by, by
        row.save()
        return row


class FindingForm(Versioned):
    """What the experts observed."""

    observation = text(_("Observation"), _("Write what was observed."), _("What you saw or heard, without judging it yet."))
    evidence = text(
        _("Evidence"),
        _("Write what shows it: a document, an interview, a test."),
        _("Which document, who said it, what was tried."),
        rows=2,
    )
    recommendation = text(
        _("Recommendation"),
        "",
        _("One thing to do that an office can be put in charge of. Not needed for a good practice."),
        False,
    )

    class Meta:
        model = Finding
        fields = ["severity", "requirement", "observation", "evidence", "recommendation", "lever"]

    def __init__(self, *args, requirements, levers, **kwargs):
        """`requirements` and `levers` are {row: its name in the reader's language}."""
        super().__init__(*args, **kwargs)
        self.fields["severity"].error_messages["required"] = _("Choose how severe it is.")
        self.fields["severity"].choices = [("", _("Choose …")), *Finding.Severity.choices]
        for name, named, empty in (("requirement", requirements, _("Choose …")), ("lever", levers, _("None"))):
            choice = self.fields[name]
            choice.queryset = choice.queryset.filter(pk__in=[row.pk for row in named])
            choice.choices = [("", empty), *((row.pk, f"{row.code} {words}") for row, words in named.items())]
        self.fields["requirement"].error_messages["required"] = _("Choose the requirement that it is about.")
        self.fields["lever"].help_text = _("What the programme can supply for it, if anything.")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("severity") not in (None, "", Finding.Severity.GOOD) and not cleaned.get("recommendation"):
            self.add_error("recommendation", _("Write what you recommend, or choose “good practice” as severity."))
        return cleaned


class ReplyForm(Versioned):
    """What the operator says to a finding."""

    stance = forms.ChoiceField(
        label=_("Does the operator agree?"),
        choices=[(FindingReply.Stance.AGREE, _("It agrees")), (FindingReply.Stance.DISAGREE, _("It disagrees"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the operator agrees.")},
    )
    reason = text(_("Reason"), "", _("Needed where the operator disagrees: what speaks against the finding."), False, rows=3)
    action = text(
        _("Action"),
        "",
        _("What will be done, in one sentence that begins with a verb. Progress is told later, not here."),
        False,
        rows=3,
    )
    office = forms.CharField(
        label=_("Office in charge"), max_length=200, required=False, error_messages={"max_length": TOO_LONG},
        help_text=_("The one office that answers for it, for example: Legal affairs."),
    )  # fmt: skip
    due = forms.DateField(
        label=_("Due day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"], error_messages={"invalid": _("Write the day as year-month-day, for example 2027-03-31.")},
    )  # fmt: skip

    class Meta:
        model = FindingReply
        fields = ["stance", "reason", "action", "office", "due"]

    def __init__(self, *args, finding, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.finding = finding

    def clean(self):
        cleaned = super().clean()
        stance, good = cleaned.get("stance"), self.instance.finding.severity == Finding.Severity.GOOD
        if stance == FindingReply.Stance.DISAGREE and not cleaned.get("reason"):
            self.add_error("reason", _("Write why the operator disagrees."))
        if stance == FindingReply.Stance.AGREE and not good:
            wanted = {
                "action": _("Write what will be done."),
                "office": _("Name the office in charge."),
                "due": _("Give the day by which it is done."),
            }
            for name, missing in wanted.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        return cleaned
