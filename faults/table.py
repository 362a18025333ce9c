"""The table that is printed: what was counted, how many, and the bar."""

import json
import sys
from dataclasses import asdict, dataclass

SAID = 5


@dataclass(frozen=True)
class Count:
    """What was counted, how many (None: it could not be tried here), the bar in words, and whether it is met."""

    what: str
    figure: int | None
    bar: str = ""
    met: bool | None = None

    def line(self) -> str:
        return json.dumps(asdict(self))

    @staticmethod
    def read_all(lines: str) -> list["Count"]:
        return [Count(**json.loads(line)) for line in lines.splitlines()]


def none(what: str, found: list[str]) -> Count:
    """Return the count of something there must be none of; say the first few."""
    for each in found[:SAID]:
        print(f"{what}: {each}", file=sys.stderr)
    return Count(what, len(found), "0", not found)


def at_least(what: str, figure: int, bar: int) -> Count:
    return Count(what, figure, f"at least {bar}", figure >= bar)


def show_head() -> None:
    print(f"{'what':<96}{'counted':>9}  bar", flush=True)


def show(counts: list[Count]) -> None:
    for count in counts:
        figure = "not tried" if count.figure is None else f"{count.figure:,}"
        verdict = {True: "met", False: "NOT MET", None: ""}[count.met]
        print(f"{count.what:<96}{figure:>9}  {count.bar} {verdict}".rstrip(), flush=True)
