"""What stands beside a question or requirement: who knows, evidence wanted, words explained, figures, advice, outside help."""

from dataclasses import dataclass
from typing import NamedTuple

from readiness.pack import Pack, Wording, shape, wording


class Proof(NamedTuple):
    """What counts as evidence for a claim of `level` or more; None where it counts whatever the answer."""

    level: int | None
    text: Wording


class OnSite(NamedTuple):
    """What to look at on the spot and whom to ask, in the pack's words; without any, the evidence to ask for."""

    ask: Wording | None
    proofs: list[Proof]


class Explained(NamedTuple):
    code: str
    term: Wording
    meaning: Wording


@dataclass(frozen=True)
class Around:
    """What illuminates a requirement; nothing of it is scored."""

    note: Wording | None
    figures: list[dict[str, Wording]]
    sources: list[Wording]
    advice: list[dict[str, Wording]]
    initiatives: list[dict]

    def __bool__(self) -> bool:
        return bool(self.figures or self.advice or self.initiatives)


def proofs(question: shape.Question, language: str, claimed: int | None = None) -> list[Proof]:
    """Return what counts as evidence, the lowest level first; for a claim of a level only what that claim needs."""
    if question.evidence:
        return [Proof(None, wording(question.evidence, language))]
    by_level = sorted((int(level), text) for level, text in getattr(question, "evidence_from", {}).items())
    return [Proof(level, wording(text, language)) for level, text in by_level if claimed is None or level <= claimed]


def to_see_on_site(question: shape.Question, language: str, claimed: int | None = None) -> OnSite:
    """Return what an expert looks at on the spot: what the pack says of it, else the evidence that the claim needs."""
    if question.ask_on_site:
        return OnSite(wording(question.ask_on_site, language), [])
    return OnSite(None, proofs(question, language, claimed))


def known_by(pack: Pack, question: shape.Question, language: str) -> list[Wording]:
    """Return the functions that usually know, likeliest first."""
    names = {row.code: row.name for row in pack.functions}
    return [wording(names[code], language) for code in question.known_by]


def words_explained(pack: Pack, question: shape.Question, language: str) -> list[Explained]:
    """Return the glossary's entries that the question's words use."""
    texts = [question.text, question.guidance, question.evidence, *getattr(question, "evidence_from", {}).values()]
    texts += [*getattr(question, "levels", ()), *(option.text for option in getattr(question, "options", ()))]
    entries = pack.words.explained((wording(text, language).text for text in texts if text), language)
    return [Explained(row.code, wording(row.term, language), wording(row.meaning, language)) for row in entries]


def around(pack: Pack, requirement: str, language: str) -> Around:
    """Return the figures, the advice and the outside help that concern a requirement."""
    figures = [row for row in pack.context.figures if requirement in row.requirements] if pack.context else []
    return Around(
        note=wording(pack.context.note, language) if figures else None,
        figures=[_told(row, ("value", "meaning", "base"), language) for row in figures],
        sources=list(dict.fromkeys(wording(row.source, language) for row in figures)),
        advice=[
            _told(row, ("name", "advice", "source"), language) for row in pack.stakeholders if requirement in row.requirements
        ],
        initiatives=[initiative(row, language) for row in pack.initiatives if requirement in row.requirements],
    )


def initiative(row: shape.Initiative, language: str) -> dict:
    return _told(row, ("name", "owner", "gives", "qualifies", "source"), language) | {"code": row.code, "url": row.url}


def _told(row: object, names: tuple[str, ...], language: str) -> dict[str, Wording | None]:
    return {name: wording(text, language) if (text := getattr(row, name)) else None for name in names}
