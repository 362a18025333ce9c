"""What must be seen, fitted into the days of a visit: the same agenda each time, and nothing is lost.

Times are minutes since midnight, days are counted from 1. Nothing here knows rows or Django. Source: docs/method.md, section 9.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import NamedTuple

from assessments.visit.sessions import Day, Fixed, Item, LeftOut, Meeting, Reason, Session

TO_CHANGE = 10  # minutes from one office to the next


class Agenda(NamedTuple):
    """The sessions in order of time, and what did not fit, each with its reason."""

    sessions: list[Session]
    left_out: list[LeftOut]


def fit(days: Sequence[Day], fixed: Iterable[Fixed], items: Iterable[Item]) -> Agenda:
    """Return the agenda: the fixed meetings where they were put, around them meetings with one function each.

    Items are taken in order of urgency (1 before 2, as given among equals). One that finds no place among those taken before
    it is left out, so that no later item takes the place of an earlier one.
    """
    held, left_out = _held(days, list(fixed))
    free = list(_stretches(days, held))
    longest = max((each.length for each in free), default=0)
    taken: list[Item] = []
    layout = free
    for item in sorted(items, key=lambda item: item.priority):
        if with_it := _by_function(free, [*taken, item]) or _squeezed_in(layout, item):
            taken, layout = [*taken, item], with_it
        else:
            reason = Reason.NO_TIME if item.minutes <= longest else Reason.TOO_LONG
            left_out.append(LeftOut(item, reason, {"minutes": item.minutes, "longest": longest}))
    meetings = (Session(each.day, each.start, each.end, fixed=each) for each in held)
    sessions = chain(meetings, *(stretch.sessions() for stretch in layout))
    return Agenda(sorted(sessions, key=lambda session: (session.day, session.start)), left_out)


@dataclass
class Stretch:
    """Free time of one day, and the items that are to be seen in it, by function."""

    day: int
    start: int
    end: int
    groups: dict[str, list[Item]] = field(default_factory=dict)

    @property
    def length(self) -> int:
        return self.end - self.start

    def takes(self, function: str, minutes: int) -> bool:
        """Whether there is time for so many minutes more, and for the way to the function if it is not met here yet."""
        way = TO_CHANGE if self.groups and function not in self.groups else 0
        return self.taken + way + minutes <= self.length

    @property
    def taken(self) -> int:
        ways = TO_CHANGE * max(len(self.groups) - 1, 0)
        return ways + sum(_minutes(group) for group in self.groups.values())

    def add(self, *items: Item) -> None:
        for item in items:
            self.groups.setdefault(item.function, []).append(item)

    def sessions(self) -> Iterator[Session]:
        """Yield one meeting for each function, one after the other."""
        at = self.start
        for function, group in self.groups.items():
            end = at + _minutes(group)
            yield Session(self.day, at, end, function, tuple(group))
            at = end + TO_CHANGE


def _minutes(items: Iterable[Item]) -> int:
    return sum(item.minutes for item in items)


def _by_function(free: Sequence[Stretch], items: Sequence[Item]) -> list[Stretch] | None:
    """Return the stretches with all the items in them, None where that fails.

    Functions come in the order of their most urgent item, and are met once where one stretch takes all that they show.
    """
    layout = [replace(each, groups={}) for each in free]
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.function, []).append(item)
    for function, group in groups.items():
        if whole := next((each for each in layout if each.takes(function, _minutes(group))), None):
            whole.add(*group)
        elif not all(_squeezed_in(layout, item) for item in group):
            return None
    return layout


def _squeezed_in(layout: list[Stretch], item: Item) -> list[Stretch] | None:
    """Return the stretches with one more item, where its function is met already if time is left there; None without a place."""
    room = [each for each in layout if each.takes(item.function, item.minutes)]
    if not room:
        return None
    next((each for each in room if item.function in each.groups), room[0]).add(item)
    return layout


def _held(days: Sequence[Day], fixed: Sequence[Fixed]) -> tuple[list[Fixed], list[LeftOut]]:
    """Return the fixed meetings that can be held, in the order given, and those that cannot."""
    held: list[Fixed] = []
    left_out = []
    for meeting in fixed:
        if not 1 <= meeting.day <= len(days):
            left_out.append(LeftOut(meeting, Reason.NO_SUCH_DAY, {"day": meeting.day, "days": len(days)}))
        elif not days[meeting.day - 1].start <= meeting.start < meeting.end <= days[meeting.day - 1].end:
            left_out.append(LeftOut(meeting, Reason.OUTSIDE_HOURS, {"day": meeting.day}))
        elif other := next((each for each in held if each.overlaps(meeting)), None):
            left_out.append(LeftOut(meeting, Reason.SAME_TIME, {"other": other.code}))
        else:
            held.append(meeting)
    return held, left_out


def _stretches(days: Sequence[Day], held: Sequence[Fixed]) -> Iterator[Stretch]:
    """Yield the free time in order: within the hours, outside breaks and fixed meetings, from the opening to the closing."""
    first = max(((each.day, each.end) for each in held if each.meeting is Meeting.OPENING), default=(0, 0))
    last = min(((each.day, each.start) for each in held if each.meeting is Meeting.CLOSING), default=(len(days) + 1, 0))
    for number, day in enumerate(days, start=1):
        start = max(day.start, first[1]) if number == first[0] else day.start
        end = min(day.end, last[1]) if number == last[0] else day.end
        if not first[0] <= number <= last[0]:
            continue
        busy = sorted([*day.breaks, *((each.start, each.end) for each in held if each.day == number)])
        for busy_from, busy_to in [*busy, (end, end)]:
            if start < min(busy_from, end):
                yield Stretch(number, start, min(busy_from, end))
            start = max(start, busy_to)
