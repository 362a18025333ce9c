"""The glossary on paper: the terms that the report uses, and the first place in a question where each one stands."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace

from assessments.alphabet import alphabetical
from assessments.report.case import Case
from assessments.report.requirements import AnswerRow, PillarSheet

NOT_PRINTED = {"anchor", "pieces", "kind", "state"}


@dataclass(frozen=True)
class Term:
    anchor: str
    term: str
    meaning: str


def terms(case: Case, told: object) -> list[Term]:
    """Return the terms that stand somewhere in what is told, by the reader's alphabet."""
    found = [
        Term(f"word-{row.code}", case.words(row.term), case.words(row.meaning))
        for row in case.pack.words.explained(texts(told), case.language)
    ]
    return sorted(found, key=lambda row: alphabetical(row.term))


def texts(told: object) -> Iterator[str]:
    """Yield every text inside nested values, drawings apart."""
    if isinstance(told, str):
        if not told.startswith("<"):
            yield told
    elif isinstance(told, list | tuple):
        for each in told:
            yield from texts(each)
    elif is_dataclass(told) and not isinstance(told, Case):
        for each in fields(told):
            if each.name not in NOT_PRINTED:
                yield from texts(getattr(told, each.name))


def with_links(case: Case, pillars: list[PillarSheet]) -> list[PillarSheet]:
    """Return the sheets with each term linked where a question first uses it."""
    seen: set[str] = set()
    return [
        replace(
            pillar,
            requirements=[replace(sheet, rows=[linked(case, row, seen) for row in sheet.rows]) for sheet in pillar.requirements],
        )
        for pillar in pillars
    ]


def linked(case: Case, row: AnswerRow, seen: set[str]) -> AnswerRow:
    """Return the row with its text in pieces: (words, the anchor of the term that they are or "")."""
    pieces, end = [], 0
    for found in case.pack.words.find(row.text, case.language):
        if found.entry.code not in seen:
            seen.add(found.entry.code)
            pieces += [(row.text[end : found.start], ""), (row.text[found.start : found.end], f"word-{found.entry.code}")]
            end = found.end
    return replace(row, pieces=[*pieces, (row.text[end:], "")]) if pieces else row
