"""A date as far as it is known: "2024", "2024-03" or "2024-03-15"."""

import re
from datetime import date

FORM = re.compile(r"(?a:(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?)")
EARLIEST, LATEST = 1800, 2199


def is_partial_date(text: str) -> bool:
    """Return whether the text is a year, a month of one, or a day, as it is kept."""
    found = FORM.fullmatch(text)
    return found is not None and written(*(int(part) if part else 0 for part in found.groups())) == text


def written(year: int, month: int = 0, day: int = 0) -> str:
    """Return the date as it is kept, 0 for what is not known; "" where there is no such date."""
    try:
        date(year, month or 1, day or 1)
    except (ValueError, OverflowError):
        return ""
    if not EARLIEST <= year <= LATEST or (day and not month):
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
