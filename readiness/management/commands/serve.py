"""The whole of Levier in one command: the web server and the worker, started, watched and stopped together."""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from readiness.profile import is_loopback
from readiness.startup import refuse_unsafe_start

PR_SET_PDEATHSIG = 1
GRACE = 25  # seconds for the requests and the task at hand


class Stop(Exception):
    """Someone asked for the end."""


class Command(BaseCommand):
    help = "Start the web server and the worker; Ctrl-C stops both."

    def add_arguments(self, parser):
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", help="default: %(default)s")

    def handle(self, *, bind, **options):
        try:
            refuse_unsafe_start()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from None
        host, port = self.address(bind)
        if settings.LOOPBACK and not is_loopback(host):
            raise CommandError(
                f"The loopback profile is plain http for this machine only, so it does not start on {host}. "
                "Bind to 127.0.0.1, or set up the production profile."
            )
        self.refuse_taken_port(host, port)
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        self.children = {}
        try:
            self.start("web", "gunicorn", "--bind", bind)
            self.start("worker", "manage.py", "worker", "--worker-id", f"{socket.gethostname()}:{port}"[:64])
            self.wait_for_answer(host, port)
            self.stdout.write(f"\nLevier answers on http://{bind}/   (Ctrl-C stops it)")
            self.stdout.flush()
            self.watch(port)
        except Stop:
            self.stdout.write("\nStopping …")
        finally:
            self.end()

    def stop(self, *args):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl-C does not wait
        raise Stop

    def address(self, bind):
        """Return (host, port) of HOST:PORT."""
        host, _colon, port = bind.rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 65536:
            raise CommandError(f"--bind {bind}: write HOST:PORT, for example 127.0.0.1:8000.")
        return host.strip("[]"), int(port)

    def refuse_taken_port(self, host, port):
        """Say it in words before gunicorn would try five times."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    raise CommandError(
                        f"Port {port} is taken by another program. Stop that one, or take another port: make run PORT={port + 1}"
                    ) from None
                raise CommandError(f"Levier cannot start on {host}:{port}: {error.strerror}.") from None

    def start(self, name, program, *arguments):
        """Start a child in a group of its own, so that Ctrl-C reaches it once, through this command."""
        module = ["-m", program] if program == "gunicorn" else [str(settings.BASE_DIR / "manage.py")]
        self.children[name] = subprocess.Popen(  # noqa: S603
            [sys.executable, *module, *arguments],
            cwd=settings.BASE_DIR,
            process_group=0,
            preexec_fn=_end_with_parent,  # noqa: PLW1509
        )

    def wait_for_answer(self, host, port):
        """Return once the web server takes connections."""
        for _ in range(300):
            if self.children["web"].poll() is not None:
                raise CommandError("The web server did not start; what it says stands above.")
            try:
                socket.create_connection((host, port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise CommandError("The web server does not answer after 30 seconds.")

    def watch(self, port):
        """Start the worker again when it is gone; end when the web server is."""
        while True:
            time.sleep(0.5)
            if self.children["web"].poll() is not None:
                raise CommandError("The web server has ended.")
            if self.children["worker"].poll() is not None:
                self.stderr.write("The worker has ended; starting it again.")
                time.sleep(1)
                self.start("worker", "manage.py", "worker", "--worker-id", f"{socket.gethostname()}:{port}"[:64])

    def end(self):
        """Ask both to end, wait for what is at hand, and end what does not."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.children.values():
            try:
                child.wait(max(0, deadline - time.monotonic()))
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                child.kill()
                child.wait()


def _end_with_parent():
    """Have the kernel end the child when this command is killed, where the kernel can (Linux)."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
