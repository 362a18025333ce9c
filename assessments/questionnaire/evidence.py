"""Evidence beside an answer: a link, a note of what is shown on site, or a file; added, described and taken away."""

import re
from contextlib import suppress
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from assessments import evidence_files
from assessments.kept_files import refused_file
from assessments.models import Assessment, Evidence, Response
from assessments.questionnaire.saving import Closed, is_open
from assessments.questionnaire.typed_dates import read_date
from assessments.sheet import EVIDENCE_FIELDS
from assessments.typed import read_uuid, refused_text, tidy
from readiness.answers import LANGUAGES, LONGEST
from readiness.json_text import unprintable
from readiness.problems import shortened
from readiness.uploads.names import file_name

MOST_FILES = 20
MOST_PIECES = 100
URL = re.compile(r"https?://[^\s<>\"'\\/?#@]+([/?#][^\s<>\"'\\]*)?", re.I)
NAMES = LINK, ON_SITE, FILE, AGAIN, TITLE, ABOUT, LANGUAGE = EVIDENCE_FIELDS
DESCRIBED = TITLE, ABOUT, LANGUAGE


def given(assessment, code, data, files):
    """Return [Evidence, not kept yet] and {field: message} of what was filled in for a question; a new file carries `upload`.

    What cannot be read of a description keeps nobody's file from being taken.
    """
    said = {name: tidy(data.get(f"{code}-{name}", "")) for name in NAMES if name != FILE}
    upload, again = files.get(f"{code}-{FILE}"), given_before(assessment, said[AGAIN]) if said[AGAIN] else None
    refusals = {name: why_not for name, why_not in (
        (LINK, refused_link(said[LINK])), (ON_SITE, refused_words(said[ON_SITE])),
        (FILE, refused_file(upload) if upload else ""), (AGAIN, "" if again or not said[AGAIN] else gone()),
        (TITLE, refused_words(said[TITLE])), (LANGUAGE, refused_language(said[LANGUAGE])),
    ) if why_not}  # fmt: skip
    asked = data.get("add") == code or any(said[name] for name in DESCRIBED)
    if asked and not (said[LINK] or said[ON_SITE] or said[AGAIN] or upload):
        refusals[FILE] = _("There is nothing to add yet. Choose a file, or write an address or what will be shown on site.")
    known = {name: said[name] for name in (TITLE, LANGUAGE) if name not in refusals} | {ABOUT: read_date(said[ABOUT])}
    pieces = []
    if said[LINK] and LINK not in refusals:
        pieces.append(Evidence(kind=Evidence.Kind.LINK, url=said[LINK], **known))
    if said[ON_SITE] and ON_SITE not in refusals:
        named = known if not (said[LINK] or upload) else known | {TITLE: ""}  # the title is the page's or the file's
        pieces.append(Evidence(kind=Evidence.Kind.ON_SITE, text=said[ON_SITE], **named))
    if upload and FILE not in refusals:
        pieces.append(Evidence(kind=Evidence.Kind.FILE, text=file_name(upload.name), file=uuid4(), **known))
        pieces[-1].upload = upload
    if again:
        before = {name: known.get(name) or getattr(again, name) for name in DESCRIBED}
        pieces.append(Evidence(kind=Evidence.Kind.FILE, text=again.text, file=again.file, **before))
    if said[ABOUT] and not known[ABOUT]:
        refusals[ABOUT] = unreadable_date(said[ABOUT]) + (" " + added_without() if pieces else "")
    return pieces, refusals


def given_before(assessment, file):
    """Return a row of a file that was given in this assessment already, None where there is none."""
    wanted = read_uuid(file)
    return wanted and Evidence.objects.filter(response__assessment=assessment, file=wanted).first()


def files_given(assessment: Assessment) -> dict:
    """Return {file: what it is called} of every file of the assessment, in the order of what they are called; one query."""
    rows = Evidence.objects.filter(response__assessment=assessment, file__isnull=False)
    return dict(sorted(((row.file, row.called) for row in rows), key=lambda pair: (pair[1].casefold(), pair[0])))


def gone():
    return _("This file was taken away meanwhile. Choose another one.")


def unreadable_date(text):
    told = {"text": shortened(text), "examples": "2024, 03/2024, 15/03/2024"}
    return _("“%(text)s” cannot be read as a date. Write a year, a month or a day: %(examples)s.") % told


def added_without():
    return _("The rest was added: write the date under “Details”.")


def refused_language(code):
    return "" if not code or code in LANGUAGES else _("Choose a language of the list.")


def refused_link(link):
    if link and (len(link) > 2000 or not URL.fullmatch(link) or unprintable(link)):
        return _("Write an address that begins with https:// or http://, such as https://www.example.org/strategy.")
    return ""


