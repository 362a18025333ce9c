"""The files of evidence: the one module through which they are written, read, found, laid aside and taken away.

They are named by random numbers. Where they lie is a setting (readiness/file_places.py).
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.core.files import File
from django.core.files.storage import storages
from django.utils import timezone

from readiness.file_places import OnDisk

NAME = re.compile(r"[0-9a-f]{32}")
WAITING, ASIDE = ".restoring", "left-behind"


def place():
    return storages["evidence"]


def on_disk() -> bool:
    return isinstance(place(), OnDisk)


def folder() -> Path:
    """Return the folder they lie in, where they lie on the disk."""
    return Path(place().location)


def write(file: UUID, content: File) -> None:
    """Keep a file; when this returns, it is there whole and stays. Its row comes after it: one without a row is nobody's."""
    content.seek(0)
    place().save(file.hex, content)


def opened(file: UUID) -> BinaryIO:
    """Return the file, to be read. Raises FileNotFoundError, and Unreachable when it cannot be known."""
    return place().open(file.hex)


def remove(file: UUID) -> None:
    place().delete(file.hex)


def names() -> Iterator[str]:
    """Return the names of all that are there, whether a row names them or not."""
    yield from filter(NAME.fullmatch, place().names())


# In a bucket; on the disk, assessments/backup/files.py and assessments/left_behind.py work with the folder itself


def fetch(name: str, path: Path) -> bool:
    """Bring a file to this path and return whether it was there."""
    try:
        place().fetch(name, path)
    except FileNotFoundError:
        return False
    return True


def lay_out(name: str, content: File) -> None:
    """Put a file beside where it belongs."""
    place().save(name + WAITING, content)


def put_in_place(name: str) -> None:
    place().move(name + WAITING, name)


def forget_waiting() -> None:
    for name in list(place().names()):
        if name.endswith(WAITING):
            place().delete(name)


def lay_aside(named: Callable[[], set[str]], young: timedelta, kept_aside: timedelta) -> None:
    """Move what no row names and is not young into a folder of the bucket, and remove what has been there for long."""
    now = timezone.now()
    found = [name for name, when in place().listed() if NAME.fullmatch(name) and now - when > young]
    for name in set(found) - named():  # the rows are read after the bucket
        place().move(name, f"{ASIDE}/{name}")
    for name, when in list(place().listed(ASIDE)):
        if now - when > kept_aside:
            place().delete(f"{ASIDE}/{name}")
