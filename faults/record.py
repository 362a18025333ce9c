"""What people were told, against what is kept: each acknowledged save, its key, its answer and its history."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from faults.table import Count, none

READ_ROWS = 5000


class Asked(NamedTuple):
    """One save as a browser sends it."""

    key: str
    person: int
    assessment: str
    question: str
    field: str
    value: str
    page: str
    sequence: int


class Acknowledged(NamedTuple):
    """A save that was answered “saved”: in which version, after how many sendings without an answer, and when."""

    asked: Asked
    version: int
    again: int
    at: float


class Record:
    """What the browsers were told, by all of them together."""

    def __init__(self):
        self.told: list[Acknowledged] = []
        self.odds: list[str] = []
        self.unanswered_by_status: Counter[int] = Counter()
        self.stopped = False
        self.changing = threading.Lock()

    def acknowledged(self, save: Acknowledged) -> None:
        self.told.append(save)

    def unanswered(self, status: int) -> None:
        with self.changing:
            self.unanswered_by_status[status] += 1

    def odd(self, what: str) -> None:
        """Note an answer that no fault explains."""
        self.odds.append(what)


@dataclass
class Differences:
    """What is not as people were told, each in words."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)

    def counts(self, where: str) -> list[Count]:
        return [
            none(f"{where}: acknowledged saves lost", self.lost),
            none(f"{where}: saves doubled", self.doubled),
            none(f"{where}: saves mixed up", self.mixed),
        ]


def compare(told: Iterable[Acknowledged], using: str = "default") -> Differences:
    """Return how the database of this alias differs from what was acknowledged; it may hold more, never less.

    A save is kept when its key is, and the version it was answered with stands in the history with its value, its
    field and its person. Every version of the history has exactly one save, and the answer is the last version.
    """
    found, saves, history, now = Differences(), kept_saves(using), kept_history(using), kept_answers(using)
    for save in told:
        _compare_one(found, save, saves, history)
    _compare_orders(found, told, saves)
    made: dict[tuple, list[str]] = defaultdict(list)
    for key, rows in saves.items():
        found.doubled += [f"{key} is kept {len(rows)} times"] if len(rows) > 1 else []
        for row in rows:
            if row["answer"]["state"] == "saved":
                made[(*_place(row), row["version"])].append(key)
    for at, rows in history.items():
        keys = made.get(at, [])
        found.doubled += [f"{at} stands {len(rows)} times in the history"] if len(rows) > 1 else []
        said = any(row[name] not in (None, "") for row in rows for name in ("value", "remark", "not_applicable"))
        found.doubled += [f"{at} has {len(keys)} saves"] if said and len(keys) != 1 else []  # a file alone says nothing
        for row in rows:
            if row["remark"] and not row["remark"].startswith(f"{at[0]} {at[1]} "):
                found.mixed.append(f"{at} holds what was written elsewhere: {row['remark']}")
    for place, (version, fields) in now.items():
        last = history.get((*place, version), [])
        if [{name: row[name] for name in fields} for row in last] != [fields]:
            found.mixed.append(f"{place} is not its version {version} of the history")
    return found


def _compare_one(found: Differences, save: Acknowledged, saves: dict, history: dict) -> None:
    asked, rows = save.asked, saves.get(save.asked.key)
    if not rows:
        found.lost.append(f"{asked} has no save")
        return
    row, place = rows[0], (asked.assessment, asked.question)
    if (*_place(row), row["by"], row["field"], row["version"]) != (*place, asked.person, asked.field, save.version):
        found.mixed.append(f"{asked} in version {save.version} is kept as {row}")
        return
    versions = history.get((*place, save.version))
    if not versions:
        found.lost.append(f"{asked} has no version {save.version} in the history")
    elif any((str(each[asked.field]), each["person"]) != (asked.value, asked.person) for each in versions):
        found.mixed.append(f"{asked} in version {save.version} reads {versions}")


def _compare_orders(found: Differences, told: Iterable[Acknowledged], saves: dict) -> None:
    """Of one page and field a later save has a later version."""
    last: dict[tuple, Acknowledged] = {}
    for save in sorted(told, key=lambda save: save.asked.sequence):
        opening = (save.asked.page, save.asked.question, save.asked.field)
        if opening in last and last[opening].version >= save.version:
            found.mixed.append(f"{save} is kept before {last[opening]}")
        last[opening] = save


def _place(row: dict) -> tuple[str, str]:
    return str(row["assessment"]), row["question__code"]


def kept_saves(using: str) -> dict[str, list[dict]]:
    """Return {key: [save]}."""
    from assessments.models import Save

    columns = ("key", "by", "assessment", "question__code", "field", "version", "answer", "at")
    found = defaultdict(list)
    for row in Save.objects.using(using).order_by().values(*columns).iterator(READ_ROWS):
        found[str(row["key"])].append(row)
    return found


def kept_history(using: str) -> dict[tuple[str, str, int], list[dict]]:
    """Return {(assessment, question, version): [what stands there]}."""
    from assessments.models import Response

    columns = {"person": "history_user", "value": "value", "remark": "remark", "not_applicable": "not_applicable"}
    rows = Response.history.using(using).order_by().values("assessment", "question__code", "version", *columns.values())
    found = defaultdict(list)
    for row in rows.iterator(READ_ROWS):
        found[(*_place(row), row["version"])].append({name: row[column] for name, column in columns.items()})
    return found


def kept_answers(using: str) -> dict[tuple[str, str], tuple[int, dict]]:
    """Return {(assessment, question): (version, {field: value})}."""
    from assessments.models import Response

    fields = ("value", "remark", "not_applicable")
    rows = Response.objects.using(using).order_by().values("assessment", "question__code", "version", *fields)
    return {_place(row): (row["version"], {name: row[name] for name in fields}) for row in rows}


def only_its_key_kept_it_single(told: list[Acknowledged], faults: list[float]) -> int:
    """Return how many saves were kept before a fault (its time) and acknowledged after it: the fault took their answer."""
    kept_at = {key: rows[0]["at"].timestamp() for key, rows in kept_saves("default").items()}
    again = [save for save in told if save.again and save.asked.key in kept_at]
    return sum(any(kept_at[save.asked.key] <= fault < save.at for fault in faults) for save in again)
