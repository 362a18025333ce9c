"""What is known of a piece of evidence, in words: its languages, the date it is about, and the line that papers print."""

from datetime import date

from babel import Locale
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from readiness.answers import LANGUAGES, Piece

OTHER = "other"


def language_name(code: str) -> str:
    """Return a language's name in the reader's: "French"; "" for none."""
    if not code:
        return ""
    return _("another language") if code == OTHER else Locale.parse(get_language() or "en", sep="-").languages.get(code, code)


def language_choices() -> list[tuple[str, str]]:
    """Return [(code, name)] for a list to choose from; the names begin a line."""
    names = [(code, language_name(code)) for code in LANGUAGES]
    return [(code, name[0].upper() + name[1:]) for code, name in names]


def date_in_words(about: str) -> str:
    """Return a date as far as it is known: "2024", "March 2024" or "15 March 2024"; "" for none."""
    match [int(part) for part in about.split("-") if part]:
        case [year, month, day]:
            return date_format(date(year, month, day), "DATE_FORMAT")
        case [year, month]:
            return date_format(date(year, month, 1), "YEAR_MONTH_FORMAT")
    return about


def in_words(piece: Piece) -> str:
    """Return the line: "Strategy – plan.pdf (March 2024, French)"."""
    known = ", ".join(filter(None, [date_in_words(piece.about), language_name(piece.language)]))
    return f"{piece.text} ({known})" if known else piece.text
