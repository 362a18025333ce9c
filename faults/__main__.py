"""Bring the faults about on each database, and print one table of counts; exit status 1 when a bar is missed.

Each part runs in a process of its own, because its data folder is another: `python -m faults.part`.
"""

import argparse
import subprocess
import sys

from faults.place import DATABASES, ROOT
from faults.table import Count, show, show_head

PARTS = {"kills": DATABASES, "power": ("sqlite",), "disk": DATABASES, "lock": DATABASES, "worker": DATABASES}
PATIENCE_SECONDS = 3 * 3600  # for one part


def main() -> None:
    given = arguments()
    missed = False
    show_head()
    for database in given.on or DATABASES:
        for part in given.parts or PARTS:
            if database in PARTS[part]:
                counts = counts_of(part, database, given)
                show(counts)
                missed |= any(count.met is False for count in counts)
    sys.exit(missed)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="part", help=", ".join(PARTS))
    parser.add_argument("--on", action="append", choices=DATABASES, help="one database; both when left out")
    parser.add_argument("--kills", type=int, default=200, help="kills of the server during saves (default: %(default)s)")
    parser.add_argument("--saves", type=int, default=20_000, help="saves acknowledged meanwhile (default: %(default)s)")
    parser.add_argument("--cuts", type=int, default=20, help="power cuts (default: %(default)s)")
    parser.add_argument("--refusals", type=int, default=400, help="saves refused on a full disk (default: %(default)s)")
    parser.add_argument("--reports", type=int, default=30, help="reports, each cut off once (default: %(default)s)")
    return parser.parse_args()


def counts_of(part: str, database: str, given: argparse.Namespace) -> list[Count]:
    """Return the counts of one part; one that breaks off is a bar that is missed."""
    sizes = [given.kills, given.saves, given.cuts, given.refusals, given.reports]
    command = [sys.executable, "-m", "faults.part", part, database, *map(str, sizes)]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        lines, _errors = run.communicate(timeout=PATIENCE_SECONDS)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        run.terminate()  # it ends its servers
        lines, _errors = run.communicate()
    return Count.read_all(lines) if run.returncode == 0 else [Count(f"{database}: {part} broke off", 1, "0", False)]


if __name__ == "__main__":
    main()
