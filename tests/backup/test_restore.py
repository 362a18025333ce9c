"""Backup, destroy, restore: everything is as it was; and whatever cannot be restored changes nothing."""

import json
import subprocess
import sys
from zipfile import ZipFile

import pytest
from django.db import connection

from assessments.backup import archive
from assessments.backup.refused import Refused
from assessments.backup.registry import KEPT, LEFT_OUT
from readiness.settings import BASE_DIR
from tests.backup.conftest import copy_of


def kept(scene):
    return {label: scene["rows"][label] for label in KEPT}


@pytest.mark.parametrize(("here", "there"), sorted({("sqlite", connection.vendor), (connection.vendor, "sqlite")}))
def test_all_is_as_it_was_and_on_the_other_database_too(install, tmp_path, here, there):
    original, other, path = install(here), install(there), tmp_path / "backup.zip"
    before, tree = original.scene("fill"), original.tree()
    assert {label for label, rows in before["rows"].items() if rows} >= (KEPT | LEFT_OUT.keys()) - {
        "account.EmailAddress", "account.EmailConfirmation", "admin.LogEntry",
    }  # fmt: skip
    assert original.manage("backup", path).startswith(str(path))
    assert other.manage("restore", path).count("\n") == 1
    after = other.scene("seen")
    assert kept(after) == kept(before)
    assert {label: after["rows"][label] for label in LEFT_OUT} == dict.fromkeys(LEFT_OUT, [])
    assert (after["files"], after["lost reports"]) == (before["files"], [])
    assert after["scores"] == before["scores"] == other.manage("export_scores", "--canonical")
    assert len(json.loads(after["scores"])) == 3
    assert other.tree() == tree
    assert {each.stat().st_mode & 0o077 for each in other.data.rglob("*") if each.name in {*tree, "db.sqlite3"}} <= {0}


def test_a_key_that_was_given_out_is_not_given_out_again(install, story):
    """The piece that was taken away had the last key; its history is kept under it."""
    last = max(row["id"] for row in story.then["rows"]["assessments.HistoricalEvidence"])
    assert last > max(row["id"] for row in story.then["rows"]["assessments.Evidence"])
    other = install()
    other.manage("restore", story.backup)
    assert other.manage("shell", "--no-imports", "-c", NEXT_KEY).split() == [str(last + 1)]


NEXT_KEY = "from assessments.models import *; print(Evidence.objects.create(response=Response.objects.first(), position=99).pk)"


def test_what_is_here_stays_unless_it_may_be_replaced_and_then_it_is_kept_aside(story, original):
    tree = original.tree()
    assert "There is data here already" in original.refuses("restore", story.backup)
    assert original.tree() == tree

    said = original.manage("restore", story.backup, "--replace")
    with archive.opened(story.backup) as opened:
        names = {name.removeprefix("data/") for name in opened.manifest["parts"] if name.startswith("data/")}
    aside = next(original.data.glob("before-restore-*"))
    assert str(aside) in said
    after = original.tree()
    assert {name for name in after if not name.startswith(aside.name)} == names
    assert {name.removeprefix(f"{aside.name}/"): text for name, text in after.items() if name.startswith(aside.name)} == tree
    assert kept(original.scene("seen")) == kept(story.then) != kept(story.now)
    original.go_back(aside)
    assert original.scene("seen") == story.now


def test_an_earlier_version_of_the_tables_is_brought_up_to_date(install, story, original, tmp_path):
    path, other = tmp_path / "earlier.zip", install()
    original.manage("migrate", "assessments", "0005", "--verbosity", "0")
    original.manage("backup", path)
    with archive.opened(path) as backup:
        assert ["assessments", "0006_reading"] not in backup.manifest["migrations"]
    other.manage("restore", path)
    after, now = other.scene("seen"), kept(story.now)
    assessments = [row | {"opened_by_id": None, "previous_id": None} for row in now["assessments.Assessment"]]
    assert kept(after) == now | dict.fromkeys(LATER_THAN_0005, []) | {"assessments.Assessment": assessments}
    assert after["scores"] == story.now["scores"]


