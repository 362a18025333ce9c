"""The real server on the bench's own data, as `manage.py serve` starts it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.place import ROOT
from bench.start import answers, free_port

PATIENCE_SECONDS = 60


@contextmanager
def serving() -> Iterator[str]:
    """Start it, hand out its address, stop it."""
    port = free_port()
    command = [sys.executable, "manage.py", "serve", "--bind", f"127.0.0.1:{port}"]
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    server = subprocess.Popen(command, cwd=ROOT, **quiet)
    try:
        end = time.monotonic() + PATIENCE_SECONDS
        while not answers(port):
            if server.poll() is not None or time.monotonic() > end:
                raise SystemExit("The server did not come up; `manage.py serve` says why.")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()
