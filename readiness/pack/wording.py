"""A text of the pack in one language, and the language it really is in."""

from collections.abc import Mapping
from typing import NamedTuple

MISSING = "MISSING"


class Wording(NamedTuple):
    """A text and its language; the language differs from the one asked for where a translation is missing."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def wording(text: Mapping[str, str], language: str) -> Wording:
    """Return the text in the language asked for, else in the first language that has it (the pack's reference language first)."""
    if text.get(language, MISSING) != MISSING:
        return Wording(text[language], language)
    return next(Wording(words, code) for code, words in text.items() if words != MISSING)
