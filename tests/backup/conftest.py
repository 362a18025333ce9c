"""Installations of their own, used through manage.py as those who run Levier do, on the database of the suite's run."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from readiness.settings import BASE_DIR

SQLITE = "sqlite"


@dataclass
class Installation:
    """A data folder and a database; `more` are further variables of the environment."""

    data: Path
    url: str = ""
    more: dict = field(default_factory=dict)

    @property
    def environment(self):
        clean = ("LEVIER", "DJANGO", "DATABASE", "SECRET", "PYTEST", "ALLOWED")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(clean)}
        own = {"LEVIER_DATA": str(self.data), "LEVIER_PROFILE": "loopback", "DJANGO_SETTINGS_MODULE": "readiness.settings"}
        return kept | own | self.more | ({"DATABASE_URL": self.url} if self.url else {})

    def run(self, *words):
        return subprocess.run(
            [sys.executable, *map(str, words)], cwd=BASE_DIR, env=self.environment, capture_output=True, text=True, timeout=300
        )

    def manage(self, *words):
        """Run a command that succeeds, and return what it printed."""
        done = self.run("manage.py", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refuses(self, *words):
        """Run a command that refuses in words, and return them."""
        done = self.run("manage.py", *words)
        assert (done.returncode, done.stdout) == (1, ""), (done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done.stderr

    def scene(self, *words, told=True):
        """Have something happen, and return what is there then."""
        done = self.run("-m", "tests.backup.scene", *words)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if told else None

    def go_back(self, aside):
        """Do what docs/running.md tells those who want the data of before a restore back."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as database:
                database.execute("ALTER SCHEMA public RENAME TO restored")
                database.execute(f"ALTER SCHEMA {aside.name.replace('-', '_')} RENAME TO public")
        shutil.copytree(aside, self.data, dirs_exist_ok=True)

    def tree(self):
        """Return {path: bytes} of everything in the data folder, the database's own files left out."""
        return {
            str(path.relative_to(self.data)): path.read_bytes()
            for path in sorted(self.data.rglob("*"))
            if path.is_file() and not path.name.startswith("db.sqlite3") and path.name not in ("backup.lock", "secret-key")
        }


@pytest.fixture(scope="session")
def server():
    """Return a function that makes a database on the suite's PostgreSQL, a copy of another one if need be; all are dropped."""
    import psycopg

    made = []
    where = connection.settings_dict
    user = ":".join(filter(None, [where["USER"], where["PASSWORD"]]))
    address = f"postgres://{user}@{where['HOST']}:{where['PORT'] or 5432}"

    def make(like=""):
        name = f"levier_backup_{uuid4().hex[:12]}"
        with psycopg.connect(f"{address}/postgres", autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {like.rpartition('/')[2]}" if like else ""))
        made.append(name)
        return f"{address}/{name}"

    yield make
    for name in made:
        with psycopg.connect(f"{address}/postgres", autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def install(tmp_path_factory, server):
    """Return a function that makes a new installation without tables: install() on the suite's database, install("sqlite")."""

    def new(vendor=connection.vendor):
        return Installation(tmp_path_factory.mktemp("data"), "" if vendor == SQLITE else server())

    return new


@dataclass
class Story:
    """An installation, a backup of it, and what was there `then` and is there `now`, as it went on after the backup."""

    installation: Installation
    backup: Path
    then: dict
    now: dict


@pytest.fixture(scope="session")
def story(install, tmp_path_factory):
    installation, path = install(), tmp_path_factory.mktemp("backup") / "backup.zip"
    then = installation.scene("fill")
    installation.manage("backup", path)
    return Story(installation, path, then, installation.scene("save", "0.3", told=False) or installation.scene("seen"))


@pytest.fixture
def original(story, server, tmp_path):
    """A copy of the story's installation, as it is now."""
    data = shutil.copytree(story.installation.data, tmp_path / "data")
    return Installation(data, story.installation.url and server(like=story.installation.url))


@pytest.fixture
def backup(story):
    return story.backup


def copy_of(path, folder):
    return Path(shutil.copy(path, folder / path.name))
