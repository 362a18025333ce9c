"""Run the measurements named on the command line, or all of them."""

import sys
from importlib import import_module

from bench.place import own_place
from bench.table import show

BENCHES = ("scoring", "report", "saving", "line", "start")


def main() -> None:
    chosen = sys.argv[1:] or BENCHES
    with own_place():
        import django
        from django.db import connections

        django.setup()
        rows = [row for name in chosen for row in import_module(f"bench.{name}").rows()]
        connections.close_all()
    show(rows)
    sys.exit(any(row.met is False for row in rows))


if __name__ == "__main__":
    main()
