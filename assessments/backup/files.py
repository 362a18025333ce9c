"""The files that rows point at: held while a backup is made, and put back when it is restored.

A backup reads the rows first. So that a file is still there which somebody takes away after that, every file gets a second
name (a hard link, which takes no room and no time) in a folder of the backup's own before the rows are read, and what is
missing then gets it afterwards. A file of a row is written before the row is: between the two, nothing can slip through
but what was added and taken away again meanwhile. Such a file is `gone`, and the backup begins anew.

Evidence in a bucket has no second name: it is fetched once the rows are read, and what was taken away meanwhile has the
backup begin anew as well, with all that was fetched.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.db import models

from assessments import evidence_files

NAME = re.compile(r"files/evidence/[0-9a-f]{32}|reports/[0-9a-f-]{36}\.pdf|demonstration-password")
WAITING = evidence_files.WAITING
IN_MEMORY = 1024 * 1024
UPLOADS = [("assessments.Evidence", "file"), ("assessments.Visit", "commitment"), ("assessments.Photo", "file")]


def in_bucket(name: str) -> str:
    """Return the name in the bucket of what lies there, "" for what lies on the disk."""
    folder, _slash, file = name.rpartition("/")
    return file if folder == "files/evidence" and not evidence_files.on_disk() else ""


def home(name: str) -> Path:
    """Return where a file stands that has this name in the data folder."""
    folder, _slash, file = name.rpartition("/")
    match folder:
        case "files/evidence":
            return evidence_files.folder() / file
        case "reports":
            return settings.REPORTS / file
    return settings.DEMONSTRATION_PASSWORD


def wanted(tables: dict[str, type[models.Model]]) -> dict[str, str]:
    """Return {name: the checksum it must have, "" for any} of every file that a row points at."""
    documents = [tables[label] for label in ("assessments.Report", "assessments.IssuedDocument") if label in tables]
    found = {}
    for label, column in UPLOADS:
        model = tables.get(label)
        if model and any(field.name == column for field in model._meta.fields):  # else a database of before there were such
            for file in model._base_manager.filter(**{f"{column}__isnull": False}).values_list(column, flat=True):
                found[f"files/evidence/{file.hex}"] = ""
    for kind in documents:
        for file, checksum in kind._base_manager.filter(status="done").values_list("file", "sha256"):
            found[f"reports/{file}"] = checksum
    return found


def present() -> Iterator[str]:
    """Return the names of all files that are there, whether a row points at them or not."""
    yield from (f"files/evidence/{name}" for name in evidence_files.names())
    if settings.REPORTS.is_dir():
        yield from filter(NAME.fullmatch, (f"reports/{entry.name}" for entry in os.scandir(settings.REPORTS)))
    if settings.DEMONSTRATION_PASSWORD.exists():
        yield "demonstration-password"


def hold(names: Iterable[str], folder: Path) -> None:
    """Give the files a second name in the folder, those that are there; fetch those that lie in a bucket."""
    for name in names:
        held = folder / name
        held.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if held.exists():
            continue
        if file := in_bucket(name):
            evidence_files.fetch(file, held)
        else:
            second_name(home(name), held)


def second_name(path: Path, held: Path) -> None:
    """Give a file another name that stays when the first is taken away; a copy where the disk has no hard links."""
    try:
        os.link(path, held)
    except FileNotFoundError:
        return
    except OSError:
        draft = held.with_suffix(".part")
        try:
            shutil.copyfile(path, draft)
        except FileNotFoundError:
            draft.unlink(missing_ok=True)
            return
        draft.chmod(0o600)
        draft.rename(held)


def beside(name: str) -> Path:
    """Return where a file waits until it is put in its place."""
    place = home(name)
    return place.with_name(place.name + WAITING)


def lay_out(name: str, chunks: Iterable[bytes]) -> None:
    """Write a file beside where it belongs."""
    if file := in_bucket(name):
        with SpooledTemporaryFile(IN_MEMORY) as content:
            content.writelines(chunks)
            evidence_files.lay_out(file, File(content))
        return
    waiting = beside(name)
    waiting.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.writelines(chunks)


def put_in_place(names: Iterable[str]) -> None:
    for name in names:
        if file := in_bucket(name):
            evidence_files.put_in_place(file)
        else:
            beside(name).replace(home(name))


def forget_waiting() -> None:
    """Remove the files that a restore which was cut off has left waiting."""
    if in_bucket("files/evidence/x"):
        evidence_files.forget_waiting()
    on_disk = [name for name in ("files/evidence/x", "reports/x", "demonstration-password") if not in_bucket(name)]
    for folder in {home(name).parent for name in on_disk}:
        for path in folder.glob(f"*{WAITING}"):
            path.unlink()


def take_away_all_but(names: Iterable[str]) -> None:
    for name in set(present()) - set(names):
        if file := in_bucket(name):
            evidence_files.remove(UUID(file))
        else:
            home(name).unlink(missing_ok=True)
