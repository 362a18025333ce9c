"""An answer in words: what was said, and what the next step up would be, in the reader's language."""

from datetime import date
from fractions import Fraction

from django.utils import formats
from django.utils.translation import gettext as _

from readiness.pack import shape, wording
from readiness.scoring.credit import NONE, on_the_line
from readiness.scoring.numbers import plain, read_number

BETWEEN = " · "  # options begin with a capital letter, which a semicolon does not take in French


def answer_in_words(question: shape.Question, value: object, language: str) -> str:
    """Return the answer as a sentence: the level's own sentence, the options' texts, a number with its unit."""
    match question:
        case shape.LevelQuestion():
            return f"{value} – " + " ".join(str(wording(text, language)) for text in question.claim(value))
        case shape.YesNoQuestion():
            return yes_no(value)
        case shape.ChoiceQuestion(kind="choice"):
            return option_text(question, value, language)
        case shape.ChoiceQuestion():
            return _("None of these") if NONE in value else BETWEEN.join(option_text(question, code, language) for code in value)
        case shape.NumberQuestion():
            return with_unit(question, read_number(value), language)
        case shape.FreeQuestion(kind="date"):
            return formats.date_format(date.fromisoformat(value), "DATE_FORMAT")
    return str(value)


def next_step(question: shape.Question, value: object, language: str) -> str:
    """Return what would earn more credit next, "" where nothing would or the question is not scored.

    `value` is None where unanswered: the next step is then the first one up.
    """
    match question:
        case shape.LevelQuestion():
            level = 1 if value is None else value
            return f"{level + 1} – {wording(question.levels[level], language)}" if level < len(question.levels) else ""
        case shape.YesNoQuestion():
            return "" if value == "yes" else yes_no("yes")
        case shape.ChoiceQuestion(kind="choice"):
            today = next((option.credit for option in question.options if option.code == value), Fraction(0))
            better = sorted((option for option in question.options if option.credit > today), key=lambda option: option.credit)
            return str(wording(better[0].text, language)) if better else ""
        case shape.ChoiceQuestion():
            ticked = value or []
            return BETWEEN.join(
                str(wording(option.text, language)) for option in question.options if option.code not in ticked and option.credit
            )
        case shape.NumberQuestion():
            return next_point(question, value, language)
    return ""


def next_point(question: shape.NumberQuestion, value: object, language: str) -> str:
    points = tuple((point, credit) for point, credit in question.points)
    today = Fraction(0) if value is None else on_the_line(points, read_number(value))
    better = [(credit, point) for point, credit in points if credit > today]
    return with_unit(question, min(better)[1], language) if better else ""


def yes_no(value: object) -> str:
    return {"yes": _("Yes"), "partly": _("Partly"), "no": _("No")}[value]


def option_text(question: shape.ChoiceQuestion, code: object, language: str) -> str:
    return next(str(wording(option.text, language)) for option in question.options if option.code == code)


def with_unit(question: shape.NumberQuestion, number: Fraction, language: str) -> str:
    """Return the number as the reader writes it, with its unit."""
    shown = decimal(plain(number))
    if question.unit is None:
        return shown
    unit = question.unit_one if number == 1 and question.unit_one else question.unit
    return with_sign(shown, str(wording(unit, language)))


def with_sign(number: str, unit: str) -> str:
    """Return the number with its unit as the reader writes it: "41% of offices", in French with a space before the sign."""
    if unit.startswith("%"):
        return _("%(number)s%(sign)s") % {"number": number, "sign": unit}
    return f"{number}\u00a0{unit}"


def decimal(digits: str) -> str:
    """Return "64.6" as the reader writes it: "64,6" in French."""
    return digits.replace(".", formats.get_format("DECIMAL_SEPARATOR"))
