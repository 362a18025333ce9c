"""Power cuts on SQLite, simulated: what had reached the disk at one moment, and nothing of what was still in memory.

The database lies on a disk of its own, a file with ext4 in it. The server is stopped, the file is copied, the copy is
mounted (its journal is played back as after a cut) and compared with what was acknowledged until then. This is kinder
than a real cut (no sector is torn, no drive reorders what it holds), so a loss is real, and none is necessary, not proof.
The control runs the same with a setting that is known to lose: if it loses nothing, the rig is blind.
"""

import random
import shutil
import signal
import threading
import time
from pathlib import Path
from tempfile import mkdtemp

from faults.crowd import Crowd
from faults.integrity import corruptions
from faults.lock import wait_for
from faults.part import Sizes
from faults.place import NotHere, Place, mounted
from faults.record import Differences, compare
from faults.server import Web
from faults.table import Count, at_least, none
from faults.uploads import Uploads

DISK = "image"
LIFE_SECONDS = 0.6, 2.2
SAVES_BETWEEN = 30
MOST_CONTROL_CUTS = 20
CONTROL = {"DJANGO_SETTINGS_MODULE": "faults.unsafe"}


def counts(here: Place, sizes: Sizes) -> list[Count]:
    return [*cuts(here, sizes.cuts), *control(here)]


def left_out(database: str, why: NotHere) -> Count:
    return Count(f"{database}: power cuts: {why}", None)


def cuts(here: Place, number: int) -> list[Count]:
    where = f"{here.database}, power cut"
    told, uploaded, found, lost_files, broken = run(here, number)
    return [
        at_least(f"{where}: cuts during saves", len(found), number),
        Count(f"{where}: saves acknowledged", told),
        *total(found).counts(where),
        Count(f"{where}: files of evidence acknowledged", uploaded),
        none(f"{where}: of these lost or not whole", lost_files),
        none(f"{where}: damage in the database", broken),
    ]


def control(here: Place) -> list[Count]:
    """The same with synchronous=NORMAL, which many recommend, until it loses, as it must; no file's sync helps it out."""
    told, _uploaded, found, _lost_files, _broken = run(here, MOST_CONTROL_CUTS, unsafe=True)
    lost = len(total(found).lost)
    return [
        Count(f"{here.database}, power cut, control (synchronous=NORMAL): saves acknowledged", told),
        at_least(f"{here.database}, power cut, control: lost, or the rig is blind", lost, 1),
    ]


def run(here: Place, number: int, unsafe: bool = False) -> tuple[int, int, list[Differences], list[str], list[str]]:
    """Return saves and files acknowledged, and of each cut what differs; the damage found in files and databases."""
    web = Web(here.log, **(CONTROL if unsafe else {}))
    web.start()
    web.wait()
    crowd = Crowd(web.port, name="control" if unsafe else "post")
    crowd.sign_in()
    uploads = Uploads(crowd.twin(0), crowd.people[0][1])
    crowd.start()
    uploading = threading.Thread(target=uploads.go_on, daemon=True)
    if not unsafe:
        uploading.start()
    chance, found, lost_files, broken = random.Random(7), [], [], []
    for at in range(number):
        before = len(crowd.record.told)
        time.sleep(chance.uniform(*LIFE_SECONDS))
        wait_for(lambda before=before: len(crowd.record.told) >= before + SAVES_BETWEEN)
        web.send(signal.SIGSTOP)
        time.sleep(0.02)
        told, files = list(crowd.record.told), list(uploads.told)
        copy = here.disk.parent / "copy"
        shutil.copyfile(here.disk.parent / "image", copy)
        web.send(signal.SIGCONT)
        folder = Path(mkdtemp(dir=here.disk.parent))
        with mounted(copy, folder, "loop"):
            differences, damage = after_cut(here, folder / "data", told, f"cut{at}{crowd.name}")
            lost_files += uploads.missing(folder / "data", files)
        found.append(differences)
        broken += damage
        copy.unlink()
        if unsafe and differences.lost:
            break
    crowd.stop()
    if not unsafe:
        uploading.join()
    web.kill()
    return len(crowd.record.told), len(uploads.told), found, lost_files, broken + crowd.record.odds


def after_cut(here: Place, data: Path, told: list, alias: str) -> tuple[Differences, list[str]]:
    """Return what differs in a copied data folder, and what is broken in its database."""
    from django.db import connections

    connections.databases[alias] = connections.databases["default"] | {"NAME": data / "db.sqlite3"}
    try:
        return compare(told, alias), corruptions(here, alias)
    finally:
        connections[alias].close()
        del connections[alias], connections.databases[alias]


def total(found: list[Differences]) -> Differences:
    return Differences(*([each for one in found for each in getattr(one, name)] for name in ("lost", "doubled", "mixed")))
