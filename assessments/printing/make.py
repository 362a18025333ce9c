"""Documents asked for and made: a row for each, its PDF made by the worker and kept.

A document is made once. Whoever makes it holds a lock that the kernel takes back when the process ends, however it ends,
so that a worker may take up what a killed one left, and never what another is still at.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models.document import Document
from assessments.printing.line import WAITING, interrupted, unfinished_tasks
from assessments.printing.pdf import RenderingFailed
from readiness.whole_files import write_whole


@dataclass(frozen=True)
class Told:
    """What a document would tell now: the fields of its row that say so, `content_key` among them, and how its PDF is made."""

    fields: dict[str, object]
    pdf: Callable[[], bytes]


def ask_for(kind: type[Document], same: dict[str, object], asked: dict[str, object]) -> tuple[Document, bool]:
    """Return (the document with the fields `same`, whether it has still to be made).

    One that failed, was cut off, lost its file or tells other answers than `asked` is made again.
    """
    document, created = kind.objects.get_or_create(**same, defaults=asked)
    if created or not (document.status == Document.Status.FAILED or spoiled(document, asked)):
        return document, created
    again = kind.objects.filter(pk=document.pk, status=document.status, requested_at=document.requested_at).update(
        status=Document.Status.QUEUED, error="", requested_at=timezone.now(), **asked
    )
    document.refresh_from_db()
    return document, bool(again)


def spoiled(document: Document, asked: dict[str, object]) -> bool:
    if document.status == Document.Status.DONE:
        return lost(document) or document.content_key != asked.get("content_key", document.content_key)
    return interrupted(document, unfinished_tasks())


def make(document: Document, now: Callable[[Document], Told]) -> None:
    """Make the PDF of a document that waits; does nothing when it is made, or another worker is making it.

    When the answers have changed since it was asked for, the document tells those of now. The file appears whole or not
    at all.
    """
    waiting = type(document).objects.filter(pk=document.pk, status__in=WAITING)
    with lock(document) as alone:
        if alone and waiting.update(status=Document.Status.RUNNING):
            _make(document, now(document))


def _make(document: Document, told: Told) -> None:
    if told.fields["content_key"] != document.content_key and not _tell_of_now(document, told):
        _finish(document, status=Document.Status.FAILED, error="answers changed")
        return
    try:
        pdf = told.pdf()
    except RenderingFailed as error:
        _finish(document, status=Document.Status.FAILED, error=str(error))
        return
    name = f"{document.pk}.pdf"
    write_whole(settings.REPORTS / name, [pdf])
    _finish(document, status=Document.Status.DONE, file=name, sha256=sha256(pdf).hexdigest(), made_at=timezone.now())


def _tell_of_now(document: Document, told: Told) -> bool:
    """Make the document one of the answers as they are now; return False when such a one was asked for as well."""
    try:
        with transaction.atomic():
            type(document).objects.filter(pk=document.pk).update(**told.fields)
    except IntegrityError:
        return False
    return True


@contextmanager
def lock(document: Document) -> Iterator[bool]:
    """Yield whether this process alone is making the document."""
    rows = type(document).objects
    settings.REPORTS.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.REPORTS / f"{document.pk}.lock"
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
        if rows.filter(pk=document.pk, status=Document.Status.DONE).exists():  # nobody makes it any more
            path.unlink(missing_ok=True)


def _finish(document: Document, **fields: object) -> None:
    type(document).objects.filter(pk=document.pk).update(**fields)


def lost(document: Document) -> bool:
    """Return whether a document that was made has no file any more."""
    return document.status == Document.Status.DONE and not (settings.REPORTS / document.file).exists()
