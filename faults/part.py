"""One part on one database, in a process of its own; prints its counts as lines of JSON: for `python -m faults`."""

import signal
import sys
from importlib import import_module
from typing import NamedTuple

from faults.place import NotHere, place


class Sizes(NamedTuple):
    """How much is done, so that the suite may do less of the same."""

    kills: int
    saves: int
    cuts: int
    refusals: int
    reports: int


def main() -> None:
    part, database, *sizes = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended before its time."))
    module = import_module(f"faults.{part}")
    try:
        with place(database, getattr(module, "DISK", None)) as here:
            counts = module.counts(here, Sizes(*map(int, sizes)))
    except NotHere as error:
        counts = [module.left_out(database, error)]
    for count in counts:
        print(count.line())


if __name__ == "__main__":
    main()
