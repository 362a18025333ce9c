"""Waiting for the one writer that SQLite allows, without holding up the whole process.

SQLite's own waiting sleeps inside the connection, which stays locked meanwhile. When Python's garbage collector, in any
other thread, then clears away an old cursor of that connection, it waits for it with the interpreter's own lock in its hand:
not one page is shown until the writer is done or the time is over. So it is asked again and again here, with sleeps in between
that hold nothing. Every transaction begins IMMEDIATE, so that this is where writers wait.
"""

import os
from contextlib import suppress
from itertools import chain, repeat
from time import monotonic, sleep

from django.db import OperationalError
from django.db.backends.sqlite3 import base

PAUSES = (0.001, 0.002, 0.005, 0.01, 0.015, 0.02, 0.025)  # as SQLite's own waiting begins
LAST_PAUSE = 0.05


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        """Make the file before SQLite does, readable by its owner only; what SQLite puts beside it takes after it."""
        name = str(conn_params["database"])
        if not name.startswith("file:") and name != ":memory:":
            with suppress(OSError):  # there already, or no place for it: SQLite says which
                os.close(os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self):
        seconds = self.settings_dict["OPTIONS"].get("timeout", 5)
        end = monotonic() + seconds
        self.connection.execute("PRAGMA busy_timeout = 0")
        try:
            for pause in chain(PAUSES, repeat(LAST_PAUSE)):
                try:
                    super()._start_transaction_under_autocommit()
                    return
                except OperationalError as error:
                    if "locked" not in str(error) or monotonic() >= end:
                        raise
                sleep(pause)
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
