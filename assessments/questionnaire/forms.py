"""The form with which a lead signs for the answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

REQUIRED = {
    "name": _("Write your name."),
    "function": _("Write your function."),
    "incomplete": _("Tick this box to submit without these answers, or go back and answer them."),
    "confirmed": _("Tick this box to confirm."),
}


class SignOff(forms.Form):
    """Who signs for the answers; `missing` are the codes that the page listed as unanswered."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    function = forms.CharField(label=_("Your function"), max_length=150)
    incomplete = forms.BooleanField(label=_("I submit although the questions listed above have no answer."), required=True)
    confirmed = forms.BooleanField(
        label=_("I confirm that these answers are those of my operator, and that I may submit them in its name.")
    )
    missing = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, missing, **kwargs):
        super().__init__(*args, **kwargs)
        self.listed = " ".join(missing)
        self.initial["missing"] = self.listed
        if not missing:
            del self.fields["incomplete"]
        for name, field in self.fields.items():
            field.error_messages |= {"required": REQUIRED.get(name, ""), "max_length": _("Write at most 150 characters.")}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("missing", "") != self.listed:
            self.data = self.data.copy()
            self.data["missing"] = self.listed
            self.add_error(None, _("The list of missing answers has changed meanwhile. Read it again, then submit."))
        return cleaned
