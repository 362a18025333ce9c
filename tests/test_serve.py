"""One command serves: it starts both, tells plainly why it does not, and leaves nothing running."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from readiness.settings import BASE_DIR


@pytest.fixture
def environment(tmp_path):
    """A data folder of its own, with SQLite whatever the suite runs on: what is tried is the command."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    environment = kept | {"LEVIER_PROFILE": "loopback", "LEVIER_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=BASE_DIR, env=environment, check=True)
    if not (BASE_DIR / "static-files").exists():  # make setup gathers them
        subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input"], cwd=BASE_DIR, env=environment, check=True)
    return environment


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(environment, *arguments):
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", *arguments],
        cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def wait_for(text, process):
    for line in process.stdout:
        if text in line:
            return
    raise AssertionError(f"{text!r} was not said")


def children(pid):
    """Return {what: pid} of a serving command's children."""
    found = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                parent = int(Path(entry, "stat").read_text().rpartition(")")[2].split()[1])
                words = Path(entry, "cmdline").read_text()
            except OSError:
                continue
            if parent == pid:
                found["worker" if "worker" in words else "web"] = int(entry.name)
    return found


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def within(seconds, condition):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def test_it_serves_restarts_its_worker_and_leaves_nothing_behind(environment, port):
    process = start(environment, "--bind", f"127.0.0.1:{port}")
    try:
        wait_for(f"Levier answers on http://127.0.0.1:{port}/", process)
        page = urlopen(f"http://127.0.0.1:{port}/account/sign-in/", timeout=10)
        body = page.read().decode()
        assert "Sign in" in body
        asset = re.search(r'href="(/static/site\.[0-9a-f]{12}\.css)"', body).group(1)
        served = urlopen(f"http://127.0.0.1:{port}{asset}", timeout=10)
        assert "immutable" in served.headers["Cache-Control"]

        before = children(process.pid)
        os.kill(before["worker"], signal.SIGKILL)
        assert within(15, lambda: children(process.pid).get("worker") not in (None, before["worker"]))

        again = start(environment, "--bind", f"127.0.0.1:{port}")
        said = again.communicate(timeout=30)[0]
        assert again.returncode != 0
        assert f"Port {port} is taken by another program" in said
    finally:
        running = children(process.pid).values()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=40)
    assert process.returncode == 0
    assert within(5, lambda: not any(alive(pid) for pid in running))


def test_when_it_is_killed_its_children_end_too(environment, port):
    process = start(environment, "--bind", f"127.0.0.1:{port}")
    wait_for("Levier answers", process)
    running = children(process.pid).values()
    assert len(running) == 2
    process.kill()
    process.communicate()
    assert within(30, lambda: not any(alive(pid) for pid in running))


def said_by(bind, folder):
    loopback = {"LEVIER_PROFILE": "loopback", "LEVIER_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "readiness.settings"}
    return start(os.environ | loopback, "--bind", bind).communicate(timeout=30)[0]


@pytest.mark.parametrize("bind", ["0.0.0.0:8123", "192.0.2.7:8123", "[::]:8123"])
def test_the_loopback_profile_stays_on_this_machine(tmp_path, bind):
    assert "does not start on" in said_by(bind, tmp_path)


@pytest.mark.parametrize("bind", ["8000", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:0", "127.0.0.1:70000"])
def test_an_address_that_is_none_is_named(tmp_path, bind):
    assert "write HOST:PORT" in said_by(bind, tmp_path)
