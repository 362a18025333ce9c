"""A full disk during saves: refused and told, nothing acknowledged is lost, and all is well once there is room again."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

from faults.crowd import Crowd
from faults.integrity import corruptions
from faults.lock import wait_for
from faults.part import Sizes
from faults.place import NotHere, Place
from faults.record import compare
from faults.server import Web
from faults.table import Count, at_least, none
from faults.uploads import Uploads, evidence_files

DISK = "small"
ROUNDS = 4
SAVES_BETWEEN = 100
FULL_SECONDS = 60  # at most, for one round


def left_out(database: str, why: NotHere) -> Count:
    return Count(f"{database}: full disk: {why}", None)


def counts(here: Place, sizes: Sizes) -> list[Count]:
    web = Web(here.log)
    web.start()
    web.wait()
    crowd = Crowd(web.port, posts=2)
    crowd.sign_in()
    uploads = Uploads(crowd.twin(0), crowd.people[0][1])
    reader = crowd.twin(1)
    crowd.start()
    uploading = threading.Thread(target=uploads.go_on, daemon=True)
    uploading.start()
    told, unread = crowd.record.told, []
    restarts = 0
    for at in range(1, ROUNDS + 1):
        before = len(told)
        wait_for(lambda before=before: len(told) >= before + SAVES_BETWEEN)
        with full(here.disk) as ballast:
            end = time.monotonic() + FULL_SECONDS
            while refusals(crowd) < sizes.refusals * at // ROUNDS and time.monotonic() < end:
                ballast.fill()
                asked = time.monotonic()
                status, _text = reader.request("GET", f"/assessments/{crowd.people[0][1]}/")
                if status != 200:
                    unread.append(f"answered {status} after {time.monotonic() - asked:.1f} s")
        if here.postgresql:
            restarts += here.postgresql.start_again()
    before = len(told)
    wait_for(lambda: len(told) >= before + SAVES_BETWEEN)
    crowd.stop()
    uploading.join()
    web.kill()
    return [*table(here, crowd, sizes, unread, restarts), *files(here, uploads)]


def table(here: Place, crowd: Crowd, sizes: Sizes, unread: list[str], restarts: int) -> list[Count]:
    where, found = f"{here.database}, full disk", compare(crowd.record.told)
    pages = none(f"{where}: pages not shown meanwhile", unread)
    if here.postgresql:  # it stops where its journal finds no room: then there are no pages either
        pages = Count(f"{where}: pages not shown meanwhile (the database stopped {restarts} times)", len(unread))
    return [
        at_least(f"{where}: requests answered 503", refusals(crowd), sizes.refusals),
        pages,
        at_least(f"{where}: saves acknowledged between and after", len(crowd.record.told), SAVES_BETWEEN * (ROUNDS + 1)),
        *found.counts(where),
        none(f"{where}: answers that a full disk does not explain", crowd.record.odds),
        none(f"{where}: damage in the database", corruptions(here)),
    ]


def files(here: Place, uploads: Uploads) -> list[Count]:
    where = f"{here.database}, full disk"
    half = [str(path) for path in here.data.rglob("*.part")]
    half += [str(path) for path in evidence_files(here.data) if not path.read_bytes().endswith(b"%%EOF\n")]
    return [
        Count(f"{where}: files of evidence acknowledged", len(uploads.told)),
        none(f"{where}: of these lost or not whole", uploads.missing(here.data, uploads.told)),
        none(f"{where}: half files left behind", half),
    ]


def refusals(crowd: Crowd) -> int:
    return crowd.record.unanswered_by_status[503]


class full:  # noqa: N801  (used as a word: with full(disk))
    """Leave no room on a disk while it is open; `fill` takes what was freed meanwhile."""

    def __init__(self, disk: Path):
        self.path = disk / "ballast"

    def __enter__(self):
        self.file = self.path.open("wb", buffering=0)
        self.fill()
        return self

    def fill(self) -> None:
        for size in (2**20, 2**12, 1):
            with suppress(OSError):
                while True:
                    os.write(self.file.fileno(), bytes(size))

    def __exit__(self, *error):
        self.file.close()
        self.path.unlink()
