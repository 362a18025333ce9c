"""A backup shows one moment: what is saved, added or taken away while it is made is in it wholly or not at all."""

import json
import threading
from contextlib import nullcontext
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from assessments import evidence_files
from assessments.backup import files, make, rows
from assessments.backup.refused import Refused
from assessments.models import Evidence, Response
from assessments.questionnaire import evidence

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    settings.REPORTS, settings.MEDIA_ROOT = settings.DATA / "reports", settings.DATA / "files"
    settings.DEMONSTRATION_PASSWORD = settings.DATA / "demonstration-password"


@pytest.fixture
def made(tmp_path):
    """Return a function that makes a backup and returns (Made, {model: [rows]}, {file: bytes})."""

    def backup():
        path = tmp_path / f"{uuid4().hex}.zip"
        told = make.backup(path)
        with ZipFile(path) as zipped:
            parts = {name: zipped.read(name) for name in zipped.namelist()}
        kept = {}
        for name, text in parts.items():
            if name.startswith("rows/"):
                columns, *lines = map(json.loads, text.decode().splitlines())
                label = name.removeprefix("rows/").removesuffix(".jsonl")
                kept[label] = [dict(zip(columns, line, strict=True)) for line in lines]
        return told, kept, {name.removeprefix("data/"): text for name, text in parts.items() if name.startswith("data/")}

    return backup


def elsewhere(action):
    """Do it in a thread with a connection of its own, and wait for it."""

    def work():
        try:
            action()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(30)
    assert not thread.is_alive(), "the backup keeps others from writing"


def added(assessment, by, content=b"words"):
    piece = Evidence(kind="file", text="a.txt", file=uuid4())
    piece.upload = SimpleUploadedFile("x", content)
    assert evidence.add(assessment, "P1.1a", [piece], by) == ""
    return piece


def while_rows_are_read(monkeypatch, action, after="assessments.Evidence"):
    """Have others do something when the rows of this model have just been read, the first time."""
    read, once = rows.lines, [action]

    def interrupted(model):
        yield from read(model)
        if model._meta.label == after and once:
            elsewhere(once.pop())

    monkeypatch.setattr(rows, "lines", interrupted)


def answer(assessment, remark):
    row = Response.objects.get(assessment=assessment, question__code="P1.1a")
    row.remark, row.version = remark, row.version + 1
    row.save()


def test_what_is_saved_meanwhile_is_left_to_the_next(assessment, lead, made, monkeypatch):
    while_rows_are_read(monkeypatch, lambda: answer(assessment, "later"), after="assessments.HistoricalResponse")
    _told, kept, _files = made()
    assert Response.objects.filter(remark="later").exists()
    assert not [row for row in kept["assessments.Response"] if row["remark"] == "later"]


def test_without_the_snapshot_an_answer_would_come_without_its_history(assessment, lead, made, monkeypatch):
    monkeypatch.setattr(make, "snapshot", nullcontext)
    while_rows_are_read(monkeypatch, lambda: answer(assessment, "later"), after="assessments.HistoricalResponse")
    _told, kept, _files = made()
    assert [row for row in kept["assessments.Response"] if row["remark"] == "later"]
    assert not [row for row in kept["assessments.HistoricalResponse"] if row["remark"] == "later"]


def test_a_file_taken_away_meanwhile_is_there(assessment, lead, made, monkeypatch):
    piece = added(assessment, lead)
    while_rows_are_read(monkeypatch, lambda: evidence.remove(assessment, piece.pk, lead))
    told, kept, there = made()
    assert not (evidence_files.folder() / piece.file.hex).exists()
    assert [row["file"] for row in kept["assessments.Evidence"]] == [str(piece.file)]
    assert (told.lost, there) == ([], {f"files/evidence/{piece.file.hex}": b"words"})


def slip_through(assessment, lead, monkeypatch):
    """Add a file after those present are held and before the rows are read, and take it away after that."""
    hold, pieces = files.hold, []

    def held(names, folder):
        hold(names, folder)
        if not pieces:
            pieces.append(added(assessment, lead))

    monkeypatch.setattr(files, "hold", held)
    while_rows_are_read(monkeypatch, lambda: evidence.remove(assessment, pieces[0].pk, lead))


def test_a_file_that_slips_through_makes_it_begin_anew(assessment, lead, made, monkeypatch):
    slip_through(assessment, lead, monkeypatch)
    told, kept, there = made()
    assert (told.lost, kept["assessments.Evidence"], there) == ([], [], {})


def test_beginning_anew_is_needed(assessment, lead, made, monkeypatch):
    monkeypatch.setattr(make, "TRIES", 1)
    slip_through(assessment, lead, monkeypatch)
    told, kept, there = made()
    assert len(told.lost) == len(kept["assessments.Evidence"]) == 1
    assert there == {}


def test_a_file_that_was_lost_before_is_named_and_the_rest_is_kept(assessment, lead, made):
    lost, kept_piece = added(assessment, lead, b"1"), added(assessment, lead, b"2")
    (evidence_files.folder() / lost.file.hex).unlink()
    told, _kept, there = made()
    assert told.lost == [f"files/evidence/{lost.file.hex}"]
    assert there == {f"files/evidence/{kept_piece.file.hex}": b"2"}


def test_where_there_are_no_hard_links_files_are_copied(assessment, lead, made, monkeypatch):
    piece = added(assessment, lead)

    def none(*args):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(files.os, "link", none)
    assert made()[2] == {f"files/evidence/{piece.file.hex}": b"words"}


def test_it_leaves_nothing_behind_and_nobody_else_may_read_it(assessment, settings, made):
    path = made()[0].path
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in settings.DATA.iterdir()] == ["backup.lock"]
    assert sorted(each.name for each in path.parent.iterdir()) == sorted(["data", path.name])


def test_what_a_killed_one_left_is_removed(assessment, settings, made):
    left = settings.DATA / "backup-killed" / "data"
    left.mkdir(parents=True)
    made()
    assert not left.exists()


def test_one_at_a_time(assessment, made):
    with make.alone(), pytest.raises(Refused, match="Another backup"):
        made()


def test_a_full_disk_leaves_no_half_backup(assessment, tmp_path, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(make.shutil, "copyfileobj", full)
    with pytest.raises(Refused, match="No space left on device"):
        make.backup(tmp_path / "full.zip")
    assert [each.name for each in tmp_path.iterdir()] == ["data"]


def test_nothing_is_overwritten_and_a_folder_gives_a_name_with_the_time(assessment, tmp_path):
    path = make.backup(tmp_path).path
    assert path.name.startswith("levier-20")
    with pytest.raises(Refused, match="is there already"):
        make.backup(path)
    with pytest.raises(Refused, match="There is no folder"):
        make.backup(tmp_path / "none" / "backup.zip")


def test_a_table_that_nobody_has_thought_of_is_refused(assessment, tmp_path, monkeypatch):
    monkeypatch.setattr(make, "KEPT", make.KEPT - {"assessments.Target"})
    with pytest.raises(Refused, match="assessments.Target"):
        make.backup(tmp_path / "backup.zip")
