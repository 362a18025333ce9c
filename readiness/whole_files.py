"""Files that are there whole or not at all, and that stay after a power cut."""

import os
from collections.abc import Iterable
from pathlib import Path

PART = ".part"


def write_whole(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file, readable by its owner only; when this returns, it is on the disk under its name.

    Only one writer at a time per path. What a killed one left is written over; what a full disk cuts off is removed.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(PART)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)
    sync_folder(path.parent.parent)  # where the folder itself is new


def sync_folder(path: Path) -> None:
    """Keep the names in a folder over a power cut."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
