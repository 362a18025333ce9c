"""Every piece of evidence of an assessment once, with the questions it stands for: plain rows for pages and papers."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from assessments.evidence_words import date_in_words, language_name
from assessments.models import Assessment, Evidence
from readiness.pack import Pack


@dataclass
class IndexRow:
    """One piece. `number` counts in the order of the questions; `questions` are (question, requirement, pillar), by code.

    `by` and `at` are of who gave it first, None where it came with a file of answers. `piece` is the key of a row of it.
    """

    number: int
    kind: str
    kind_name: str
    title: str
    text: str
    url: str
    file: UUID | None
    about: str
    language: str
    piece: int
    by: object = None
    at: datetime | None = None
    questions: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def called(self) -> str:
        return self.title or self.text or self.url

    @property
    def date_words(self) -> str:
        return date_in_words(self.about)

    @property
    def language_words(self) -> str:
        return language_name(self.language)

    @property
    def pillars(self) -> set[str]:
        return {pillar for _question, _requirement, pillar in self.questions}


def evidence_rows(assessment: Assessment, pack: Pack) -> list[IndexRow]:
    """Return the pieces beside what is asked, in the questions' order; two queries. A file shared by answers is one piece."""
    places = {
        question.code: (at, (question.code, requirement.code, pillar.code))
        for at, (pillar, requirement, question) in enumerate(
            (pillar, requirement, question)
            for pillar in pack.pillars
            for requirement in pillar.requirements
            for question in requirement.questions
        )
    }
    pieces = [
        (places[piece.response.question.code], piece)
        for piece in Evidence.objects.filter(response__assessment=assessment).select_related("response__question")
        if piece.response.question.code in places
    ]
    first = first_given([piece.pk for _place, piece in pieces])
    rows: dict[object, IndexRow] = {}
    for (_at, place), piece in sorted(pieces, key=lambda pair: (pair[0][0], pair[1].position)):
        row = rows.setdefault(
            piece.file or piece.pk,
            IndexRow(
                len(rows) + 1, piece.kind, piece.get_kind_display(), piece.title, piece.text, piece.url, piece.file,
                piece.about, piece.language, piece.pk,
            ),
        )  # fmt: skip
        row.questions.append(place)
        by, at = first.get(piece.pk, (None, None))
        if at and (row.at is None or at < row.at):
            row.by, row.at = by, at
    return list(rows.values())


def first_given(pieces: list[int]) -> dict[int, tuple[object, datetime]]:
    """Return {piece: (who gave it, when)}, from the history."""
    rows = Evidence.history.filter(id__in=pieces, history_type="+").select_related("history_user").order_by("-history_id")
    return {row.id: (row.history_user, row.history_date) for row in rows}
