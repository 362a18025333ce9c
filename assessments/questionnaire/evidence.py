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
from readiness.answers import LONGEST
from readiness.json_text import unprintable
from readiness.uploads import LARGEST_FILE, TYPES, extension, is_what_it_says

FOLDER = settings.MEDIA_ROOT / "evidence"
MOST_FILES = 20
MOST_PIECES = 100
LARGEST_MEGABYTES = LARGEST_FILE // 1024 // 1024
ACCEPTED = ", ".join(kind for kind in TYPES if kind != "jpeg")
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
    pieces = []
    if link and not {LINK, TITLE} & set(refusals):
        pieces.append(Evidence(kind=Evidence.Kind.LINK, text=title, url=link))
    if note and ON_SITE not in refusals:
        pieces.append(Evidence(kind=Evidence.Kind.ON_SITE, text=note))
    if upload and FILE not in refusals:
        pieces.append(Evidence(kind=Evidence.Kind.FILE, text=file_name(upload), file=uuid4()))
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
    name = file_name(upload)
    if extension(name) not in TYPES:
        return _("“%(name)s” is not a file of an accepted type. Choose one of these: %(types)s.") % {
            "name": name, "types": ACCEPTED,
        }  # fmt: skip
    if upload.size > LARGEST_FILE:
        return _("“%(name)s” is too large. A file may have at most %(limit)s MB: make it smaller, or give a link instead.") % {
            "name": name, "limit": LARGEST_MEGABYTES,
        }  # fmt: skip
    if not upload.size:
        return _("“%(name)s” is empty. Choose the file again.") % {"name": name}
    if not is_what_it_says(name, upload):
        return _("The content of “%(name)s” is not that of a .%(kind)s file. Save it again in the program it was made with.") % {
            "name": name, "kind": extension(name),
        }  # fmt: skip
    return ""


def file_name(upload):
    """Return the name a file came with, without what cannot be shown, at most 150 characters, its extension kept."""
    name = "".join(char for char in upload.name if char.isprintable()).strip() or "file"
    stem, dot, kind = name.rpartition(".")
    return f"{stem[:140]}{dot}{kind[:9]}" if dot else name[:150]


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
    """Write the file under its random name, whole or not at all; one without its row is nobody's."""
    FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = FOLDER / piece.file.hex
    draft = path.with_suffix(".part")
    try:
        piece.upload.seek(0)
        with draft.open("xb") as kept:
            for chunk in piece.upload.chunks():
                kept.write(chunk)
        draft.chmod(0o600)
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
