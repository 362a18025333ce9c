"""Which words of a text the glossary explains, and where they stand."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from readiness.pack.background import GlossaryEntry
from readiness.pack.wording import wording


class Found(NamedTuple):
    """A stretch of a text, from `start` to `end`, that the entry explains."""

    start: int
    end: int
    entry: GlossaryEntry


class Glossary:
    """The words that a pack explains, each with every way it is written."""

    def __init__(self, entries: Sequence[GlossaryEntry]):
        self.entries = entries
        self._in = lru_cache(maxsize=8)(self._written)

    def find(self, text: str, language: str) -> list[Found]:
        """Return the explained stretches of the text in order; where two begin together, the longer one."""
        pattern, entry_of = self._in(language)
        return [Found(*match.span(), entry_of[match.group().casefold()]) for match in pattern.finditer(text)] if entry_of else []

    def explained(self, texts: Iterable[str], language: str) -> list[GlossaryEntry]:
        """Return the entries that the texts use, each once, in the glossary's order."""
        used = {found.entry.code for text in texts for found in self.find(text, language)}
        return [entry for entry in self.entries if entry.code in used]

    def _written(self, language: str) -> tuple[re.Pattern, dict[str, GlossaryEntry]]:
        entry_of = {
            form.casefold(): entry
            for entry in self.entries
            for form in (wording(entry.term, language).text, *entry.forms.get(language, ()))
        }
        longest_first = sorted(map(re.escape, entry_of), key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE), entry_of
