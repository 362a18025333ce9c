"""A PostgreSQL of our own, which may be killed; or one that was given, whose connections to our database may be cut."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from bench.start import free_port

PATIENCE_SECONDS = 60
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


class Given:
    """A server that others use as well: only what is connected to our own database is touched."""

    how_cut = "connections ended by the database"

    def __init__(self, url: str):
        self.url = url

    @contextmanager
    def database(self) -> Iterator[str]:
        """Make a database, hand out its address, drop it."""
        name = f"levier_faults_{os.getpid()}"
        with psycopg.connect(self.url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        self.own = urlsplit(self.url)._replace(path=f"/{name}").geturl()
        try:
            yield self.own
        finally:
            with psycopg.connect(self.url, autocommit=True) as server:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def wait(self) -> None:
        """Others keep it running."""

    def cut(self, turn: int) -> int:
        """End every connection of the product; return how many there were."""
        with psycopg.connect(self.own, autocommit=True) as server:
            return server.execute(f"SELECT count(pg_terminate_backend(pid)) {OTHERS}").fetchone()[0]


class Cluster:
    """A server in a folder of its own, which checks its pages by checksums."""

    how_cut = "kill -9 of a database process or of all of them"

    def __init__(self, folder: Path):
        self.folder, self.port, self.process = folder, free_port(), None
        self.data = folder / "data"
        self.own = f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    @contextmanager
    def database(self) -> Iterator[str]:
        from faults.place import NotHere

        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
        if not programs:
            raise NotHere("needs PostgreSQL: apt-get install postgresql")
        self.bin = programs[-1].parent
        self.folder.mkdir()
        if os.geteuid() == 0:
            import shutil

            shutil.chown(self.folder, "postgres", "postgres")
        self.run("initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
                 "--data-checksums", "--wal-segsize=1")  # fmt: skip
        self.start()
        try:
            yield self.own
        finally:
            self.kill()

    def who(self) -> dict:
        """Return whom its programs run as: never root."""
        return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}

    def run(self, program: str, *arguments: object) -> None:
        command = [str(self.bin / program), *map(str, arguments)]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **self.who())

    def start(self) -> None:
        """Start it, and return once it answers: after a kill it first plays back its journal."""
        options = {"listen_addresses": "127.0.0.1", "max_wal_size": "32MB", "min_wal_size": "2MB"}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        command = [str(self.bin / "postgres"), "-D", str(self.data), "-p", str(self.port), "-k", str(self.folder), *settings]
        with (self.folder.parent.parent / "postgresql.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **self.who()
            )
        self.wait()

    def start_again(self) -> int:
        """Start it where it has ended by itself, as its service would; return how often it did: 0 or 1."""
        if self.process.poll() is None:
            self.wait()
            return 0
        self.kill()
        self.start()
        return 1

    def wait(self) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                psycopg.connect(self.own, connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                if time.monotonic() > end or (self.process and self.process.poll() is not None):
                    print((self.folder.parent.parent / "postgresql.log").read_text()[-3000:], file=sys.stderr)
                    raise
                time.sleep(0.05)

    def kill(self) -> None:
        """End all its processes at once, as a power cut of the machine would end them."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGSTOP)
        pids = [*children(self.process.pid), self.process.pid]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        self.process = None
        end = time.monotonic() + PATIENCE_SECONDS
        while any(map(alive, pids)) and time.monotonic() < end:  # the next one does not start while they hold its memory
            time.sleep(0.01)

    def cut(self, turn: int) -> int:
        """Kill one of the product's connections (the server then ends all and recovers), or every second time everything."""
        if turn % 2:
            self.kill()
            self.start()
            return 1
        with psycopg.connect(self.own, autocommit=True) as server:
            pids = [pid for (pid,) in server.execute(f"SELECT pid {OTHERS}")]
        for pid in pids[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(pids[:1])


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """Return the processes that this one started and that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                    found.append(int(entry.name))
    return found
