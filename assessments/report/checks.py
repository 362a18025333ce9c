"""What a reader should ask about: answers that are missing, unproved, left out, or that a small doubt would change."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.report.requirements import AnswerRow, PillarSheet


@dataclass(frozen=True)
class Check:
    """One question to ask about; `reasons` say why, `proof` what counts as evidence."""

    code: str
    text: str
    answer: str
    reasons: list[str]
    proof: str


def checks(pillars: list[PillarSheet]) -> list[Check]:
    """Return the questions worth asking about, in the framework's order."""
    rows = [row for pillar in pillars for sheet in pillar.requirements for row in sheet.rows]
    return [Check(row.code, row.text, row.short, found, row.proof) for row in rows if (found := list(reasons(row)))]


def reasons(row: AnswerRow) -> Iterator[str]:
    """Yield why this answer deserves a question."""
    if row.state == "unanswered":
        yield _("unanswered")
    elif row.state == "not_applicable":
        yield _("said not to apply")
    elif not row.evidence and row.earns:
        yield _("no evidence given")
    if row.on_the_edge:
        yield _("essential and only just enough")
