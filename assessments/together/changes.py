"""Who changed the answer to a question, when, and how: from the history of the answer and of its evidence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from assessments.models import Assessment, Evidence, Response
from assessments.sheet import in_words
from readiness.pack import shape

TOGETHER = timedelta(minutes=1)  # autosaves of one person that follow each other so closely are one change
MOST_WORDS = 1500  # longer texts are shown whole, before and after
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A run of a text: "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One field before and after, in words, "" where there was or is nothing; `pieces` mark where a text differs."""

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


@dataclass
class Change:
    """What one person changed at one time. `by` is None where no person is known, as for imported answers."""

    by: object
    at: datetime
    differences: list[Difference] = field(default_factory=list)


def changes(assessment: Assessment, question: shape.Question, language: str) -> list[Change]:
    """Return every change of one answer, the newest first; three queries."""
    response = Response.objects.filter(assessment=assessment, question__code=question.code).values_list("pk", flat=True).first()
    if response is None:
        return []
    found = [*answer_changes(response, question, language), *evidence_changes(response)]
    return sorted(found, key=lambda change: change.at, reverse=True)


def answer_changes(response: int, question: shape.Question, language: str) -> Iterator[Change]:
    """Yield the changes of value, reason and remark, those that follow each other closely as one."""
    before, first = None, None
    for row, follows in close_together(response):
        if first is None:
            first = before
        if follows:
            before = row
            continue
        found = list(differences(question, first, row, language))
        if found:
            yield Change(row.history_user, row.history_date, found)
        before, first = row, row


def close_together(response: int) -> Iterator[tuple[object, bool]]:
    """Yield (version, whether the next one is by the same person within a minute), the oldest first."""
    rows = list(Response.history.filter(id=response).select_related("history_user").order_by("version", "history_id"))
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        same = after is not None and after.history_user_id == row.history_user_id is not None
        yield row, same and abs(after.history_date - row.history_date) <= TOGETHER


def differences(question: shape.Question, before: object, after: object, language: str) -> Iterator[Difference]:
    """Yield what differs between two versions; `before` None is the empty answer."""
    old, new = told(question, before, language), told(question, after, language)
    names = {"answer": _("Answer"), "remark": _("Remark")}
    for name in names:
        if old[name] != new[name]:
            free = name == "remark" or question.kind == "text"
            yield Difference(names[name], old[name], new[name], marked(old[name], new[name]) if free else ())


def told(question: shape.Question, row: object, language: str) -> dict[str, str]:
    """Return the answer in words and the remark; of None, which is the empty answer, both empty."""
    if row is None:
        return {"answer": "", "remark": ""}
    return {"answer": in_words(question, row.value, row.not_applicable, language), "remark": row.remark}


def marked(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces that turn one text into the other; none where a text is new, gone, or too long to compare."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    if not old or not new or max(len(old), len(new)) > MOST_WORDS:
        return ()
    pieces = []
    for kind, start, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[start:end])))
            continue
        pieces += [Piece("gone", "".join(old[start:end]))] if end > start else []
        pieces += [Piece("new", "".join(new[at:to]))] if to > at else []
    return tuple(pieces)


def evidence_changes(response: int) -> Iterator[Change]:
    """Yield what was added to the evidence, described otherwise, and taken away."""
    rows = Evidence.history.filter(response_id=response).select_related("history_user")
    last: dict[int, str] = {}
    for row in rows.order_by("history_id"):
        before, after = last.get(row.id, ""), str(row.instance)
        if row.history_type == "-":
            before, after = before or after, ""
        last[row.id] = after
        if before != after:
            yield Change(row.history_user, row.history_date, [Difference(_("Evidence"), before, after)])
