"""A data folder and a database of their own, thrown away afterwards; on a small or a copied disk where a part needs one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from faults.postgresql import Cluster, Given

ROOT = Path(__file__).parent.parent
DATABASES = ("sqlite", "postgresql")
SMALL_DISK_MEGABYTES = {"sqlite": 24, "postgresql": 160}
IMAGE_MEGABYTES = 96


class NotHere(Exception):
    """This machine does not let it be tried; the text says why."""


@dataclass(frozen=True)
class Place:
    """Where a part works: its database, the folder of the disk its data lie on, and the PostgreSQL server, None on SQLite."""

    database: str
    disk: Path
    data: Path
    log: Path
    postgresql: Cluster | Given | None


@contextmanager
def place(database: str, disk: str | None) -> Iterator[Place]:
    """Point Levier, before its settings are read, to a place of its own, with tables in it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="levier-faults-")))
        folder.chmod(0o755)  # a PostgreSQL of our own runs as somebody else
        there = folder / "disk"
        there.mkdir()
        if disk == "small":
            stack.enter_context(mounted("tmpfs", there, f"size={SMALL_DISK_MEGABYTES[database]}m,mode=0755"))
        elif disk == "image":
            stack.enter_context(mounted(new_image(folder / "image"), there, "loop"))
        data = there / "data"
        data.mkdir(mode=0o700)
        given = os.environ.pop("DATABASE_URL", "")
        os.environ |= {"DJANGO_SETTINGS_MODULE": "readiness.settings", "LEVIER_PROFILE": "loopback", "LEVIER_DATA": str(data)}
        server = None
        if database == "postgresql":
            server = Given(given) if given.startswith("postgres") and disk is None else Cluster(there / "postgresql")
            os.environ["DATABASE_URL"] = stack.enter_context(server.database())
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, check=True)
        import django
        from django.db import connections

        django.setup()
        stack.callback(connections.close_all)
        yield Place(database, there, data, folder / "log", server)


@contextmanager
def mounted(what: str | Path, where: Path, options: str) -> Iterator[None]:
    """Mount a disk, where root may."""
    kind = ["-t", "tmpfs"] if what == "tmpfs" else []
    if os.geteuid() != 0:
        raise NotHere("needs root, to mount a disk")
    run = subprocess.run(["mount", *kind, "-o", options, str(what), str(where)], capture_output=True, text=True)
    if run.returncode:
        raise NotHere(f"no such disk can be mounted here: {run.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(where)], check=True)


def new_image(path: Path) -> Path:
    """Return the file of a new disk with a journal, as a server's disk has one."""
    with path.open("wb") as file:
        file.truncate(IMAGE_MEGABYTES * 2**20)
    try:
        subprocess.run(["mkfs.ext4", "-q", str(path)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotHere(f"no disk can be made here: {error}") from None
    return path
