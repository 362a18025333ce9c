"""Guessing is counted once for all processes: two of them, on one database, evaluate no more than one would."""

import json
import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.conftest import person

pytestmark = pytest.mark.django_db(transaction=True)
PER_ACCOUNT, PER_ADDRESS = 5, 10
GUESSER = """
import json, sys, threading
import django
django.setup()
from django.db import connections
from django.test import Client
emails, seen = sys.argv[1].split(","), []
def guess(email):
    page = Client(SERVER_NAME="localhost").post("/account/sign-in/", {"login": email, "password": "wrong wrong wrong"})
    seen.append("throttled" if b"Too many failed" in page.content else page.status_code)
    connections.close_all()
threads = [threading.Thread(target=guess, args=[email]) for email in emails]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(json.dumps(seen))
"""


@pytest.fixture(autouse=True)
def nothing_counted(db):
    """The table of counts is no model's: nobody else empties it between tests."""
    cache.clear()
    yield
    cache.clear()


def address():
    """Return the test database as DATABASE_URL names it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    secret = f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else ""
    return f"postgres://{at['USER']}{secret}@{at['HOST']}:{at['PORT'] or 5432}/{at['NAME']}"


def guess_in(processes, emails, cache=""):
    """Return what each guess came to; each process guesses once for each address, in threads."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment |= {"LEVIER_PROFILE": "loopback", "LEVIER_DATA": str(settings.DATA), "DATABASE_URL": address()}
    environment |= {"DJANGO_SETTINGS_MODULE": "readiness.settings"} | ({"CACHE_URL": cache} if cache else {})
    started = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", GUESSER, ",".join(emails)],
            cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(processes)
    ]  # fmt: skip
    return [seen for process in started for seen in json.loads(process.communicate(timeout=300)[0])]


def test_two_processes_count_together():
    lead = person("lead")
    seen = guess_in(2, [lead.email] * 6)
    print(f"{len(seen)} guesses at one account in two processes, {seen.count(200)} looked at")
    assert len(seen) == 12 and 0 < seen.count(200) <= PER_ACCOUNT  # fewer when they wait too long for each other


def test_two_processes_count_an_address_together():
    seen = guess_in(2, [f"person{number}@example.org" for number in range(8)])
    print(f"{len(seen)} guesses from one address in two processes, {seen.count(200)} looked at")
    assert len(seen) == 16 and 0 < seen.count(200) <= PER_ADDRESS


def test_processes_that_share_nothing_count_apart():
    """Otherwise the two tests above might pass for another reason."""
    lead = person("lead")
    assert guess_in(2, [lead.email] * 6, cache="locmemcache://").count(200) > PER_ACCOUNT
