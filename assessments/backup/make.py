"""Make a backup while Levier runs: the rows as they are at one moment, and every file that they point at."""

import fcntl
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from assessments.backup import archive, files, rows, schema
from assessments.backup.refused import Refused
from assessments.backup.registry import KEPT, LEFT_OUT
from readiness.management.commands._files import why

TRIES = 5
STAGE = "backup-"


@dataclass(frozen=True)
class Made:
    """A backup: where it is, what it holds, and the files that rows point at but that are lost or not what they were."""

    path: Path
    rows: int
    files: int
    lost: list[str]


def backup(where: Path) -> Made:
    """Make a backup as this file, whose name ends in .zip, or under a name with the time in this folder. Raises Refused."""
    if not where.is_dir() and where.suffix != ".zip":
        raise Refused(_("There is no folder %(path)s.") % {"path": where})
    path = where / f"levier-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.zip" if where.is_dir() else where
    if path.exists():
        raise Refused(_("%(path)s is there already. Give another name.") % {"path": path})
    if not path.parent.is_dir():
        raise Refused(_("There is no folder %(path)s.") % {"path": path.parent})
    try:
        with alone(), _stage() as stage:
            manifest, wanted = _gather(stage)
            with archive.written(path) as writing:
                lost = _put_together(writing, stage, manifest, wanted)
    except OSError as error:
        raise Refused(_("%(path)s could not be written: %(reason)s") % {"path": path, "reason": why(error)}) from error
    return Made(path, sum(manifest["rows"].values()), len(wanted) - len(lost), lost)


@contextmanager
def alone() -> Iterator[None]:
    """Raise Refused while another backup or restore of the same data is running; the kernel ends the lock with the process."""
    with (settings.DATA / "backup.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(_("Another backup or restore is running. Try again when it has ended.")) from None
        yield


@contextmanager
def _stage():
    """Yield a folder for what is gathered; one that a killed backup has left is removed."""
    for left in settings.DATA.glob(f"{STAGE}*/"):
        shutil.rmtree(left, ignore_errors=True)
    stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=settings.DATA))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _gather(stage):
    """Gather rows and files of one moment; return (what the manifest tells of them, {file: its checksum})."""
    for _try in range(TRIES):
        files.hold((name for name in files.present() if not files.in_bucket(name)), stage / "data")
        with snapshot():
            manifest, wanted = _rows(stage / "rows")
        files.hold(wanted, stage / "data")
        if not _slipped_through(stage, wanted):
            break
    return manifest, wanted


@contextmanager
def snapshot() -> Iterator[None]:
    """Have every query see the database as it is at the first one, without keeping anybody from writing."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # transaction.atomic() would take the lock for writing
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _rows(folder):
    folder.mkdir(mode=0o700, exist_ok=True)
    migrations = schema.applied()
    tables = {label: model for label, model in schema.models_at(migrations).items() if label not in LEFT_OUT}
    strange = sorted(tables.keys() - KEPT)
    if strange:
        raise Refused(_("Nobody has said whether these belong in a backup: %(names)s.") % {"names": ", ".join(strange)})
    counts = {}
    for label, model in sorted(tables.items()):
        with (folder / f"{label}.jsonl").open("wb") as file:
            counts[label] = sum(1 for line in rows.lines(model) if file.write(line)) - 1
    manifest = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {
            "database": f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}",
            "django": django.get_version(),
            "python": platform.python_version(),
        },
        "migrations": sorted(migrations),
        "rows": counts,
        "keys": {label: last for label, model in tables.items() if (last := rows.last_key(model)) is not None},
    }
    wanted = files.wanted(tables)
    if settings.DEMONSTRATION_PASSWORD.exists():  # restored with the rest, so that production goes on refusing this data
        wanted["demonstration-password"] = ""
    return manifest, wanted


def _slipped_through(stage, wanted):
    """Return whether a file is missing because its row went after the rows were read."""
    missing = {name for name in wanted if not (stage / "data" / name).exists()}
    if not missing:
        return False
    now = files.wanted(schema.models_at(schema.applied()))
    return bool(missing - now.keys())


def _put_together(writing, stage, manifest, wanted):
    """Write the parts and the manifest; return the files that are lost, or not what they were when they were made."""
    for label in manifest["rows"]:
        with writing.part(f"rows/{label}.jsonl") as part, (stage / "rows" / f"{label}.jsonl").open("rb") as file:
            shutil.copyfileobj(file, part, archive.CHUNK)
    lost = []
    for name, checksum in sorted(wanted.items()):
        path = stage / "data" / name
        if not path.exists() or (checksum and sha256(path.read_bytes()).hexdigest() != checksum):
            lost.append(name)
            continue
        with writing.part(f"data/{name}", packed=False) as part, path.open("rb") as file:
            shutil.copyfileobj(file, part, archive.CHUNK)
    writing.close(manifest | {"lost": lost})
    return lost
