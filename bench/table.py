"""Timing in turns, and the table that is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True)
class Row:
    """One measurement: what, the figure (a median unless it says so), its ratio to the floor, the bar, and whether it is met."""

    what: str
    figure: float
    ratio: float | None = None
    bar: str = ""
    met: bool | None = None
    unit: str = "ms"


def turns(rounds: int, *works: Callable[[], object]) -> list[list[float]]:
    """Return the milliseconds of each work in each round; the works take turns, so that a busy machine slows them alike."""
    times: list[list[float]] = [[] for _work in works]
    for _round in range(rounds):
        for spent, work in zip(times, works, strict=True):
            start = perf_counter()
            work()
            spent.append((perf_counter() - start) * 1000)
    return times


def in_turns(rounds: int, *works: Callable[[], object]) -> list[float]:
    """Return the median milliseconds of each work."""
    return [median(spent) for spent in turns(rounds, *works)]


def p95(times: list[float]) -> float:
    """Return the time that 19 of 20 stay under."""
    return quantiles(times, n=20)[-1]


def show(rows: list[Row]) -> None:
    print(f"{'what':<76}{'measured':>14}{'ratio':>8}  bar")
    for row in rows:
        figure = f"{row.figure:.0f} {row.unit}" if row.unit in ("bytes", "queries") else f"{row.figure:.2f} {row.unit}"
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        verdict = {True: "met", False: "NOT MET", None: ""}[row.met]
        print(f"{row.what:<76}{figure:>14}{ratio:>8}  {row.bar} {verdict}".rstrip())
