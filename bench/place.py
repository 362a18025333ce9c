"""A place of its own to measure in: a data folder and a database, thrown away afterwards; and what stands in them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
SQLITE = "sqlite"


@contextmanager
def own_place() -> Iterator[None]:
    """Point Levier, before its settings are read, to a new folder; on PostgreSQL, to a new database of the same server."""
    with TemporaryDirectory(prefix="levier-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "readiness.settings", "LEVIER_PROFILE": "loopback", "LEVIER_DATA": folder}
        url = os.environ.get("DATABASE_URL", SQLITE)
        if url.startswith(SQLITE):
            os.environ.pop("DATABASE_URL", None)
            yield
            return
        import psycopg

        name = f"levier_bench_{os.getpid()}"
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
            os.environ["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{name}").geturl()
            try:
                yield
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def migrated() -> str:
    """Make the tables, once; return what the database is, for the table."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    return connection.display_name


def ten_questions(letters: str = "abcdefghij") -> bytes:
    """Return the DRE pack with ten level questions in each requirement: its own 28, in turns, under new codes.

    They differ within a page, so that compression gains nothing that real questions would not give it.
    """
    import yaml

    pack = yaml.safe_load((ROOT / "readiness/packs/dre.yaml").read_bytes())
    requirements = [requirement for pillar in pack["pillars"] for requirement in pillar["requirements"]]
    levels = [each for requirement in requirements for each in requirement["questions"] if each["kind"] == "level"]
    pack["framework"]["code"] = "ten"
    del pack["contradictions"]  # they are about the questions that stood there
    for at, requirement in enumerate(requirements):
        requirement["questions"] = [
            deepcopy(levels[(at * 10 + place) % len(levels)]) | {"code": f"{requirement['code']}{letter}"}
            for place, letter in enumerate(letters)
        ]
    return yaml.safe_dump(pack, allow_unicode=True, sort_keys=False, width=120).encode()


@cache
def lead():
    """Return the lead of an operator."""
    from assessments.models import Membership, Operator, User

    migrated()
    operator = Operator.objects.create(name="Poste de l’Exemple", country="XA", fictitious=True)
    user = User.objects.create_user("lead@example.org", None, name="Lead of the example")
    Membership.objects.create(user=user, operator=operator, role=Membership.Role.LEAD)
    return user


def draft(pack: bytes, cycle: str):
    """Return an empty assessment of the lead's operator under the pack."""
    from assessments.models import Assessment
    from readiness.publish import publish

    operator = lead().operators.get()
    return Assessment.objects.create(operator=operator, framework=publish(pack)[0], cycle=cycle, date=date(2026, 11, 20))


@cache
def session() -> str:
    """Return the session cookie of the lead, signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(lead())
    return client.cookies[settings.SESSION_COOKIE_NAME].value
