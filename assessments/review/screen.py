"""What one screen of the review shows of a question: the answer with all that bears on it, and what was made of it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from assessments.access import open_clarifications, visible_agreed_ratings, visible_notes, visible_ratings
from assessments.answer_words import answer_in_words
from assessments.doubt_words import doubt_in_words
from assessments.models import AgreedRating, Assessment, Clarification, Rating, Response, Verdict
from assessments.scorecard import pack_of
from assessments.sheet import in_words
from assessments.together.changes import Change, changes
from readiness.pack import Pack, shape, wording
from readiness.scoring.triage import Doubted

HANDED_IN = ("submit", "answer_clarification")


@dataclass(frozen=True)
class Told:
    """A doubt in words; of a contradiction also what it is about and what to ask, in the pack's words."""

    text: str
    why: object = None
    ask: object = None


@dataclass
class Opinion:
    """What one expert made of an answer, in words; `note` is "" where this person may not see it."""

    who: object
    verdict: str
    words: str
    reason: str
    note: str = ""
    on_site: bool = False


@dataclass
class Asked:
    """What the operator is asked about the answer: the one that is open, and those that were answered."""

    open: Clarification | None = None
    sent: bool = False
    answered: list[Clarification] = field(default_factory=list)


def told(pack: Pack, doubted: Doubted | None, language: str) -> list[Told]:
    """Return the doubts about a question, in the order of their weight."""
    found = []
    for doubt in doubted.doubts if doubted else ():
        rule = pack.contradictions_by_code.get(doubt.rule)
        why, ask = (wording(rule.text, language), wording(rule.ask, language)) if rule else (None, None)
        found.append(Told(doubt_in_words(doubt), why, ask))
    return found


def verdict_words(question: shape.Question, row: Rating | AgreedRating, language: str) -> str:
    """Return a rating's value in words, "" where it has none."""
    return in_words(question, row.value, row.not_applicable, language)


def opinions(user: object, assessment: Assessment, question: shape.Question, language: str) -> list[Opinion]:
    """Return what the other experts made of the answer, as far as this person sees it; three queries at most."""
    rows = visible_ratings(user, assessment).filter(question__code=question.code).exclude(expert=user)
    seen = set(visible_notes(user, assessment).values_list("pk", flat=True))
    return [
        Opinion(
            row.expert,
            row.get_verdict_display(),
            verdict_words(question, row, language),
            row.reason,
            row.note if row.pk in seen else "",
            row.on_site,
        )
        for row in rows.exclude(verdict=Verdict.OPEN, note="", on_site=False).select_related("expert").order_by("pk")
    ]


def agreed(user: object, assessment: Assessment, question: shape.Question, language: str) -> Opinion | None:
    """Return what the lead settled at the desk, None where nothing was."""
    rows = visible_agreed_ratings(user, assessment).filter(question__code=question.code, track=AgreedRating.Track.DESK)
    row = rows.select_related("updated_by").first()
    if row is None or row.verdict == Verdict.OPEN:
        return None
    return Opinion(row.updated_by, row.get_verdict_display(), verdict_words(question, row, language), row.reason)


def asked(assessment: Assessment, code: str) -> Asked:
    """Return what the operator is asked about one question; what was withdrawn is left out."""
    found = Asked()
    for row in Clarification.objects.filter(assessment=assessment, question__code=code, withdrawn_at=None).select_related("by"):
        if row.answered_at:
            found.answered.append(row)
        else:
            found.open, found.sent = row, row.asked_at is not None
    return found


def last_round(assessment: Assessment, code: str, language: str) -> str:
    """Return what was answered in the last round, in words; "" where nothing was."""
    if assessment.previous_id is None:
        return ""
    row = Response.objects.filter(assessment=assessment.previous_id, question__code=code).first()
    before = pack_of(assessment.previous).questions.get(code)
    if row is None or before is None:
        return ""
    try:
        return in_words(before, row.value, row.not_applicable, language)
    except (StopIteration, KeyError, IndexError, TypeError, ValueError):  # answered under a reading that asked otherwise
        return ""


def changes_since(assessment: Assessment, question: shape.Question, language: str) -> list[Change]:
    """Return what the operator changed since it handed in before: since the last time, while it is answering again."""
    moment = handed_in_before(assessment)
    return [change for change in changes(assessment, question, language) if moment and change.at > moment]


def handed_in_before(assessment: Assessment) -> datetime | None:
    """Return when it was handed in before the last time; the last time while it is open again; None where it was not."""
    times = list(assessment.status_changes.filter(action__in=HANDED_IN).values_list("at", flat=True))
    if open_clarifications(assessment).exists():
        return times[-1] if times else None
    return times[-2] if len(times) > 1 else None


def short(question: shape.Question, row: Response | None, language: str) -> str:
    """Return an answer in a few words, for a list: of a level its number."""
    if row is None or (row.value is None and not row.not_applicable):
        return _("not answered")
    if row.not_applicable:
        return _("not applicable")
    if question.kind == "level":
        return _("level %(level)s") % {"level": row.value}
    return answer_in_words(question, row.value, language)
