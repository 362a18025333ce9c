"""The visit as plain values, for the documents: its facts, its agenda in words, whom to meet, and what did not fit."""

from dataclasses import dataclass, field

from django.utils import formats
from django.utils.translation import gettext as _

from assessments.models import Assessment, Visit
from assessments.scorecard import pack_of
from assessments.visit.agenda import Row, told
from assessments.visit.must_see import must_see


@dataclass(frozen=True)
class VisitFacts:
    """Facts are (what, words); days (day, [(time, what, with whom, [topic])]); people (function or name, [when they are met]).

    Told to experts only: in the topics the questions, `planned`, {code of a question or lever: when and with whom}, and
    `left_out`, what must be seen and has no time, as (what, why).
    """

    facts: list[tuple[str, str]] = field(default_factory=list)
    days: list[tuple[str, list[tuple[str, str, str, list[str]]]]] = field(default_factory=list)
    people: list[tuple[str, list[str]]] = field(default_factory=list)
    planned: dict[str, str] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def visit_facts(assessment: Assessment, language: str, for_experts: bool = False) -> VisitFacts:
    """Return what is planned, in the language that is active; nothing where no visit is.

    The operator is told whom it meets and about what; for experts also what has no time on the agenda, and why.
    """
    visit = Visit.objects.filter(assessment=assessment).first()
    if visit is None:
        return VisitFacts()
    agenda = told(visit, pack_of(assessment), language, must_see(assessment) if for_experts else None)
    timed = [row for _day, rows in agenda.days for row in rows]
    met: dict[str, list[str]] = {}
    for row in timed:
        if row.whom:
            met.setdefault(row.whom, []).append(when(row))
    missing = [(what_of(row), row.unfit) for row in agenda.without_time]
    missing += [(f"{each.code} {each.text}", _("It stands nowhere on the agenda.")) for each in agenda.uncovered]
    days = [(weekday_in_words(day), [line(row) for row in rows]) for day, rows in agenda.days]
    if not for_experts:
        return VisitFacts(facts_of(visit), days, list(met.items()))
    planned = {
        code: ", ".join(filter(None, [when(row), row.whom])) for row in timed for code in (*row.item.questions, *row.item.levers)
    }
    return VisitFacts(facts_of(visit), days, list(met.items()), planned, sorted(missing, key=lambda each: each[1]))


def facts_of(visit: Visit) -> list[tuple[str, str]]:
    team = ", ".join(str(person) for person in visit.team.order_by("name", "email"))
    days = f"{day_in_words(visit.first_day)} – {day_in_words(visit.last_day)}" if visit.days else ""
    committed = ", ".join(filter(None, [visit.committed_by, visit.committed_on and day_in_words(visit.committed_on)]))
    found = [
        (_("Days"), days),
        (_("Team"), team),
        (_("Host"), "\n".join(filter(None, [visit.host, visit.host_contact]))),
        (_("Commitment of the operator"), committed),
        (_("Workshop"), visit.workshop_topic),
        (_("Who takes part in the workshop"), visit.workshop_participants),
        (_("What the workshop resulted in"), visit.workshop_results),
        (_("Detailed plan"), visit.plan),
    ]
    return [(what, words) for what, words in found if words]


def line(row: Row) -> tuple[str, str, str, list[str]]:
    topics = [with_questions(topic, row) for topic in row.topics] + [f"{each.code} {each.text}" for each in row.levers]
    return (f"{row.begins}–{row.ends}", row.title or _("Meeting"), row.whom, topics)


def with_questions(topic: str, row: Row) -> str:
    """Return a requirement as a topic, for experts with the codes of what is to be seen of it."""
    codes = [each.code for each in row.questions if each.part == topic.partition(" ")[0]]
    return topic + _(": ") + ", ".join(codes) if codes else topic


def when(row: Row) -> str:
    """Return when a meeting begins: "7 December, 10:00"."""
    return f"{formats.date_format(row.day, 'MONTH_DAY_FORMAT')}, {row.begins}"


def what_of(row: Row) -> str:
    return ", ".join(filter(None, [row.title, row.whom, *row.item.questions, *row.item.levers]))


def weekday_in_words(day) -> str:
    """Return "Monday 7 December 2026"."""
    return f"{formats.date_format(day, 'l').capitalize()} {day_in_words(day)}"


def day_in_words(day) -> str:
    return formats.date_format(day, "DATE_FORMAT")
