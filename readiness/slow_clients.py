"""The web server's worker, with a limit to how slowly a request may arrive.

gunicorn's own lets whoever sends half a request hold a thread for as long as they like: eight of them held all. A proxy that
takes requests in before it passes them on (nginx does) keeps them away as well.
"""

from contextlib import suppress
from socket import SHUT_RD
from time import monotonic

from gunicorn.workers.gthread import _DEFER, ThreadWorker

from readiness.uploads.handler import LARGEST_REQUEST

HEADER_SECONDS = 5
BODY_SECONDS = 20
SLOWEST_BYTES = 8 * 1024  # a second, of a body: 64 kbit/s, so that ten megabytes may take twenty minutes


class Worker(ThreadWorker):
    """Gives a thread to who has begun to send, and takes it back from who does not go on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.due = {}  # connection: the moment by which what is awaited of it has to be here

    def handle(self, conn):
        if not conn.initialized and not conn.wait_for_data(0):
            return _DEFER  # it waits beside the threads, not in one
        self.due[conn] = monotonic() + HEADER_SECONDS
        try:
            return super().handle(conn)
        finally:
            self.due.pop(conn, None)

    def handle_request(self, req, conn):
        length = next((int(value) for name, value in req.headers if name == "CONTENT-LENGTH"), 0)
        self.due[conn] = monotonic() + BODY_SECONDS + min(length, LARGEST_REQUEST) / SLOWEST_BYTES
        return super().handle_request(req, conn)

    def murder_pending(self):
        """Called about once a second. Nothing more is read of who is late; what is being answered still is."""
        super().murder_pending()
        now = monotonic()
        for conn, moment in list(self.due.items()):
            if moment < now:
                with suppress(OSError):
                    conn.sock.shutdown(SHUT_RD)
