"""Timing in turns, and the table that is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Row:
    """One measurement: what, its median in milliseconds, its ratio to the floor, the bar, and whether it is met."""

    what: str
    milliseconds: float
    ratio: float | None = None
    bar: str = ""
    met: bool | None = None


def in_turns(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Return the median milliseconds of each work; the works take turns, so that a busy machine slows them alike."""
    times: list[list[float]] = [[] for _work in works]
    for _round in range(rounds):
        for spent, work in zip(times, works, strict=True):
            start = perf_counter()
            work()
            spent.append((perf_counter() - start) * 1000)
    return [median(spent) for spent in times]


def show(rows: list[Row]) -> None:
    print(f"{'what':<66}{'median ms':>12}{'ratio':>8}  bar")
    for row in rows:
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        verdict = {True: "met", False: "NOT MET", None: ""}[row.met]
        print(f"{row.what:<66}{row.milliseconds:>12.2f}{ratio:>8}  {row.bar} {verdict}".rstrip())
