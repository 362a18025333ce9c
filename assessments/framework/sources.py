"""Where each part of a framework comes from, part by part and title by title."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from assessments.origins import ORIGINS
from readiness.pack import Pack, Wording, wording


class Source(NamedTuple):
    """One part and its origin; `note` says which words, which document."""

    code: str
    part: Wording
    origin: str
    note: Wording | None


class Sources(NamedTuple):
    """`parts` are the framework's own summary; `titles` its requirements and levers; `others` what was found elsewhere."""

    parts: list[Source]
    titles: list[tuple[str, list[Source]]]
    figures: list[dict[str, Wording]]
    initiatives: list[Source]


def sources_of(pack: Pack, language: str) -> Sources:
    def said(text):
        return wording(text, language) if text else None

    def title(row):
        return Source(row.code, said(row.name), str(ORIGINS[row.wording]), said(row.note))

    figures = pack.context.figures if pack.context else []
    return Sources(
        parts=[Source("", said(row.part), str(ORIGINS[row.origin]), said(row.note)) for row in pack.origins],
        titles=[
            (_("Titles of the requirements"), [title(row) for row in pack.requirements.values()]),
            (_("Titles of the levers"), [title(row) for row in pack.levers]),
        ],
        figures=[{name: said(getattr(row, name)) for name in ("value", "meaning", "source")} for row in figures],
        initiatives=[Source(row.code, said(row.name), str(ORIGINS[row.origin]), said(row.source)) for row in pack.initiatives],
    )