LATER = ("Causes", "ChosenWay", "HistoricalCauses", "HistoricalChosenWay", "Assignment", "HistoricalAssignment")
LATER += ("Invitation", "Thread", "Comment", "Comment_told", "Cycle", "Cycle_operators", "Reminder", "Notice")
LATER += ("Tie", "Reviewer", "Rating", "HistoricalRating", "AgreedRating", "HistoricalAgreedRating", "Clarification")
LATER += ("Visit", "Visit_team", "HistoricalVisit", "AgendaItem", "HistoricalAgendaItem", "Photo")
LATER += ("Finding", "HistoricalFinding", "FindingReply", "HistoricalFindingReply", "IssuedDocument")
LATER_THAN_0005 = {f"assessments.{name}" for name in LATER}


# What is refused, with nothing changed


def rewritten(backup, path, **changed):
    """Return a whole backup with another manifest."""
    with archive.opened(backup) as source, archive.written(path) as copy:
        for name in source.manifest["parts"]:
            with source.part(name) as part, copy.part(name) as written:
                for chunk in part.chunks():
                    written.write(chunk)
        copy.close({name: value for name, value in source.manifest.items() if name not in ("parts", "format")} | changed)
    return path


def test_what_cannot_be_restored_changes_nothing(install, backup, tmp_path):
    other = install()
    other.manage("migrate", "--verbosity", "0")
    tree = other.tree()
    torn = copy_of(backup, tmp_path)
    torn.write_bytes(backup.read_bytes()[:-1000])
    with archive.opened(backup) as opened:
        manifest = opened.manifest
    future = [*manifest["migrations"], ["assessments", "9999_from_the_future"]]
    newer = rewritten(backup, tmp_path / "newer.zip", migrations=future)
    short = rewritten(backup, tmp_path / "short.zip", rows=manifest["rows"] | {"assessments.Response": 1})
    no_people = {name: count for name, count in manifest["rows"].items() if name != "assessments.User"}
    orphans = rewritten(backup, tmp_path / "orphans.zip", rows=no_people)
    expected = {
        torn: "is damaged, or no backup",
        tmp_path / "none.zip": "there is no such file",
        newer: "assessments 9999_from_the_future is not known here",
        short: "is damaged",
        orphans: "do not belong together",
    }
    told = json.loads(other.manage("shell", "--no-imports", "-c", TRY_ALL % {"paths": [str(path) for path in expected]}))
    assert {path: why for path, why in expected.items() if why not in told[str(path)]} == {}, told
    assert other.tree() == tree
    assert not list(other.data.glob("*.restoring*"))
    assert "is damaged, or no backup" in other.refuses("restore", torn)
    assert "before" not in other.manage("restore", backup)  # one that was only migrated is empty


TRY_ALL = """
import json
from pathlib import Path
from assessments.backup import place
from assessments.backup.refused import Refused
from assessments.backup.restore import restore
told = {}
for path in %(paths)s:
    try:
        restore(Path(path))
    except Refused as error:
        told[path] = str(error)
    assert place.here().is_empty(), path
print(json.dumps(told))
"""


OPENS = (
    "import django; django.setup()\nfrom assessments.models import User\nUser.objects.count(); print('open', flush=True); input()"
)


def test_while_levier_runs_it_is_not_restored(original, backup):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = subprocess.Popen([sys.executable, "-c", OPENS], cwd=BASE_DIR, env=original.environment, **pipes)
    try:
        assert running.stdout.readline() == "open\n"
        assert "Levier is running" in original.refuses("restore", backup, "--replace")
    finally:
        running.communicate("\n", timeout=30)
    assert "The data of before" in original.manage("restore", backup, "--replace")


