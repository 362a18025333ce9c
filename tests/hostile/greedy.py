"""What a parser does that a hostile file has got hold of; run in the limited process, so nothing here imports Django."""

import os
import resource
import socket
import time
from pathlib import Path


def hoard(*_ignored):
    return len([bytearray(2**20) for _ in range(10_000)])


def spin(*_ignored):
    while True:
        pass


def sleep(*_ignored):
    time.sleep(60)


def die(*_ignored):
    os._exit(3)


def write(folder):
    (folder / "written").write_bytes(b"x")


def reach(address):
    """Return without a fault where the network is out of reach."""
    with socket.socket() as line:
        line.connect(address)


def rights():
    """Return how many processes it may start, and whether it can gain rights."""
    status = Path("/proc/self/status").read_text()
    return resource.getrlimit(resource.RLIMIT_NPROC), "NoNewPrivs:\t1\n" in status


def recurse(depth=0):
    return recurse(depth + 1)
