"""What a parser does that a hostile file has got hold of; run in the limited process, so nothing here imports Django."""

import os
import time


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


def recurse(depth=0):
    return recurse(depth + 1)