STARTED_MEANWHILE = """
import subprocess, sys, django
django.setup()
from pathlib import Path
from assessments.backup import restore, schema
from assessments.backup.refused import Refused
kept, running = schema.make_tables, []
def make_tables(migrations):
    kept(migrations)
    pipes = {{"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}}
    running.append(subprocess.Popen([sys.executable, "-c", {opens!r}], **pipes))
    assert running[0].stdout.readline() == "open\\n"
schema.make_tables = make_tables
try:
    restore.restore(Path({path!r}), replace=True)
except Refused as error:
    print(error)
finally:
    running[0].communicate("\\n", timeout=30)
"""


def test_who_starts_levier_while_it_is_restored_loses_nothing(story, original):
    """What they acknowledge would go into the database that is put aside."""
    code = STARTED_MEANWHILE.format(opens=OPENS, path=str(story.backup))
    done = original.run("-c", code)
    assert "Levier is running" in done.stdout, (done.stdout, done.stderr)
    assert kept(original.scene("seen")) == kept(story.now)
    assert not list(original.data.rglob("*.restoring*")) and not list(original.data.glob("before-restore-*"))
    assert "The data of before" in original.manage("restore", story.backup, "--replace")


def test_a_database_that_cannot_be_read_is_kept_aside_too(install, backup):
    broken = install("sqlite")
    for name in ("db.sqlite3", "db.sqlite3-wal"):
        (broken.data / name).write_bytes(b"no database" * 1000)
    assert "There is data here already" in broken.refuses("restore", backup)
    broken.manage("restore", backup, "--replace")
    aside = next(broken.data.glob("before-restore-*"))
    assert (aside / "db.sqlite3").read_bytes() == b"no database" * 1000
    assert not (broken.data / "db.sqlite3-wal").exists()
    assert len(json.loads(broken.manage("export_scores"))) == 3


@pytest.mark.parametrize(
    "moment",
    ["schema.make_tables", "files.put_in_place", "place.{place}.switch", "files.take_away_all_but"],
)
def test_killed_at_any_moment_it_leaves_the_old_or_the_new(story, original, moment):
    module, name = moment.format(place="PostgresPlace" if original.url else "SqlitePlace").split(".", 1)
    code = (
        "import os, signal, django; django.setup()\n"
        f"from assessments.backup import restore, {module}\n"
        "def killed(*args): os.kill(os.getpid(), signal.SIGKILL)\n"
        f"{module}.{name} = killed\n"
        f"restore.restore(__import__('pathlib').Path({str(story.backup)!r}), replace=True)\n"
    )
    assert original.run("-c", code).returncode == -9
    seen = original.scene("seen")  # every file of every row can be read
    assert seen["lost reports"] == []
    assert kept(seen) == kept(story.then if "take_away" in moment else story.now)
    original.manage("restore", story.backup, "--replace")
    assert kept(original.scene("seen")) == kept(story.then)
    assert not list(original.data.rglob("*.restoring*"))


# Damage


def damaged(backup, folder, at):
    raw = bytearray(backup.read_bytes())
    raw[at] ^= 1
    path = folder / "flipped.zip"
    path.write_bytes(raw)
    return path


def accepted(path):
    try:
        with archive.opened(path) as opened:
            opened.read_through()
    except Refused:
        return False
    return True


def test_one_bit_anywhere_is_noticed(backup, tmp_path):
    assert accepted(backup)
    size = backup.stat().st_size
    places = {*range(0, size, 97), *range(size - 200, size)}
    assert [at for at in places if accepted(damaged(backup, tmp_path, at))] == []


def test_the_seal_is_what_notices(backup, tmp_path, monkeypatch):
    """Without it a bit in the zip's own words, such as a time, would go unseen."""
    monkeypatch.setattr(archive, "_check_seal", lambda file: None)
    with ZipFile(backup) as zipped:
        at = zipped.getinfo("manifest.json").header_offset + 10
    assert accepted(damaged(backup, tmp_path, at))
