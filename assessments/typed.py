"""What was typed for one question, turned into the values that are kept, and why what was typed cannot be kept.

A question `P1.1a` has the fields P1.1a-value, -na (ticked: not applicable), -reason, -remark, and the hidden
P1.1a-version, the version the person saw. The hidden `page` names the opening of the page.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from assessments.answer_words import decimal
from readiness.answers import LONGEST
from readiness.json_text import unprintable
from readiness.pack import Pack, shape
from readiness.pack.numbers import scoring_question
from readiness.problems import shortened
from readiness.scoring.answers import Answer
from readiness.scoring.credit import check
from readiness.scoring.errors import AnswerError
from readiness.scoring.numbers import read_number

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


def changes_of(question: shape.Question, entered: Typed, kept: Typed | None = None) -> tuple[dict, dict]:
    """Return ({field: value}, {field: message}): what does not apply needs a reason, and is not kept without.

    A number that can be read in two ways is not kept either, unless it is what the page showed.
    """
    changes = entered.changes(question)
    number = question.kind == "number" and not entered.ticked
    ways = two_readings(entered.text) if number else None
    if number and not readable(changes[VALUE]):
        del changes[VALUE], changes[NOT_APPLICABLE]
        return changes, {VALUE: unreadable(entered.text)}
    if ways and not (kept and changes[VALUE] == read_value(question, kept.texts)):
        del changes[VALUE], changes[NOT_APPLICABLE]
        return changes, {VALUE: ambiguous(entered.text, *ways)}
    if entered.ticked and not entered.reason:
        del changes[VALUE], changes[NOT_APPLICABLE]
        return changes, {NOT_APPLICABLE: _("Write why this does not apply.")}
    return changes, {}


def asked(question, data):
    """Return ({field: value}, {field: message}) of the one field that a script sends."""
    field, texts = data.get("field"), tuple(tidy(text) for text in data.getlist("value"))
    text = texts[0] if texts else ""
    if field == REMARK:
        return {REMARK: text}, {}
    if field in (VALUE, NOT_APPLICABLE):
        entered = Typed(texts) if field == VALUE else Typed(ticked="ticked" in data, reason=text)
        changes, refusals = changes_of(question, entered)
        return {name: value for name, value in changes.items() if name == field}, refusals
    return {}, {}


def choose(code, changes, data):
    """Return {field: version seen} after a choice between two texts of a conflict.

    To keep one's own is to have seen the other; to take the other is to change nothing, and goes out of `changes`.
    """
    seen = dict.fromkeys(FIELDS, read_count(data.get(f"{code}-version")))
    shown = read_count(data.get(f"{code}-shown"))
    for choice in ("keep", "take"):
        chosen, _colon, name = data.get(choice, "").rpartition(":")
        if chosen != code:
            continue
        for each in (REMARK,) if name == REMARK else (VALUE, NOT_APPLICABLE):
            if choice == "keep":
                seen[each] = shown
            else:
                changes.pop(each, None)
    return seen


def refused_text(text: str, most: int) -> str:
    """Return why a text of words cannot be kept, "" where it can."""
    if unprintable(text):
        return _("This holds a character that cannot be shown or printed. Type it anew.")
    if len(text) > most:
        return _("Write at most %(limit)s characters, found %(found)s.") % {"limit": most, "found": len(text)}
    return ""


def readable(value):
    """Say whether the text of a number is one; how long or large it may be is for saving to say."""
    try:
        read_number(value or "0")
    except AnswerError as error:
        return "digits" in error.params
    return True


def unreadable(text):
    return _("“%(text)s” is not a number. Write one such as 12 or %(example)s.") % {
        "text": shortened(text), "example": decimal("12.5"),
    }  # fmt: skip


def ambiguous(text, whole, fraction):
    return _("“%(text)s” can be read as %(whole)s or as %(fraction)s. Write it as you mean it: %(whole)s or %(fraction)s.") % {
        "text": text, "whole": whole, "fraction": decimal(fraction),
    }  # fmt: skip


def refusal(pack: Pack, question: shape.Question, name: str, value: object) -> str:
    """Return why a question cannot take what one of its fields holds, "" where it can; a sentence that begins small."""
    if isinstance(value, str):
        limit = LONGEST["text" if name == VALUE else name]
        if code := unprintable(value):
            return _("remove the character %(code)s, which cannot be shown or printed") % {"code": code}
        if len(value) > limit:
            return _("write at most %(limit)s characters, found %(found)s") % {"limit": limit, "found": len(value)}
    if name == REMARK or value in (None, ""):
        return ""
    answer = Answer(value=value) if name == VALUE else Answer(not_applicable=True)
    try:
        scored, method = scoring_question(pack, question.code)
        check(scored, answer, method)
    except AnswerError as error:
        return _(error.message) % error.params if error.params else _(error.message)
    return ""
