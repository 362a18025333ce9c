"""How the documents of a review stand, for their page: what was issued, what is drafted, what may be done."""

from dataclasses import dataclass

from django.conf import settings

from assessments.access import can_issue, can_see_review, readable_kinds
from assessments.documents.kinds import RECIPES, Recipe
from assessments.documents.make import intact
from assessments.models import Assessment, DraftDocument, IssuedDocument
from assessments.models.document import Document
from assessments.printing.line import WAITING, interrupted, unfinished_tasks


@dataclass(frozen=True)
class Paper:
    """One document in one language. `state` is ready, lost, failed, running or queued; `ahead` how many are before it."""

    row: Document
    name: str
    state: str
    ahead: int


@dataclass(frozen=True)
class Shelf:
    """All of one kind: issued, the last one first, as (number, moment, papers); and drafts. `obstacle` keeps from issuing."""

    recipe: Recipe
    issued: list[tuple[IssuedDocument, list[Paper]]]
    drafts: list[Paper]
    languages: list[tuple[str, str]]
    obstacle: str

    @property
    def broken(self) -> bool:
        """Return whether the making of something that was issued failed; what was made and is lost is not made anew."""
        return any(paper.state == "failed" for _row, papers in self.issued for paper in papers)


@dataclass(frozen=True)
class Shelves:
    shelves: list[Shelf]
    may_issue: bool
    may_draft: bool

    @property
    def waiting(self) -> bool:
        """Return whether something is being made."""
        papers = [paper for shelf in self.shelves for _row, papers in shelf.issued for paper in papers]
        papers += [paper for shelf in self.shelves for paper in shelf.drafts]
        return any(paper.state in ("queued", "running") for paper in papers)


def shelves(user: object, assessment: Assessment) -> Shelves:
    """Return what this person sees of the documents of an assessment that they see."""
    kinds, drafting = readable_kinds(user, assessment), can_see_review(user, assessment)
    issued = list(IssuedDocument.objects.filter(assessment=assessment, kind__in=kinds).defer("snapshot"))
    drafts = list(DraftDocument.objects.filter(assessment=assessment).defer("snapshot")) if drafting else []
    line = unfinished_tasks() if any(row.status in WAITING for row in [*issued, *drafts]) else []
    may_issue = can_issue(user, assessment)
    found = [
        Shelf(
            recipe=recipe,
            issued=by_issue([row for row in issued if row.kind == kind], line),
            drafts=[paper(row, line) for row in drafts if row.kind == kind],
            languages=[(code, str(name)) for code, name in settings.LANGUAGES],
            obstacle=recipe.obstacle(assessment) if drafting else "",
        )
        for kind, recipe in RECIPES.items()
        if kind in kinds
    ]
    return Shelves(found, may_issue, drafting)


def by_issue(rows: list[IssuedDocument], line: list[str]) -> list[tuple[IssuedDocument, list[Paper]]]:
    found: dict[int, list[IssuedDocument]] = {}
    for row in sorted(rows, key=lambda row: (-row.issue, row.language)):
        found.setdefault(row.issue, []).append(row)
    return [(rows[0], [paper(row, line) for row in rows]) for rows in found.values()]


def paper(row: Document, line: list[str]) -> Paper:
    ahead = line.index(str(row.pk)) if str(row.pk) in line else 0
    return Paper(row, str(dict(settings.LANGUAGES)[row.language]).capitalize(), state(row, line), ahead)


def state(row: Document, line: list[str]) -> str:
    if row.status == Document.Status.DONE:
        return "ready" if intact(row) else "lost"
    if row.status == Document.Status.FAILED or interrupted(row, line):
        return "failed"
    return str(row.status)