def refused_words(text):
    return refused_text(text, LONGEST["evidence"])


def add(assessment: Assessment, code: str, pieces: list[Evidence], by: object) -> str:
    """Keep the pieces with the response; return why not, "" when all is kept. Raises Closed when it is no draft.

    New files are where they stay before anything is locked, and taken back when no row comes of them.
    """
    uploaded = [piece for piece in pieces if hasattr(piece, "upload")]
    for piece in uploaded:
        _store(piece)
    try:
        why_not = _add(assessment, code, pieces, by)
    except Exception:
        _take_back(uploaded)
        raise
    if why_not:
        _take_back(uploaded)
    return why_not


def _add(assessment, code, pieces, by):
    """Write the rows in one transaction. What is there already (the same link, note or file) is not added twice."""
    with transaction.atomic():
        locked = _held(assessment)
        if not is_open(locked, locked.status, code):
            raise Closed
        response = Response.objects.filter(assessment=locked, question__code=code).first()
        if response is None:
            question = assessment.framework.questions.get(code=code)
            response = Response(assessment=locked, question=question, updated_by=by)
            response._history_user = by
            response.save()
        there = set(response.evidence.values_list("kind", "text", "url", "file"))
        files = response.evidence.filter(file__isnull=False).count()
        position = 1 + (response.evidence.aggregate(last=Max("position"))["last"] or 0)
        fresh = [piece for piece in pieces if (piece.kind, piece.text, piece.url, piece.file) not in there]
        if any(piece.file and not hasattr(piece, "upload") and not given_before(locked, piece.file) for piece in fresh):
            return gone()
        if files + sum(bool(piece.file) for piece in fresh) > MOST_FILES:
            return _("There are %(most)s files here already. Take one away first.") % {"most": MOST_FILES}
        if len(there) + len(fresh) > MOST_PIECES:
            return _("There are %(most)s pieces of evidence here already. Take one away first.") % {"most": MOST_PIECES}
        for at, piece in enumerate(fresh, start=position):
            piece.response, piece.position, piece._history_user = response, at, by
            piece.save()
            _say_the_same(piece, by)
    return ""


def describe(assessment: Assessment, pk: int, seen: str, told: dict[str, str], by: object) -> Evidence | None:
    """Write title, date and language of a piece and of whatever shares its file.

    `seen` is what the person saw (state), "" where nothing was. Return the piece as it stands when somebody else changed it
    meanwhile, None when it was written. Raises Closed when its question is not open, Evidence.DoesNotExist when the piece
    was taken away.
    """
    with transaction.atomic():
        locked = _held(assessment)
        piece = Evidence.objects.select_related("response__question").get(pk=pk, response__assessment=locked)
        if not is_open(locked, locked.status, piece.response.question.code):
            raise Closed
        now = {name: getattr(piece, name) for name in DESCRIBED}
        if now == told:
            return None
        if seen and state(piece) != seen:
            return piece
        for name, text in told.items():
            setattr(piece, name, text)
        piece._history_user = by
        piece.save()
        _say_the_same(piece, by)
    return None


def state(piece: Evidence) -> str:
    """Return what a page carries of a description, to notice that it was changed meanwhile."""
    return str(piece.history.values_list("history_id", flat=True).first() or 0)


def _say_the_same(piece, by):
    """Have every row of the same file say the same of it."""
    if not piece.file:
        return
    for other in Evidence.objects.filter(file=piece.file).exclude(pk=piece.pk):
        if any(getattr(other, name) != getattr(piece, name) for name in DESCRIBED):
            for name in DESCRIBED:
                setattr(other, name, getattr(piece, name))
            other._history_user = by
            other.save()


def remove(assessment: Assessment, pk: int, by: object) -> str | None:
    """Take one piece away; return the code of its question, None when it is not there (any more).

    Its file goes once no other row stands for it. The history keeps that it was there, never the file.
    """
    with transaction.atomic():
        locked = _held(assessment)
        piece = Evidence.objects.select_related("response__question").filter(pk=pk, response__assessment=locked).first()
        if piece is None:
            return None
        if not is_open(locked, locked.status, piece.response.question.code):
            raise Closed
        piece._history_user = by
        piece.delete()
        if piece.file and not Evidence.objects.filter(file=piece.file).exists():
            transaction.on_commit(lambda: _take_back([piece]))
    return piece.response.question.code


def _held(assessment):
    return Assessment.objects.select_for_update(of=("self",), no_key=True).get(pk=assessment.pk)


def _store(piece):
    """Keep the file under its random name before its row is written: one without its row is nobody's."""
    evidence_files.write(piece.file, piece.upload)


def _take_back(pieces):
    """Remove the files; what cannot be reached now is swept later."""
    for piece in pieces:
        with suppress(OSError):
            evidence_files.remove(piece.file)
