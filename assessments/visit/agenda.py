"""The agenda as pages tell it: each meeting with its time, whom it is with, what is seen and why; and what is missing."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import formats
from django.utils.translation import gettext as _

from assessments.models import AgendaItem, Visit
from assessments.visit.must_see import MustSee, Why
from assessments.visit.sessions import Reason
from readiness.pack import Pack, wording

WHY = {
    Why.DIFFERENT: lambda: _("the operator and its reviewers see it differently"),
    Why.FLAGGED: lambda: _("marked to be checked on site"),
    Why.ESSENTIAL: lambda: _("essential"),
    Why.DECISION: lambda: _("waits for a decision"),
    Why.SHOWN: lambda: _("to be shown on site"),
}


@dataclass(frozen=True)
class Seen:
    """A question or a lever of a meeting: its code, its words, and why it is there; `part` is a question's requirement."""

    code: str
    text: object
    why: list[str] = field(default_factory=list)
    lever: bool = False
    part: str = ""


@dataclass(frozen=True)
class Row:
    """One item of the agenda in words. `wrong` says what does not go together with the rest; `unfit` why it has no time."""

    item: AgendaItem
    day: date | None
    begins: str
    ends: str
    title: str
    whom: str
    topics: list[str]
    questions: list[Seen]
    levers: list[Seen]
    wrong: list[str]
    unfit: str


@dataclass(frozen=True)
class Told:
    """The whole agenda: days with their rows, what has no time, and what must be seen and stands nowhere."""

    days: list[tuple[date, list[Row]]]
    without_time: list[Row]
    uncovered: list[Seen]

    @property
    def rows(self) -> list[Row]:
        return [row for _day, rows in self.days for row in rows] + self.without_time


def told(visit: Visit, pack: Pack, language: str, seen: MustSee | None = None) -> Told:
    """Return the agenda in words. Without `seen`, as the operator is told it: whom to meet and about what, and no reasons."""
    words = Words(visit, pack, language, seen)
    items = list(visit.agenda.all())
    rows = [words.row(item, items) for item in items]
    days = [visit.first_day + timedelta(days=at) for at in range(visit.days)]
    last = max((row.day for row in rows if row.day), default=None)
    while days and last and days[-1] < last:
        days.append(days[-1] + timedelta(days=1))  # what is set for a day after the last one is told where it stands
    by_day = [(day, [row for row in rows if row.day == day]) for day in days]
    return Told(by_day, [row for row in rows if row.day is None], words.uncovered(items))


@dataclass(frozen=True)
class Words:
    visit: Visit
    pack: Pack
    language: str
    seen: MustSee | None

    def row(self, item: AgendaItem, items: list[AgendaItem]) -> Row:
        day = self.visit.first_day + timedelta(days=item.day - 1) if item.day and self.visit.first_day else None
        return Row(
            item=item,
            day=day,
            begins=clock(item.start) if day else "",
            ends=clock(end_of(item)) if day else "",
            title=self.title(item),
            whom=self.whom(item),
            topics=self.topics(item.questions),
            questions=[self.question(code) for code in item.questions if code in self.pack.questions] if self.seen else [],
            levers=[self.lever(code) for code in item.levers],
            wrong=self.wrong(item, items) if day else [],
            unfit=self.unfit(item),
        )

    def title(self, item: AgendaItem) -> str:
        if item.title:
            return item.title
        if item.kind == AgendaItem.Kind.MEETING:
            return _("What has to be decided") if item.levers and not item.questions else ""
        if item.kind == AgendaItem.Kind.WORKSHOP and self.visit.workshop_topic:
            return _("Workshop: %(topic)s") % {"topic": self.visit.workshop_topic}
        label = str(item.get_kind_display())
        return label[:1].upper() + label[1:]

    def name(self, item: AgendaItem) -> str:
        return self.title(item) or self.whom(item) or str(item.get_kind_display())

    def whom(self, item: AgendaItem) -> str:
        return item.whom or self.function(item.function)

    def function(self, code: str) -> str:
        return next((str(wording(row.name, self.language)) for row in self.pack.functions if row.code == code), "")

    def topics(self, codes: list[str]) -> list[str]:
        """Return the requirements that the questions belong to, in words and in order."""
        named = self.parts
        parts = dict.fromkeys(named[code] for code in codes if code in named)
        return [f"{code} {wording(self.pack.requirements[code].name, self.language)}" for code in parts]

    @cached_property
    def parts(self) -> dict[str, str]:
        """Return {question: the requirement it belongs to}, as codes."""
        return {row.code: part.code for part in self.pack.requirements.values() for row in part.questions}

    def question(self, code: str) -> Seen:
        why = self.seen.questions.get(code, ()) if self.seen else ()
        return Seen(
            code, wording(self.pack.questions[code].text, self.language), [WHY[each]() for each in why], part=self.parts[code]
        )

    def lever(self, code: str) -> Seen:
        names = {row.code: row.name for row in self.pack.levers}
        why = [WHY[Why.DECISION]()] if self.seen else []
        return Seen(code, wording(names[code], self.language) if code in names else code, why, lever=True)

    def uncovered(self, items: list[AgendaItem]) -> list[Seen]:
        """Return what must be seen and stands in no item of the agenda, whatever has been changed since it was drafted."""
        if self.seen is None:
            return []
        there = {code for item in items for code in (*item.questions, *item.levers)}
        missing = [self.question(code) for code in self.seen.questions if code not in there]
        return missing + [self.lever(code) for code in self.seen.levers if code not in there]

    def wrong(self, item: AgendaItem, items: list[AgendaItem]) -> list[str]:
        found = []
        if item.day > self.visit.days:
            found.append(_("It is after the last day of the visit."))
        elif item.start < self.visit.opens or end_of(item) > self.visit.closes or minutes_past(item) >= 24 * 60:
            found.append(_("It is outside the working hours of the visit."))
        for other in items:
            if other.pk != item.pk and other.day == item.day and overlap(item, other):
                found.append(_("It is at the same time as: %(other)s.") % {"other": self.name(other)})
        return found

    def unfit(self, item: AgendaItem) -> str:
        if not item.unfit or item.day:
            return ""
        params = dict(item.unfit["params"])
        kinds = dict(AgendaItem.Kind.choices)
        params["other"] = kinds.get(params.get("other"), _("one set by hand"))
        return _(Reason[item.unfit["reason"]].value) % params


def end_of(item: AgendaItem):
    return (datetime.combine(date.min, item.start) + timedelta(minutes=item.minutes)).time()


def minutes_past(item: AgendaItem) -> int:
    """Return the minute of the day at which it ends, past 24 hours where it goes over midnight."""
    return item.start.hour * 60 + item.start.minute + item.minutes


def overlap(one: AgendaItem, other: AgendaItem) -> bool:
    start = {row: row.start.hour * 60 + row.start.minute for row in (one, other)}
    return start[one] < minutes_past(other) and start[other] < minutes_past(one)


def clock(at) -> str:
    return formats.time_format(at, "H:i")
