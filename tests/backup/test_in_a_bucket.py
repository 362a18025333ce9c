"""Backup and restore where evidence lies in S3-compatible storage, and on the way from the disk to there and back."""

import json
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from assessments import evidence_files
from assessments.backup import make
from assessments.backup.refused import Refused
from assessments.models import Evidence
from assessments.questionnaire import evidence
from readiness.file_places import read_place
from tests.backup.test_moment import while_rows_are_read
from tests.backup.test_restore import kept
from tests.bucket import KEYS, Bucket, s3_server

ABSENT = "s3://bucket?endpoint=http://127.0.0.1:9"


@pytest.fixture(scope="module")
def endpoint():
    with s3_server() as address:
        yield address


@pytest.fixture
def in_bucket(install, endpoint):
    """Return a function that makes an installation that keeps evidence in a bucket of its own, and the bucket."""

    def new():
        bucket, installation = Bucket(endpoint), install()
        installation.more = KEYS | {"LEVIER_EVIDENCE": bucket.setting}
        return installation, bucket

    return new


def evidence_on_disk(tree):
    return {name.rpartition("/")[2]: content for name, content in tree.items() if name.startswith("files/evidence/")}


def test_from_the_disk_to_a_bucket_to_another_one_and_back_all_is_as_it_was(story, in_bucket, install, tmp_path):
    wanted = {file.hex: content for file, content in files_of(story.backup).items()}
    assert wanted
    (first, bucket), (second, other), disk = in_bucket(), in_bucket(), install()
    first.manage("restore", story.backup)
    assert bucket.content() == wanted and evidence_on_disk(first.tree()) == {}
    bucket.put(uuid4().hex, b"nobody's")
    first.manage("backup", tmp_path / "first.zip")
    second.manage("restore", tmp_path / "first.zip")
    assert other.content() == wanted
    second.manage("backup", tmp_path / "second.zip")
    disk.manage("restore", tmp_path / "second.zip")
    assert evidence_on_disk(disk.tree()) == wanted
    assert kept(first.scene("seen")) == kept(second.scene("seen")) == kept(disk.scene("seen")) == kept(story.then)


def files_of(backup):
    from uuid import UUID

    with ZipFile(backup) as zipped:
        return {
            UUID(name.rpartition("/")[2]): zipped.read(name)
            for name in zipped.namelist()
            if name.startswith("data/files/evidence/")
        }


def test_what_is_replaced_is_kept_aside_and_the_bucket_holds_the_backups(story, in_bucket):
    installation, bucket = in_bucket()
    before = installation.scene("fill")
    old = bucket.content()
    assert "There is data here already" in installation.refuses("restore", story.backup)
    assert bucket.content() == old
    installation.manage("restore", story.backup, "--replace")
    assert bucket.content() == {file.hex: content for file, content in files_of(story.backup).items()} != old
    [aside] = installation.data.glob("before-restore-*")
    assert {path.name: path.read_bytes() for path in (aside / "files" / "evidence").iterdir()} == old
    assert before["files"].keys() == old.keys()


def test_storage_that_does_not_answer_is_told_and_changes_nothing(story, install, tmp_path):
    installation = install()
    installation.manage("migrate", "--verbosity", "0")
    tree = installation.tree()
    installation.more = KEYS | {"LEVIER_EVIDENCE": ABSENT}
    assert "does not answer" in installation.refuses("restore", story.backup)
    assert installation.tree() == tree


@pytest.fixture
def bucket(endpoint, settings, monkeypatch, tmp_path):
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    settings.REPORTS, settings.DEMONSTRATION_PASSWORD = settings.DATA / "reports", settings.DATA / "demonstration-password"
    made = Bucket(endpoint)
    settings.STORAGES = settings.STORAGES | {"evidence": read_place(made.setting)}
    return made


def added(assessment, by, content=b"words"):
    piece = Evidence(kind="file", text="a.txt", file=uuid4())
    piece.upload = SimpleUploadedFile("x", content)
    assert evidence.add(assessment, "P1.1a", [piece], by) == ""
    return piece


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_away_while_it_is_fetched_makes_it_begin_anew(bucket, assessment, lead, tmp_path, monkeypatch):
    gone, stays = added(assessment, lead, b"1"), added(assessment, lead, b"2")
    while_rows_are_read(monkeypatch, lambda: evidence.remove(assessment, gone.pk, lead))
    told = make.backup(tmp_path / "backup.zip")
    assert told.lost == []
    assert files_of(tmp_path / "backup.zip") == {stays.file: b"2"}
    with ZipFile(tmp_path / "backup.zip") as zipped:
        rows = zipped.read("rows/assessments.Evidence.jsonl").decode().splitlines()
    assert len(rows) == 2 and str(stays.file) in json.loads(rows[1])


@pytest.mark.django_db(transaction=True)
def test_a_file_that_was_lost_before_is_named(bucket, assessment, lead, tmp_path):
    lost = added(assessment, lead)
    evidence_files.remove(lost.file)
    assert make.backup(tmp_path / "backup.zip").lost == [f"files/evidence/{lost.file.hex}"]


@pytest.mark.django_db(transaction=True)
def test_no_backup_is_made_while_the_bucket_does_not_answer(bucket, assessment, lead, tmp_path, settings):
    added(assessment, lead)
    settings.STORAGES = settings.STORAGES | {"evidence": read_place(ABSENT)}
    with pytest.raises(Refused, match="could not be written"):
        make.backup(tmp_path / "backup.zip")
    assert [each.name for each in tmp_path.iterdir()] == ["data"]
