"""One question on paper: the page's words of it, its boxes with what was answered, and the words that lead to the glossary."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.utils import formats
from django.utils.translation import get_language

from assessments.answer_words import decimal
from assessments.evidence_words import in_words
from assessments.sheet import Sheet
from readiness.answers import Response
from readiness.pack import Wording, shape
from readiness.scoring.numbers import plain, read_number

LINES, LINES_BELOW_WHAT_IS_GIVEN = 5, 1
LETTERS_IN_A_LINE = 90
MOST_LINES_KEPT_TOGETHER = 36  # with the lines to write on and the requirement's heading they still fit on a page


class Piece(NamedTuple):
    """A stretch of a text; `word` is the glossary's entry it leads to, "" where it leads nowhere."""

    text: str
    word: str = ""


class Linked(NamedTuple):
    """A text in pieces, and the language it is in."""

    pieces: list[Piece]
    language: str


class Box(NamedTuple):
    """An answer to tick: `number` of a level, "" for the others."""

    number: str
    said: Linked
    ticked: bool


@dataclass
class PaperSheet(Sheet):
    """A question with the answer of a set, if any. `linked` are the words that a requirement has led to the glossary already."""

    row: Response | None = None
    linked: set[str] = field(default_factory=set)

    @cached_property
    def heading(self) -> Linked:
        return self.link(self.text)

    @cached_property
    def told_guidance(self) -> Linked | None:
        return self.link(self.guidance) if self.guidance else None

    @cached_property
    def boxes(self) -> list[Box]:
        levels = isinstance(self.question, shape.LevelQuestion)
        return [Box(value if levels else "", self.link(text), ticked) for value, text, ticked in self.choices]

    @cached_property
    def told_proofs(self) -> list[tuple[int | None, Linked]]:
        return [(proof.level, self.link(proof.text)) for proof in self.proofs]

    def link(self, said: Wording | str) -> Linked:
        """Return the text with each explained word leading to the glossary, the first time in its requirement."""
        text, language = (said.text, said.language) if isinstance(said, Wording) else (said, get_language())
        pieces, at = [], 0
        for start, end, entry in self.pack.words.find(text, language):
            if entry.code not in self.linked:
                self.linked.add(entry.code)
                pieces += [Piece(text[at:start]), Piece(text[start:end], entry.code)]
                at = end
        return Linked([piece for piece in (*pieces, Piece(text[at:])) if piece.text], language)

    @property
    def value(self) -> object:
        return self.row.value if self.row else None

    @property
    def written(self) -> str:
        """Return the number, date or text that was given, as the reader writes it; "" where nothing was."""
        if self.value is None or self.choices:
            return ""
        match self.question:
            case shape.NumberQuestion():
                return decimal(plain(read_number(self.value)))
            case shape.FreeQuestion(kind="date"):
                return formats.date_format(date.fromisoformat(self.value), "DATE_FORMAT")
        return str(self.value)

    @property
    def reason(self) -> str:
        return (self.row.not_applicable or "") if self.row else ""

    @property
    def remark(self) -> str:
        return self.row.remark if self.row else ""

    @property
    def evidence(self) -> tuple[str, ...]:
        return [in_words(piece) for piece in self.row.evidence] if self.row else []

    @property
    def text_lines(self) -> range:
        return range(LINES_BELOW_WHAT_IS_GIVEN if self.written else LINES)

    @property
    def long(self) -> bool:
        """Return whether it may be cut by a page break: kept together it would leave its headings alone on theirs."""
        return sum(map(lines, self.printed)) > MOST_LINES_KEPT_TOGETHER

    @property
    def printed(self) -> list[str]:
        """Return every text of the question as it is printed, roughly one a line or more."""
        told = [self.text, self.guidance, self.example, *(text for _value, text, _ticked in self.choices)]
        told += [proof.text for proof in self.proofs]
        return [str(text) for text in (*told, self.written, self.reason, self.remark, *self.evidence) if text]


def lines(text: str) -> int:
    """Return how many lines of the page a text takes, about."""
    return sum(1 + len(line) // LETTERS_IN_A_LINE for line in text.split("\n"))
