"""make run in a fresh clone with warm package caches, until the first page answers; and a second time."""

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.table import Row

BAR_SECONDS = 60
PATIENCE_SECONDS = 900
ROOT = Path(__file__).parent.parent


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first, second = seconds_to_a_page(clone), seconds_to_a_page(clone)
    bar = f"under {BAR_SECONDS} s:"
    return [
        Row("make run: fresh clone to a page, warm package caches", first * 1000, None, bar, first < BAR_SECONDS),
        Row("make run: the second time", second * 1000, second / first),
    ]


def seconds_to_a_page(clone: Path) -> float:
    """Return how long `make run` takes to its first page; stops it afterwards."""
    port = free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("LEVIER_", "DATABASE_URL", "DJANGO_"))
    }
    start = time.monotonic()
    run = subprocess.Popen(
        ["make", "run", f"PORT={port}"],
        cwd=clone,
        env=environment,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not answers(port):
            if run.poll() is not None or time.monotonic() - start > PATIENCE_SECONDS:
                raise SystemExit("make run did not come up")
            time.sleep(0.1)
        return time.monotonic() - start
    finally:
        os.killpg(run.pid, signal.SIGTERM)
        run.wait()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/sign-in/", timeout=5) as page:
            return page.status == 200
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
