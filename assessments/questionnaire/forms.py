"""What was typed for one question, turned into the values that are kept. Nothing is judged here but its form.

A question `P1.1a` has the fields P1.1a-value, -na (ticked: not applicable), -reason, -remark, and the hidden
P1.1a-version, the version the person saw. The hidden `page` names the opening of the page.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from readiness.pack import shape

VALUE, NOT_APPLICABLE, REMARK = FIELDS = ("value", "not_applicable", "remark")
GROUPED = re.compile(r"(?<=[0-9])[ \u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
TWO_READINGS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True)
class Typed:
    """What the fields of one question held, as text; `ticked` says that it does not apply."""

    texts: tuple[str, ...] = ()
    ticked: bool = False
    reason: str = ""
    remark: str = ""

    @property
    def text(self) -> str:
        return self.texts[0] if self.texts else ""

    def changes(self, question: shape.Question) -> dict[str, object]:
        """Return {field: value}; what does not apply has no value."""
        return {
            VALUE: None if self.ticked else read_value(question, self.texts),
            NOT_APPLICABLE: self.reason if self.ticked else "",
            REMARK: self.remark,
        }


def typed(code: str, data) -> Typed | None:
    """Return what was typed for a question, None when it was not on the form."""
    if f"{code}-version" not in data:
        return None
    return Typed(
        texts=tuple(tidy(text) for text in data.getlist(f"{code}-value")),
        ticked=f"{code}-na" in data,
        reason=tidy(data.get(f"{code}-reason", "")),
        remark=tidy(data.get(f"{code}-remark", "")),
    )


def tidy(text: str) -> str:
    """Return the text with plain line ends and nothing around it: browsers send \\r\\n, scripts send \\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_value(question: shape.Question, texts: tuple[str, ...]) -> object:
    """Return the value as it is kept, None where nothing was answered; what cannot be read stays a text, to be refused."""
    given = [text for text in texts if text]
    if not given:
        return None
    match question.kind:
        case "level":
            return int(given[0]) if re.fullmatch(r"[0-9]{1,3}", given[0]) else given[0]
        case "checklist":
            order = [option.code for option in question.options]
            return sorted(set(given), key=lambda code: (order.index(code) if code in order else len(order), code))
        case "number":
            return plain_number(given[0], question.unit)
    return given[0]


def plain_number(text: str, unit: dict[str, str] | None) -> str:
    """Return the number as it is kept: no spaces between thousands, a decimal point, no "%" that its unit says already."""
    if unit and any("%" in words for words in unit.values()):
        text = text.removesuffix("%").rstrip()
    return GROUPED.sub("", text).replace(",", ".")


def two_readings(text: str) -> tuple[str, str] | None:
    """Return how to write both numbers that a text can mean, None where it means one: "1,200" is 1200 here and 1.2 there."""
    if not TWO_READINGS.fullmatch(text):
        return None
    whole, part = re.split("[.,]", text)
    least = part.rstrip("0")
    return whole + part, f"{whole}.{least}0" if len(least) == 3 else f"{whole}.{least}".rstrip(".")


def shown(question: shape.Question, value: object, decimal) -> tuple[str, ...]:
    """Return the texts that the fields hold for a kept value; `decimal` writes a number as the reader does."""
    if value is None:
        return ()
    if question.kind == "checklist":
        return tuple(value)
    return (decimal(str(value)),) if question.kind == "number" else (str(value),)


def read_uuid(text: object) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def read_count(text: object) -> int:
    """Return a version or a sequence; 0 for what is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,15}", str(text)) else 0


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
