"""The web server killed by kill -9 during saves, again and again; on PostgreSQL the database as well."""

import random
import sys
import time

from faults.crowd import Crowd
from faults.integrity import corruptions
from faults.part import Sizes
from faults.place import Place
from faults.record import compare, only_its_key_kept_it_single
from faults.server import Web
from faults.table import Count, at_least, none

LONGEST_LIFE_SECONDS = 120
LATEST_SECONDS = 0.05  # a save takes less: the kill comes at any moment of one
DATABASE_EVERY = 4
CONTROL = 2, 40  # kills, saves


def counts(here: Place, sizes: Sizes) -> list[Count]:
    where = f"{here.database}, kill -9"
    crowd, kills, cuts, unseen = run(here, sizes.kills, sizes.saves)
    told, found = crowd.record.told, compare(crowd.record.told)
    return [
        at_least(f"{where} of the server during saves", len(kills), sizes.kills),
        *([at_least(f"{where}: {here.postgresql.how_cut}", len(cuts), sizes.kills // DATABASE_EVERY)] if here.postgresql else []),
        at_least(f"{where}: saves acknowledged to eight people", len(told), sizes.saves),
        Count(f"{where}: of these sent again, no answer having come", sum(save.again > 0 for save in told)),
        Count(f"{where}: of these kept before the fault, their answer cut off", only_its_key_kept_it_single(told, kills + cuts)),
        *found.counts(where),
        none(f"{where}: last remarks not seen when their pages are opened again", unseen),
        none(f"{where}: answers that no kill explains", crowd.record.odds),
        none(f"{where}: damage in the database", corruptions(here)),
        control(here),
    ]


def control(here: Place) -> Count:
    """The same with a server that answers before it keeps: it must lose."""
    crowd, _kills, _cuts, _unseen = run(here, *CONTROL, application="faults.planted:application")
    lost = len(compare(crowd.record.told).lost)
    return at_least(f"{here.database}, kill -9, control (answered before it is kept): lost, or the rig is blind", lost, 1)


def run(here: Place, kills: int, saves: int, application: str = "") -> tuple[Crowd, list[float], list[float], list[str]]:
    """Return the crowd with its record, when the server was killed and the database cut, and what is not seen afterwards."""
    from django.db import connections

    web = Web(here.log, application)
    web.start()
    web.wait()
    crowd = Crowd(web.port, name="control" if application else "post")
    crowd.sign_in()
    crowd.start()
    told, chance, killed, cuts, lives = crowd.record.told, random.Random(5), [], [], True
    while lives and (len(killed) < kills or len(told) < saves):
        share = max(saves - len(told), 0) / max(kills - len(killed), 1)
        lives = reached(told, len(told) + 1 + int(share * chance.uniform(0.1, 1.9)))
        if here.postgresql and len(killed) % DATABASE_EVERY == 0:
            cuts += [time.time()] * here.postgresql.cut(len(killed) // DATABASE_EVERY)
            lives &= reached(told, len(told) + 5)
        time.sleep(chance.uniform(0, LATEST_SECONDS))
        web.kill()
        killed.append(time.time())
        if here.postgresql:
            here.postgresql.wait()
        web.start()
        if len(killed) % 20 == 0:
            print(f"{here.database}: {len(killed)} kills, {len(told)} saves", file=sys.stderr)
    web.wait()
    crowd.stop()
    unseen = [] if application else crowd.read_back()
    web.kill()
    connections.close_all()  # ours were cut as well
    return crowd, killed, cuts, unseen


def reached(told: list, aim: int) -> bool:
    """Wait until so many saves are acknowledged; return False when that does not come about."""
    end = time.monotonic() + LONGEST_LIFE_SECONDS
    while len(told) < aim:
        if time.monotonic() > end:
            print(f"No more than {len(told)} saves", file=sys.stderr)
            return False
        time.sleep(0.003)
    return True
