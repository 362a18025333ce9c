"""Evidence beside an answer: a link, a note of what is shown on site, or a file; added, taken away and handed out."""

import re
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from assessments.models import Assessment, Evidence, Response
from assessments.questionnaire.forms import tidy
from assessments.questionnaire.saving import Closed
from readiness import uploads
from readiness.answers import LONGEST
from readiness.json_text import unprintable
from readiness.uploads.names import file_name
from readiness.uploads.words import sentence
from readiness.whole_files import write_whole

FOLDER = settings.MEDIA_ROOT / "evidence"
MOST_FILES = 20
MOST_PIECES = 100
URL = re.compile(r"https?://[^\s<>\"'\\/?#@]+([/?#][^\s<>\"'\\]*)?", re.I)
LINK, TITLE, ON_SITE, FILE = NAMES = ("link", "title", "on-site", "file")


def given(code, data, files):
    """Return [Evidence, not kept yet] and {field: message} of what was filled in for a question; a file carries `upload`."""
    link, title, note = (tidy(data.get(f"{code}-{name}", "")) for name in (LINK, TITLE, ON_SITE))
    upload = files.get(f"{code}-{FILE}")
    refusals = {name: said for name, said in (
        (LINK, refused_link(link, title)), (TITLE, refused_text(title)), (ON_SITE, refused_text(note)),
        (FILE, refused_file(upload) if upload else ""),
    ) if said}  # fmt: skip
    if data.get("add") == code and not (link or title or note or upload):
        refusals[FILE] = _("There is nothing to add yet. Choose a file, or write an address or what will be shown on site.")
    pieces = []
    if link and not {LINK, TITLE} & set(refusals):
        pieces.append(Evidence(kind=Evidence.Kind.LINK, text=title, url=link))
    if note and ON_SITE not in refusals:
        pieces.append(Evidence(kind=Evidence.Kind.ON_SITE, text=note))
    if upload and FILE not in refusals:
        pieces.append(Evidence(kind=Evidence.Kind.FILE, text=file_name(upload.name), file=uuid4()))
        pieces[-1].upload = upload
    return pieces, refusals


def refused_link(link, title):
    if title and not link:
        return _("Write the address as well, beginning with https://.")
    if link and (len(link) > 2000 or not URL.fullmatch(link) or unprintable(link)):
        return _("Write an address that begins with https:// or http://, such as https://www.example.org/strategy.")
    return ""


def refused_text(text):
    if unprintable(text):
        return _("This holds a character that cannot be shown or printed. Type it anew.")
    if len(text) > LONGEST["evidence"]:
        return _("Write at most %(limit)s characters, found %(found)s.") % {"limit": LONGEST["evidence"], "found": len(text)}
    return ""


def refused_file(upload):
    name = file_name(upload.name)
    wrong = uploads.fault(name, upload)
    return sentence(wrong, name) if wrong else ""


def add(assessment: Assessment, code: str, pieces: list[Evidence], by: object) -> str:
    """Keep the pieces with the response, in one transaction; return why not, "" when all is kept.

    What is there already (the same link, the same note) is not added twice. Raises Closed when it is no draft.
    """
    with transaction.atomic():
        locked = _draft(assessment)
        response = Response.objects.filter(assessment=locked, question__code=code).first()
        if response is None:
            question = assessment.framework.questions.get(code=code)
            response = Response(assessment=locked, question=question, updated_by=by)
            response._history_user = by
            response.save()
        there = set(response.evidence.values_list("kind", "text", "url"))
        files = response.evidence.filter(file__isnull=False).count()
        position = 1 + (response.evidence.aggregate(last=Max("position"))["last"] or 0)
        fresh = [piece for piece in pieces if piece.file or (piece.kind, piece.text, piece.url) not in there]
        if files + sum(bool(piece.file) for piece in fresh) > MOST_FILES:
            return _("There are %(most)s files here already. Take one away first.") % {"most": MOST_FILES}
        if len(there) + len(fresh) > MOST_PIECES:
            return _("There are %(most)s pieces of evidence here already. Take one away first.") % {"most": MOST_PIECES}
        for at, piece in enumerate(fresh, start=position):
            piece.response, piece.position, piece._history_user = response, at, by
            piece.save()
            if piece.file:
                _store(piece)
    return ""


def remove(assessment: Assessment, pk: int, by: object) -> str | None:
    """Take one piece away, and its file; return the code of its question, None when it is not there (any more)."""
    with transaction.atomic():
        locked = _draft(assessment)
        piece = Evidence.objects.select_related("response__question").filter(pk=pk, response__assessment=locked).first()
        if piece is None:
            return None
        piece._history_user = by
        path = piece.file and FOLDER / piece.file.hex
        piece.delete()
        if path:
            transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return piece.response.question.code


def _draft(assessment):
    locked = Assessment.objects.select_for_update(of=("self",), no_key=True).get(pk=assessment.pk)
    if locked.status != Assessment.Status.DRAFT:
        raise Closed
    return locked


def _store(piece):
    """Write the file under its random name, on the disk before its row is: one without its row is nobody's."""
    piece.upload.seek(0)
    write_whole(FOLDER / piece.file.hex, piece.upload.chunks())
