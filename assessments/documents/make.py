"""Documents drafted and issued, and their PDFs made from their snapshots and from nothing else."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.documents.kinds import RECIPES
from assessments.documents.snapshot import as_text, checksum, from_text
from assessments.documents.subject import Subject
from assessments.models import Assessment, DraftDocument, Finding, IssuedDocument, Kind
from assessments.printing.make import Told, ask_for, make
from assessments.printing.pdf import RenderingFailed, render

HERE = Path(__file__).resolve().parent
STYLE = (HERE.parent / "report" / "print.css").read_text(encoding="utf-8") + (HERE / "documents.css").read_text(encoding="utf-8")


def values(assessment: Assessment, kind: str, language: str) -> dict:
    """Return what a document of this kind says now, as plain values, without number and day."""
    with override(language):
        return {"kind": kind, **RECIPES[Kind(kind)].contents(Subject(assessment, language))}


def draft_text(assessment: Assessment, kind: str, language: str) -> str:
    """Return the snapshot of a draft."""
    with override(language):
        marked = {"number": _("Draft"), "draft": _("DRAFT – not issued")}
    return as_text(values(assessment, kind, language) | marked)


def ask_for_draft(assessment: Assessment, kind: str, language: str, by: object) -> tuple[DraftDocument, bool]:
    """Return (the draft of what the document would say now, whether it has still to be made)."""
    text = draft_text(assessment, kind, language)
    same = {"assessment": assessment, "kind": kind, "language": language}
    return ask_for(DraftDocument, same, {"snapshot": text, "content_key": checksum(text), "requested_by": by})


def issue(assessment: Assessment, kind: str, by: object) -> list[IssuedDocument]:
    """Issue a document in all languages: one number, and a snapshot in each. Return them; none where the
    last one says the same. Ask access and the obstacle first.

    The exit list gives its findings to the operator; from then on they stay as they are.
    """
    with transaction.atomic():
        Assessment.objects.select_for_update(no_key=True).get(pk=assessment.pk)
        told = {language: values(assessment, kind, language) for language, _name in settings.LANGUAGES}
        last = IssuedDocument.objects.filter(assessment=assessment, kind=kind).order_by("-issue").first()
        number = number_of(assessment, kind, told)
        if last and last.number == number:
            return []
        issued = [
            freeze(assessment, language, contents, {"kind": kind, "number": number, "issue": last.issue + 1 if last else 1}, by)
            for language, contents in told.items()
        ]
        if kind == Kind.EXIT:
            give_findings(assessment, by)
    return issued


def number_of(assessment: Assessment, kind: str, told: dict) -> str:
    """Return the number that stands on each page: edition, kind, and a checksum of what is said in all languages."""
    framework, letters = assessment.framework, RECIPES[Kind(kind)].letters
    return f"{framework.code.upper()}-{framework.edition}-{letters}-{checksum(as_text(told))[:8].upper()}"


def freeze(assessment: Assessment, language: str, contents: dict, fields: dict, by: object) -> IssuedDocument:
    with override(language):
        case = Subject(assessment, language).own
        known = [(_("Document number"), fields["number"]), (_("Issued on"), case.day(timezone.localdate()))]
        known += [(_("Issue"), str(fields["issue"]))] if fields["issue"] > 1 else []
    text = as_text(contents | {"number": fields["number"], "facts": [*contents["facts"], *known], "draft": ""})
    kept = {"snapshot": text, "content_key": checksum(text), "requested_by": by}
    return IssuedDocument.objects.create(assessment=assessment, language=language, **fields, **kept)


def give_findings(assessment: Assessment, by: object) -> None:
    for finding in Finding.objects.filter(assessment=assessment, issued_at=None):
        finding.issued_at = timezone.now()
        finding._history_user = by
        finding.save()


def html(text: str) -> str:
    """Return the document that a snapshot tells, in its language."""
    told = from_text(text)
    with override(told["language"]):
        return render_to_string(RECIPES[Kind(told["kind"])].template, {"report": told})


def pdf_of(document: DraftDocument | IssuedDocument) -> bytes:
    """Return the PDF of a snapshot; raises RenderingFailed also where the snapshot is not what was kept."""
    if checksum(document.snapshot) != document.content_key:
        raise RenderingFailed("the snapshot is not what its checksum says")
    return render(html(document.snapshot), STYLE)


def make_draft(draft_id: str) -> None:
    make(DraftDocument.objects.get(pk=draft_id), as_kept)


def make_issued(document_id: str) -> None:
    make(IssuedDocument.objects.get(pk=document_id), as_kept)


def as_kept(document: DraftDocument | IssuedDocument) -> Told:
    return Told({"content_key": document.content_key}, lambda: pdf_of(document))


def intact(document: IssuedDocument) -> bool:
    """Return whether the file of a made document is there, byte for byte as it was made."""
    path = settings.REPORTS / document.file
    return bool(document.file) and path.is_file() and sha256(path.read_bytes()).hexdigest() == document.sha256
