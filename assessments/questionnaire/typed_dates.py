"""The date a piece of evidence is about, as somebody types it: a year, a month or a day, in figures or with the month's name."""

import re
from unicodedata import combining, normalize

from babel import Locale
from django.conf import settings

from readiness.partial_dates import written

YEAR = r"(?P<year>\d{4})"
IN_FIGURES = [
    re.compile(form)
    for form in (
        rf"{YEAR}",
        rf"{YEAR}[-/.](?P<month>\d{{1,2}})",
        rf"(?P<month>\d{{1,2}})[-/.]{YEAR}",
        rf"{YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.]{YEAR}",
    )
]
IN_WORDS = [
    re.compile(form)
    for form in (
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)? )?(?:of )?(?P<name>[a-z]+)\.?,? {YEAR}",
        rf"(?P<name>[a-z]+)\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {YEAR}",
    )
]


def read_date(text: str) -> str:
    """Return the date as it is kept ("2024", "2024-03", "2024-03-15"), "" where it cannot be read; the day before the month."""
    plain = " ".join(letters(text).split())
    for form in (*IN_FIGURES, *IN_WORDS):
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            named = parts.get("name")
            month = MONTHS.get(named, 0) if named else int(parts.get("month") or 0)
            told = {"month": month, "day": int(parts.get("day") or 0)}
            none_such = (named and not month) or any(parts.get(part) and not told[part] for part in told)
            return "" if none_such else written(int(parts["year"]), **told)
    return ""


def letters(text: str) -> str:
    """Return the text in small letters without accents, and figures of any script as 0 to 9."""
    plain = "".join(each for each in normalize("NFKD", text.strip().lower()) if not combining(each))
    return "".join(str(int(each)) if each.isdecimal() else each for each in plain)


def months() -> dict[str, int]:
    """Return {name without accents: month} of the interface's languages, in full and shortened."""
    return {
        letters(name).rstrip("."): month
        for code, _name in settings.LANGUAGES
        for width in ("wide", "abbreviated")
        for month, name in Locale(code).months["format"][width].items()
    }


MONTHS = months()
