"""Whoever sends a request slowly, or not to its end, keeps nobody else from being answered."""

import os
import re
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest

from readiness.settings import BASE_DIR
from tests.test_serve import within

THREADS = 8
PATIENCE = 1
SERVER = f"""
from readiness import slow_clients
slow_clients.HEADER_SECONDS = slow_clients.BODY_SECONDS = {PATIENCE}
slow_clients.SLOWEST_BYTES = 1000
from gunicorn.app.wsgiapp import run
run()
"""
POST = b"POST /account/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
HALVES = {
    "nothing": b"",
    "half a header": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ",
    "half a form": POST % (b"application/x-www-form-urlencoded", 1000) + b"a=",
    "half a file": POST % (b"multipart/form-data; boundary=x", 1000) + b"--x\r\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Start the web server as gunicorn.conf.py has it, with less patience and without a database; return where it is."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = probe.getsockname()
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER, "--bind", f"127.0.0.1:{address[1]}"], cwd=BASE_DIR,
        env=kept | {"LEVIER_PROFILE": "loopback", "LEVIER_DATA": str(tmp_path_factory.mktemp("slow"))},
    )  # fmt: skip

    def answers():
        with socket.socket() as probe:
            return probe.connect_ex(address) == 0

    assert within(30, answers)
    yield address
    process.terminate()
    process.wait(30)


def took(address):
    begin = time.monotonic()
    line = HTTPConnection(*address, timeout=30)
    line.request("GET", "/")
    assert line.getresponse().status == 302  # to the sign-in
    line.close()
    return time.monotonic() - begin


def test_half_requests_hold_nobody_up_for_long(address):
    took(address)
    for half in HALVES.values():
        clients = [socket.create_connection(address) for _ in range(2 * THREADS)]
        for client in clients:
            client.sendall(half)
        time.sleep(0.2)
        assert took(address) < 2 * (PATIENCE + 1) + 2 + 3, half  # two rounds of eight, each seen within a second; a busy machine
        for client in clients:
            client.close()


def test_a_line_that_is_slow_but_not_too_slow_is_waited_for(address):
    body = b"a=" + b"b" * 4000
    with socket.create_connection(address) as client:
        client.sendall(POST % (b"application/x-www-form-urlencoded", len(body)))
        for at in range(0, len(body), 1000):
            time.sleep(0.6)
            client.sendall(body[at : at + 1000])
        assert re.match(rb"HTTP/1.1 403 ", client.recv(100))  # read to its end: it has no token


def test_a_body_that_was_cut_off_is_refused(address):
    with socket.create_connection(address) as client:
        client.sendall(POST % (b"application/x-www-form-urlencoded", 1000) + b"a=b")
        client.shutdown(socket.SHUT_WR)
        assert re.match(rb"HTTP/1.1 400 ", client.recv(100))


def test_no_client_names_the_path(address):
    with socket.create_connection(address) as client:
        client.sendall(b"GET /assessments/ HTTP/1.1\r\nHost: 127.0.0.1\r\nSCRIPT_NAME: /assessments\r\n\r\n")
        assert b"Location: /account/sign-in/?next=/assessments/\r\n" in client.recv(2000)
