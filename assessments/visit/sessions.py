"""What an agenda is made of: what must be seen, the meetings that are fixed, the days, and the sessions they end up in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from readiness.problems import gettext_noop

TO_ARRIVE, TO_ASK, TO_LOOK, TO_DECIDE = 5, 10, 10, 15  # minutes


@dataclass(frozen=True)
class Item:
    """Something that must be seen: whom to meet (likeliest first), how long it takes, how urgent it is (1 before 2)."""

    code: str
    functions: tuple[str, ...]
    minutes: int
    priority: int
    questions: tuple[str, ...] = ()

    @property
    def function(self) -> str:
        """Return the function that is met for it, "" where none is known."""
        return self.functions[0] if self.functions else ""


class Meeting(StrEnum):
    """Nothing is seen before the opening meeting, and nothing after the closing one with management."""

    OPENING = "opening"
    WORKSHOP = "workshop"
    CLOSING = "closing"
    OTHER = "other"


@dataclass(frozen=True)
class Fixed:
    """A meeting whose time is set."""

    code: str
    day: int
    start: int
    minutes: int
    meeting: Meeting = Meeting.OTHER

    @property
    def end(self) -> int:
        return self.start + self.minutes

    def overlaps(self, other: "Fixed") -> bool:
        return self.day == other.day and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Day:
    """The working hours of one day and its breaks, each from one minute to another."""

    start: int = 9 * 60
    end: int = 17 * 60
    breaks: tuple[tuple[int, int], ...] = ((12 * 60 + 30, 13 * 60 + 30),)


@dataclass(frozen=True)
class Session:
    """A meeting with one function, about its items; or one of the fixed meetings."""

    day: int
    start: int
    end: int
    function: str = ""
    items: tuple[Item, ...] = ()
    fixed: Fixed | None = None

    @property
    def from_(self) -> time:
        return time(*divmod(self.start, 60))

    @property
    def to(self) -> time:
        return time(*divmod(self.end, 60))


class Reason(StrEnum):
    """Why something is not on the agenda, as a template to translate."""

    NO_TIME = gettext_noop("No stretch of %(minutes)s minutes is left: lengthen the visit, or take something else off.")
    TOO_LONG = gettext_noop("It takes %(minutes)s minutes, and no stretch is longer than %(longest)s: divide it.")
    NO_SUCH_DAY = gettext_noop("It is set for day %(day)s, and the visit ends with day %(days)s: choose another day.")
    OUTSIDE_HOURS = gettext_noop("It is not within the working hours of day %(day)s: change its time or the hours.")
    SAME_TIME = gettext_noop("It is at the same time as another meeting (%(other)s): change one of them.")


@dataclass(frozen=True)
class LeftOut:
    """What did not fit, and why; `params` fills the reason."""

    what: Item | Fixed
    reason: Reason
    params: Mapping[str, object]


def minutes_to_see(questions: int, on_the_spot: int = 0) -> int:
    """Return how long an item takes: 5 minutes to arrive, 10 for each question, 10 more for each looked at on the spot."""
    return TO_ARRIVE + TO_ASK * questions + TO_LOOK * on_the_spot


def minutes_to_decide(levers: int = 1) -> int:
    """Return how long a decision about levers takes: 15 minutes each."""
    return TO_DECIDE * levers


def usual_meetings(days: Sequence[Day]) -> list[Fixed]:
    """Return what every visit has: an opening hour, a workshop of three hours the day before the last, 90 minutes to close.

    The workshop begins after that day's last break. A visit of one day has none.
    """
    last = len(days)
    meetings = [Fixed("opening", 1, days[0].start, 60, Meeting.OPENING)]
    if last > 1:
        before = days[last - 2]
        begins = max((end for _start, end in before.breaks), default=before.end - 180)
        meetings.append(Fixed("workshop", last - 1, begins, 180, Meeting.WORKSHOP))
    return [*meetings, Fixed("closing", last, days[-1].end - 90, 90, Meeting.CLOSING)]
