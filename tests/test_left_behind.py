"""Files that no row names are laid aside after a day, and removed a month later; those that a row names stay."""

import os
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from assessments.left_behind import lay_aside
from assessments.models import Evidence, Photo, Printout, Report, Response, Visit
from assessments.tasks import clear_away
from readiness.worker import sweep

DAY = 24 * 3600


@pytest.fixture
def folders(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT, settings.REPORTS = tmp_path, tmp_path / "files", tmp_path / "reports"
    for folder in ("files/evidence", "reports"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def written(path, days):
    path.write_bytes(b"x")
    os.utime(path, (time.time() - days * DAY,) * 2)
    return path


def there(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_what_a_row_names_stays_and_what_is_young_as_well(folders, assessment):
    response = Response.objects.filter(assessment=assessment).first()
    piece = Evidence.objects.create(response=response, position=1, kind="file", text="a.pdf", file=uuid4())
    documents = [
        kind.objects.create(assessment=assessment, language="en", content_key="0" * 64, status="done", file=f"{uuid4()}.pdf")
        for kind in (Report, Printout)
    ]
    visit = Visit.objects.create(assessment=assessment, commitment=uuid4(), commitment_name="a.pdf")
    photo = Photo.objects.create(visit=visit, question=response.question, file=uuid4(), name="a.png", key=uuid4())
    kept = {f"files/evidence/{file.hex}" for file in (visit.commitment, photo.file)}
    kept |= {f"files/evidence/{piece.file.hex}", *(f"reports/{each.file}" for each in documents)}
    kept |= {"reports/notes.txt", "files/evidence/README"}  # not ours
    for name in kept:
        written(folders / name, 400)
    young = {f"files/evidence/{uuid4().hex}", f"files/evidence/{uuid4().hex}.part", f"reports/{uuid4()}.pdf"}
    for name in young:
        written(folders / name, 0.9)
    lay_aside()
    assert there(folders) == kept | young


def test_what_no_row_names_is_laid_aside_and_removed_a_month_later(folders, db):
    names = [uuid4().hex, f"{uuid4().hex}.part", f"{uuid4()}.pdf", f"{uuid4()}.part"]
    for name, folder in zip(names, ("files/evidence", "files/evidence", "reports", "reports"), strict=True):
        written(folders / folder / name, 1.1)
    sweep("here")
    aside = {f"left-behind/{name}" for name in names}
    assert there(folders) == aside
    for name in aside:
        os.utime(folders / name, (time.time() - 29 * DAY,) * 2)
    lay_aside()
    assert there(folders) == aside
    for name in aside:
        os.utime(folders / name, (time.time() - 31 * DAY,) * 2)
    lay_aside()
    assert there(folders) == set()


def test_a_killed_upload_leaves_nothing_for_good(folders, browse, lead, assessment, monkeypatch):
    """The file is on the disk, its row is not: the process was killed between the two."""
    from assessments.questionnaire import evidence

    class Killed(BaseException):
        pass

    def stored(piece):
        kept(piece)
        raise Killed

    kept = evidence._store
    monkeypatch.setattr(evidence, "_store", stored)
    from django.core.files.uploadedfile import SimpleUploadedFile

    with pytest.raises(Killed):
        browse(lead).post(
            f"/assessments/{assessment.pk}/requirements/P1.1/", {"P1.1a-file": SimpleUploadedFile("a.txt", b"Some words")}
        )
    [left] = there(folders)
    os.utime(folders / left, (time.time() - 2 * DAY,) * 2)
    clear_away()
    assert not Evidence.objects.exists() and {name.partition("/")[0] for name in there(folders)} == {"left-behind"}


def test_sessions_that_have_ended_are_forgotten(folders, db):
    for hours in (-1, 1):
        store = SessionStore()
        store["who"] = hours
        store.create()
        Session.objects.filter(pk=store.session_key).update(expire_date=timezone.now() + timedelta(hours=hours))
    clear_away()
    assert [session.get_decoded()["who"] for session in Session.objects.all()] == [1]
