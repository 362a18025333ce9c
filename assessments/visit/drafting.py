"""The agenda drafted by the program: what must be seen, fitted around what people have set by hand."""

from datetime import time

from django.db import transaction

from assessments.models import AgendaItem, Visit
from assessments.visit.fitting import fit
from assessments.visit.must_see import MustSee, must_see
from assessments.visit.sessions import Day, Fixed, Item, LeftOut, Meeting, Session, usual_meetings

MEETING = {
    AgendaItem.Kind.OPENING: Meeting.OPENING,
    AgendaItem.Kind.WORKSHOP: Meeting.WORKSHOP,
    AgendaItem.Kind.CLOSING: Meeting.CLOSING,
}
WORKSHOP = 180  # minutes


def draft(visit: Visit, by: object) -> None:
    """Write the agenda anew. What was changed by hand stays, and what it covers is not planned twice."""
    with transaction.atomic():
        Visit.objects.select_for_update(of=("self",), no_key=True).get(pk=visit.pk)
        kept = list(visit.agenda.filter(by_hand=True))
        for row in visit.agenda.filter(by_hand=False):
            row._history_user = by
            row.delete()
        for position, row in enumerate(drafted(visit, kept, must_see(visit.assessment)), start=1):
            row.visit, row.position, row._history_user = visit, position, by
            row.save()


def drafted(visit: Visit, kept: list[AgendaItem], seen: MustSee) -> list[AgendaItem]:
    """Return the items to add to those that are kept: the meetings in order, then what did not fit."""
    days = [day_of(visit)] * visit.days
    own = {str(row.pk): fixed_of(row) for row in kept if row.day}
    usual = {row.code: row for row in usual_for(visit, days) if row.code not in {row.kind for row in kept}}
    covered = {code for row in kept for code in (*row.questions, *row.levers)}
    agenda = fit(days, [*own.values(), *usual.values()], seen.items(but=covered))
    sessions = [row_of(session) for session in agenda.sessions if not (session.fixed and session.fixed.code in own)]
    return sessions + [left_out(each) for each in agenda.left_out if each.what.code not in own]


def day_of(visit: Visit) -> Day:
    pause = (minutes_of(visit.break_from), minutes_of(visit.break_to))
    return Day(minutes_of(visit.opens), minutes_of(visit.closes), (pause,) if pause[0] < pause[1] else ())


def usual_for(visit: Visit, days: list[Day]) -> list[Fixed]:
    """Return the opening, the workshop and the closing; the workshop at its own time where the plan sets one."""
    if not days:
        return []
    meetings = {row.code: row for row in usual_meetings(days)}
    if visit.workshop_day and visit.workshop_at:
        day = (visit.workshop_day - visit.first_day).days + 1
        meetings["workshop"] = Fixed("workshop", day, minutes_of(visit.workshop_at), WORKSHOP, Meeting.WORKSHOP)
    return list(meetings.values())


def fixed_of(row: AgendaItem) -> Fixed:
    return Fixed(str(row.pk), row.day, minutes_of(row.start), row.minutes, MEETING.get(row.kind, Meeting.OTHER))


def row_of(session: Session) -> AgendaItem:
    """Return the row of one session, not saved yet."""
    kind = session.fixed.code if session.fixed else AgendaItem.Kind.MEETING
    at = {"day": session.day, "start": session.from_, "minutes": session.end - session.start}
    return AgendaItem(**at, **held(session.items), kind=kind, function=session.function)


def left_out(each: LeftOut) -> AgendaItem:
    """Return the row of something that did not fit, with why."""
    unfit = {"reason": each.reason.name, "params": dict(each.params)}
    if isinstance(each.what, Fixed):
        return AgendaItem(kind=each.what.code, minutes=each.what.minutes, unfit=unfit)
    return AgendaItem(minutes=each.what.minutes, function=each.what.function, unfit=unfit, **held([each.what]))


def held(items: list[Item]) -> dict[str, list[str]]:
    questions = [code for item in items for code in item.questions]
    return {"questions": questions, "levers": [item.code.partition(":")[2] for item in items if item.code.startswith("lever:")]}


def minutes_of(at: time) -> int:
    return at.hour * 60 + at.minute
