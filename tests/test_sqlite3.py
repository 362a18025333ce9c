"""Who waits for the lock of SQLite holds up nobody else."""

import gc
import os
from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

SECONDS = 2
LONG = 3


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    """Return a function that connects to a database in WAL mode by a backend, for use in any thread."""
    made = []

    def connected(engine="readiness.sqlite3", seconds=SECONDS):
        options = {"transaction_mode": "IMMEDIATE", "timeout": seconds, "init_command": "PRAGMA journal_mode=WAL"}
        handler = ConnectionHandler({"default": {"ENGINE": engine, "NAME": tmp_path / "db.sqlite3", "OPTIONS": options}})
        connection = handler["default"]
        connection.inc_thread_sharing()
        connection.ensure_connection()
        made.append(connection)
        return connection

    with django_db_blocker.unblock():
        yield connected
        for connection in made:
            connection.close()


def test_the_database_is_its_owners_alone_whatever_the_folder_allows(connect, tmp_path):
    tmp_path.chmod(0o755)
    before = os.umask(0o022)
    try:
        with connect().cursor() as cursor:
            cursor.execute("CREATE TABLE kept (what text)")
    finally:
        os.umask(before)
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.glob("db.sqlite3*")}
    assert modes == dict.fromkeys(["db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm"], "0o600")


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection):
    connection.rollback()
    connection.set_autocommit(True)


def busy_timeout(connection):
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA busy_timeout").fetchone()[0]


def test_it_waits_as_long_as_it_is_told_and_says_that_it_is_locked(connect):
    writer, other = connect(), connect()
    begin(writer)
    start = monotonic()
    with pytest.raises(OperationalError, match="locked"):
        begin(other)
    assert SECONDS <= monotonic() - start < SECONDS + 2
    end(writer)
    assert busy_timeout(other) == SECONDS * 1000
    begin(other)
    end(other)
    assert busy_timeout(other) == SECONDS * 1000


def test_it_goes_on_as_soon_as_the_writer_is_done(connect):
    writer, other = connect(), connect()
    begin(writer)
    waiting = Thread(target=begin, args=[other])
    waiting.start()
    sleep(0.3)
    end(writer)
    start = monotonic()
    waiting.join()
    assert monotonic() - start < 1
    end(other)


def test_another_fault_is_told_at_once(connect):
    connection = connect()
    begin(connection)
    start = monotonic()
    with pytest.raises(OperationalError, match="within a transaction"):
        connection._start_transaction_under_autocommit()
    assert monotonic() - start < 1
    end(connection)


class Cycle:
    """Holds itself and a cursor, so that only the garbage collector clears them away."""

    def __init__(self, cursor):
        self.cursor, self.itself = cursor, self


@pytest.mark.parametrize(("engine", "held_up"), [("readiness.sqlite3", False), ("django.db.backends.sqlite3", True)])
def test_clearing_away_a_cursor_of_one_who_waits_takes_no_time(connect, engine, held_up):
    writer, other = connect(), connect(engine, seconds=2 * LONG)
    cursor = other.connection.execute("SELECT 1 UNION SELECT 2")
    cursor.fetchone()
    gc.disable()
    try:
        Cycle(cursor)
        del cursor
        begin(writer)
        waiting = Thread(target=lambda: pytest.raises(OperationalError, begin, other))
        waiting.start()
        sleep(0.5)
        start = monotonic()
        gc.collect()
        seconds = monotonic() - start
        waiting.join()
    finally:
        gc.enable()
    end(writer)
    assert (seconds > LONG) == held_up
