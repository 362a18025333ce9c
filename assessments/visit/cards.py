"""What the checklist shows of each question: what was claimed, what was said at the desk, what to ask, and what was seen."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from assessments.access import visible_notes, visible_ratings
from assessments.beside import OnSite, to_see_on_site
from assessments.models import AgreedRating, Assessment, Photo, Visit
from assessments.scorecard import pack_of
from assessments.sheet import Sheet, in_words, sheets
from assessments.visit.agenda import Told, told
from assessments.visit.must_see import must_see
from assessments.visit.rating import TRACK


@dataclass(frozen=True)
class Noted:
    """A rating on the spot as a sheet reads a row: what it calls the remark is the observation."""

    value: object
    not_applicable: str
    remark: str
    version: int
    updated_by: object
    updated_at: object


@dataclass
class Card:
    """One question on the checklist: `claimed` as the operator answered it, `site` with the fields and what they hold."""

    claimed: Sheet
    site: Sheet
    ask: OnSite
    why: list[str]
    desk: list[tuple[object, str, str, str]]
    photos: list[Photo]

    @property
    def code(self) -> str:
        return self.claimed.code


@dataclass(frozen=True)
class Stop:
    """One meeting of the checklist, or what stands outside the agenda (no row), with its cards."""

    row: object
    cards: list[Card] = field(default_factory=list)


@dataclass
class Checklist:
    """The stops of one day, or of what has no time; `others` lead to the rest: (day number, date, how many questions)."""

    day: int | None
    stops: list[Stop]
    others: list[tuple[int, date | None, int]]

    @property
    def cards(self) -> list[Card]:
        return [card for stop in self.stops for card in stop.cards]


def checklist_of(user: object, assessment: Assessment, visit: Visit, language: str, wanted: str = "") -> Checklist:
    """Return the checklist of one day: the one asked for, else today's, else the first; 0 is what has no time."""
    pack, seen = pack_of(assessment), must_see(assessment)
    agenda = told(visit, pack, language, seen)
    codes = in_order(agenda)
    day = day_of(agenda, visit, wanted, codes)
    cards = {
        card.code: card
        for card in cards_of(user, assessment, pack, dict.fromkeys(sum(codes[day].values(), [])), language, agenda)
    }
    rows = {None: None} | {row.item.pk: row for row in agenda.rows}
    stops = [Stop(rows[pk], [cards[code] for code in of]) for pk, of in codes[day].items() if of]
    days = {at: when for at, (when, _rows) in enumerate(agenda.days, start=1)}
    others = [(at, days.get(at), sum(map(len, of.values()))) for at, of in codes.items() if any(of.values())]
    return Checklist(day, stops, sorted(others, key=lambda each: each[0] or 99))


def in_order(agenda: Told) -> dict[int, dict[int | None, list[str]]]:
    """Return {day: {agenda item: codes}}, each question once, where it comes first; day 0 holds what has no time."""
    placed: set[str] = set()

    def fresh(codes):
        new = [code for code in dict.fromkeys(codes) if code not in placed]
        placed.update(new)
        return new

    found: dict[int, dict[int | None, list[str]]] = {}
    for at, (_day, rows) in enumerate(agenda.days, start=1):
        found[at] = {row.item.pk: fresh(each.code for each in row.questions) for row in rows}
    found[0] = {row.item.pk: fresh(each.code for each in row.questions) for row in agenda.without_time}
    found[0][None] = fresh(each.code for each in agenda.uncovered if not each.lever)
    return found


def day_of(agenda: Told, visit: Visit, wanted: str, codes: dict) -> int:
    """Return the day to show, as a number that has questions."""
    full = [at for at, of in codes.items() if any(of.values())]
    if wanted.isascii() and wanted.isdigit() and int(wanted[:3]) in codes:
        return int(wanted[:3])
    today = (timezone.localdate() - visit.first_day).days + 1 if visit.first_day else 0
    return today if today in full else next(iter(full), 0)


def cards_of(user, assessment, pack, codes, language, agenda) -> list[Card]:
    """Return the card of each question; seven queries, however many there are."""
    questions = [pack.questions[code] for code in codes]
    rated = {row.question.code: row for row in AgreedRating.objects.filter(
        assessment=assessment, track=TRACK, question__code__in=list(codes)).select_related("question", "updated_by")}  # fmt: skip
    photos: dict[str, list[Photo]] = {}
    for photo in Photo.objects.filter(visit__assessment=assessment).select_related("question", "by"):
        photos.setdefault(photo.question.code, []).append(photo)
    desk = desk_ratings(user, assessment, pack, language)
    why = {each.code: each.why for row in agenda.rows for each in row.questions} | {
        each.code: each.why for each in agenda.uncovered
    }
    return [
        Card(
            claimed=claimed,
            site=Sheet(pack, question, language, noted(rated.get(question.code))),
            ask=to_see_on_site(question, language, claimed_level(claimed)),
            why=why.get(question.code, []),
            desk=desk.get(question.code, []),
            photos=photos.get(question.code, []),
        )
        for question, claimed in zip(questions, sheets(assessment, pack, questions, language), strict=True)
    ]


def noted(row: AgreedRating | None) -> Noted | None:
    if row is None or row.pk is None:
        return None
    return Noted(row.value, row.not_applicable, row.observation, row.version, row.updated_by, row.updated_at)


def claimed_level(claimed: Sheet) -> int | None:
    value = claimed.row.value if claimed.row else None
    return value if claimed.kind == "level" and isinstance(value, int) else None


def desk_ratings(user, assessment, pack, language) -> dict[str, list[tuple]]:
    """Return {question: [(expert, rating in words, reason, private note)]} of what this person sees."""
    notes = dict(visible_notes(user, assessment).values_list("pk", "note"))
    found: dict[str, list[tuple]] = {}
    for row in visible_ratings(user, assessment).select_related("question", "expert"):
        question = pack.questions.get(row.question.code)
        if question and (row.verdict or row.note):
            words = in_words(question, row.value, row.not_applicable, language) or (
                row.get_verdict_display() if row.verdict else ""
            )
            found.setdefault(question.code, []).append((row.expert, words, row.reason, notes.get(row.pk, "")))
    return found
