"""The things to check on site: what deserves it most, with what to ask; then all else that must be seen or is noted."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.beside import proofs
from assessments.documents.subject import Subject
from assessments.documents.tracks import in_words, same
from assessments.doubt_words import doubt_in_words
from assessments.models import Evidence
from assessments.scorecard import alike, ratings
from assessments.visit.agenda import WHY
from assessments.visit.must_see import must_see
from readiness.pack import shape
from readiness.scoring.answers import Answer
from readiness.scoring.doubts import Doubt, Reason
from readiness.scoring.tracks import Track, in_force
from readiness.scoring.triage import Triage, triage

MOST = 15


@dataclass(frozen=True)
class ToCheck:
    """One answer to check: `why` are reasons in words, `evidence` what the operator gave, `ask` the question to put,
    `planned` when and with whom, "" where the agenda has no time for it.
    """

    code: str
    place: str
    text: str
    essential: bool
    own: str
    expert: str
    why: list[str]
    evidence: list[str]
    ask: list[str]
    notes: list[str]
    functions: list[str]
    planned: str


@dataclass(frozen=True)
class Also:
    """One more question that must be seen or has a note: `why` as the agenda says it, "" where only the note is."""

    code: str
    text: str
    why: str
    notes: list[str]
    planned: str


def triaged(subject: Subject) -> Triage:
    """Return the doubts about the operator's answers, seen with all ratings."""
    given = {code: {piece.kind for piece in pieces} for code, pieces in subject.evidence.items()}
    shown = {code for code, kinds in given.items() if Evidence.Kind.ON_SITE in kinds}
    before = subject.assessment.previous
    earlier = in_force(ratings(before)) if before and before.framework_id == subject.assessment.framework_id else {}
    proved = {code for code, kinds in given.items() if kinds - {Evidence.Kind.ON_SITE}}
    return triage(subject.own.framework, subject.ratings, proved, shown, earlier)


def to_check(subject: Subject, planned: dict[str, str], most: int = MOST) -> list[ToCheck]:
    """Return what to check: first what an expert asks to see on site, what the experts rate otherwise or differ on, and what has
    a note, the essential ones before the others; then by the order of the triage.
    """
    doubted = triaged(subject)
    order = [each.code for each in doubted.order]
    urgency = {code: at for at, code in enumerate(order)}
    questions = subject.pack.questions

    def place(code: str) -> tuple[int, bool, bool, int]:
        rank = next(at for at, codes in enumerate(groups) if code in codes)
        return rank, not questions[code].essential, code not in noted, urgency.get(code, len(order))

    noted = {code for code in questions if notes_on(subject, code)}
    apart = {code for code in questions if rated_otherwise(subject, code) or disputed(subject, code)}
    groups = [{code for code in questions if marked(subject, code)}, apart, noted, set(order)]
    codes = sorted((code for code in questions if any(code in group for group in groups)), key=place)[:most]
    doubts = {code: doubted.questions[code].doubts if code in doubted.questions else () for code in codes}
    return [check(subject, code, doubts[code], planned.get(code, "")) for code in codes]


def also_to_see(subject: Subject, planned: dict[str, str], checks: list[ToCheck]) -> list[Also]:
    """Return the other questions that must be seen, as the agenda has them, or have a note; in the framework's order."""
    seen, told = must_see(subject.assessment).questions, {each.code for each in checks}
    found = []
    for code, question in subject.pack.questions.items():
        notes = notes_on(subject, code)
        if code not in told and (code in seen or notes):
            why = " · ".join(WHY[each]() for each in seen.get(code, ()))
            found.append(Also(code, subject.own.words(question.text), why, notes, planned.get(code, "")))
    return found


def marked(subject: Subject, code: str) -> bool:
    return any(row.on_site for row in subject.expert_ratings.get(code, []))


def rated_otherwise(subject: Subject, code: str) -> bool:
    """Return whether the experts rate it otherwise than the operator."""
    expert = subject.by_expert.get(code)
    return expert is not None and not same(subject.ratings[Track.SELF].get(code, Answer()), expert)


def disputed(subject: Subject, code: str) -> bool:
    """Return whether the experts rated it differently from each other, settled since or not."""
    rows = [row for row in subject.expert_ratings.get(code, []) if row.verdict]
    return bool(rows) and not alike(rows)


def notes_on(subject: Subject, code: str) -> list[str]:
    return [f"{row.note} ({row.expert})" for row in subject.expert_ratings.get(code, []) if row.note.strip()]


def check(subject: Subject, code: str, doubts: tuple[Doubt, ...], planned: str) -> ToCheck:
    question, case = subject.pack.questions[code], subject.own
    part = next(row for row in subject.pack.requirements.values() if question in row.questions)
    expert = subject.by_expert.get(code)
    names = {row.code: case.words(row.name) for row in subject.pack.functions}
    return ToCheck(
        code=code,
        place=f"{part.code} {case.words(part.name)}",
        text=case.words(question.text),
        essential=question.essential,
        own=case.answer(question),
        expert=in_words(question, expert, subject.language) if expert and rated_otherwise(subject, code) else "",
        why=[*reasons(subject, code), *map(doubt_in_words, doubts)] or [_("An expert made a note of it.")],
        evidence=[said(piece) for piece in subject.evidence.get(code, [])],
        ask=list(dict.fromkeys(to_ask(subject, question, doubts))),
        notes=notes_on(subject, code),
        functions=[names[each] for each in question.known_by],
        planned=planned,
    )


def reasons(subject: Subject, code: str) -> Iterator[str]:
    """Yield why the experts want it seen."""
    if marked(subject, code):
        yield _("An expert asks to see it on site.")
    if rated_otherwise(subject, code):
        yield _("The experts rate it otherwise than the operator.")
    if disputed(subject, code):
        yield _("The experts rated it differently from each other.")


def said(piece: Evidence) -> str:
    """Return a piece of evidence as it is named, with what it is."""
    return f"{piece} ({piece.get_kind_display()})" if piece.kind != Evidence.Kind.TEXT else str(piece)


def to_ask(subject: Subject, question: shape.Question, doubts: tuple[Doubt, ...]) -> Iterator[str]:
    """Yield the questions to put, from the doubts and from what counts as evidence."""
    own = subject.ratings[Track.SELF].get(question.code, Answer())
    for doubt in doubts:
        if doubt.reason is Reason.CONTRADICTION:
            yield _("How does this go together with the answer to %(others)s?") % {"others": ", ".join(doubt.others)}
        elif doubt.reason is Reason.NOT_APPLICABLE:
            yield _("Why does this not apply here?")
        elif doubt.reason is Reason.JUMP:
            yield _("What has changed since the last round?")
    if own.value is None and not own.not_applicable:
        yield _("How do things stand? There is no answer.")
    elif own.value is not None:
        yield how_to_ask(question, own.value)
    claimed = own.value if question.kind == "level" and isinstance(own.value, int) else None
    if found := proofs(question, subject.language, claimed):
        yield _("To be shown: %(proof)s") % {"proof": found[-1].text.text}


def how_to_ask(question: shape.Question, value: object) -> str:
    """Return the question that opens the talk about an answer of this kind."""
    if value in ("no", []):
        return _("What is under way, and what stands against it?")
    if question.kind == "number":
        return _("Who counts this, from which records, and up to which day?")
    if question.kind == "checklist":
        return _("Which of these can be shown today, one by one?")
    return _("What shows that this holds today?")
