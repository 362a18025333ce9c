"""The real web server and the real worker, as `manage.py serve` starts them, each in a process group that can be killed."""

import atexit
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from bench.start import answers, free_port
from faults.place import ROOT

PATIENCE_SECONDS = 60


class Group:
    """A program with all the processes it starts."""

    command: list[str] = []

    def __init__(self, log: Path, **environment: str):
        self.log, self.environment, self.process = log, os.environ | environment, None
        atexit.register(self.kill)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.command], cwd=ROOT, env=self.environment, process_group=0,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def send(self, number: signal.Signals) -> None:
        """Send a signal to every process of the group."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """End it as kill -9 does: nothing of it gets another instruction."""
        if self.process:
            self.send(signal.SIGKILL)
            self.process.wait()


class Web(Group):
    """gunicorn. `application` is another than the product's where a fault is planted."""

    def __init__(self, log: Path, application: str = "", **environment: str):
        super().__init__(log, **environment)
        self.port = free_port()
        self.command = ["-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", *([application] if application else [])]

    def wait(self) -> None:
        """Return once it answers."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not answers(self.port):
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"The server did not come up:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)


class Worker(Group):
    """The worker of `manage.py serve`, under one name in all its lives."""

    command = ["manage.py", "worker", "--worker-id", "faults"]
