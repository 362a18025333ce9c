"""The files that rows point at: held while a backup is made, and put back when it is restored.

A backup reads the rows first. So that a file is still there which somebody takes away after that, every file gets a second
name (a hard link, which takes no room and no time) in a folder of the backup's own before the rows are read, and what is
missing then gets it afterwards. A file of a row is written before the row is: between the two, nothing can slip through
but what was added and taken away again meanwhile. Such a file is `gone`, and the backup begins anew.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import models

NAME = re.compile(r"files/evidence/[0-9a-f]{32}|reports/[0-9a-f-]{36}\.pdf|demonstration-password")
WAITING = ".restoring"


def home(name: str) -> Path:
    """Return where a file stands that has this name in the data folder."""
    folder, _slash, file = name.rpartition("/")
    match folder:
        case "files/evidence":
            return settings.MEDIA_ROOT / "evidence" / file
        case "reports":
            return settings.REPORTS / file
    return settings.DEMONSTRATION_PASSWORD


def wanted(tables: dict[str, type[models.Model]]) -> dict[str, str]:
    """Return {name: the checksum it must have, "" for any} of every file that a row points at."""
    evidence, reports = tables["assessments.Evidence"], tables["assessments.Report"]
    found = {}
    if any(field.name == "file" for field in evidence._meta.fields):  # a database of before there were files
        for file in evidence._base_manager.filter(file__isnull=False).values_list("file", flat=True):
            found[f"files/evidence/{file.hex}"] = ""
    for file, checksum in reports._base_manager.filter(status="done").values_list("file", "sha256"):
        found[f"reports/{file}"] = checksum
    return found


def present() -> Iterator[str]:
    """Return the names of all files that are there, whether a row points at them or not."""
    for folder in ("files/evidence", "reports"):
        place = home(f"{folder}/x").parent
        if place.is_dir():
            yield from filter(NAME.fullmatch, (f"{folder}/{entry.name}" for entry in os.scandir(place)))
    if settings.DEMONSTRATION_PASSWORD.exists():
        yield "demonstration-password"


def hold(names: Iterable[str], folder: Path) -> None:
    """Give the files a second name in the folder, those that are there."""
    for name in names:
        held = folder / name
        held.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not held.exists():
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


def put_in_place(names: Iterable[str]) -> None:
    for name in names:
        beside(name).replace(home(name))


def forget_waiting() -> None:
    """Remove the files that a restore which was cut off has left waiting."""
    for folder in {home(name).parent for name in ("files/evidence/x", "reports/x", "demonstration-password")}:
        for path in folder.glob(f"*{WAITING}"):
            path.unlink()


def take_away_all_but(names: Iterable[str]) -> None:
    for name in set(present()) - set(names):
        home(name).unlink(missing_ok=True)
