"""Run the measurements named on the command line, or all of them."""

import os
import sys
from importlib import import_module

import django

from bench.table import show

BENCHES = ("scoring", "report", "start")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readiness.settings")
    os.environ.setdefault("LEVIER_PROFILE", "loopback")
    django.setup()
    chosen = sys.argv[1:] or BENCHES
    rows = [row for name in chosen for row in import_module(f"bench.{name}").rows()]
    show(rows)
    sys.exit(any(row.met is False for row in rows))


if __name__ == "__main__":
    main()
