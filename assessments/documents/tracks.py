"""Self, desk and site ratings beside each other: the scores, and every answer that the experts see otherwise."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from assessments.answer_words import answer_in_words
from assessments.difference_words import sign, signed, who_is_higher
from assessments.documents.subject import Subject
from assessments.models import AgreedRating
from readiness.pack import shape
from readiness.scoring.answers import Answer, State
from readiness.scoring.results import OverallScore, PillarScore, RequirementScore
from readiness.scoring.tracks import Track, discrepancies


@dataclass(frozen=True)
class TrackRow:
    """The whole, a pillar or a requirement on each track: (score, level) each, the level with * where something holds it below
    its score; the difference is self minus the experts'.
    """

    code: str
    name: str
    heading: bool
    own: tuple[str, str]
    desk: tuple[str, str]
    site: tuple[str, str]
    difference: str
    words: str


@dataclass(frozen=True)
class Differing:
    """One answer that the experts rate otherwise than the operator, and why."""

    code: str
    text: str
    own: str
    expert: str
    where: str
    difference: str
    words: str
    reason: str


@dataclass(frozen=True)
class TracksSheet:
    """Both, with how many of the scored questions were rated on each track; `seen` says whether anything was seen on site."""

    rows: list[TrackRow]
    differing: list[Differing]
    rated: str
    seen: bool


def tracks_sheet(subject: Subject) -> TracksSheet:
    return TracksSheet(track_rows(subject), differing(subject), rated_sentence(subject), subject.seen_on_site)


def rated_sentence(subject: Subject) -> str:
    scored = [code for code, question in subject.own.framework.questions.items() if question.kind.scored]
    own = subject.ratings[Track.SELF]
    counts = {"scored": len(scored), "desk": subject.tracks[Track.DESK].rated, "site": subject.tracks[Track.SITE].rated}
    counts["left"] = sum(code in own and own[code].state is State.NOT_APPLICABLE for code in scored)
    counts["own"] = subject.tracks[Track.SELF].rated - counts["left"]
    told = _("Of %(scored)s scored questions, the operator answered %(own)s and holds %(left)s not to apply.")
    told += " " + _("The experts rated %(desk)s of all these at the desk and %(site)s on site.")
    return told % counts + " " + _("What the experts did not rate counts on their tracks as the operator rated it.")


def track_rows(subject: Subject) -> list[TrackRow]:
    scores = {track: subject.tracks[track].scores for track in Track}
    rows = [track_row(subject, "", _("Overall"), True, {track: each.overall for track, each in scores.items()})]
    for pillar in subject.pack.pillars:
        found = {track: each.pillars[pillar.code] for track, each in scores.items()}
        rows.append(track_row(subject, pillar.code, subject.own.words(pillar.name), True, found))
        for part in pillar.requirements:
            found = {track: each.requirements[part.code] for track, each in scores.items()}
            rows.append(track_row(subject, part.code, subject.own.words(part.name), False, found))
    return rows


def track_row(subject: Subject, code: str, name: str, heading: bool, standing: dict) -> TrackRow:
    case, own, expert = subject.own, standing[Track.SELF].score, standing[Track.SITE].score
    shown = [(case.score(standing[track].score), level_of(standing[track])) for track in Track]
    if own is None or expert is None:
        return TrackRow(code, name, heading, *shown, "–", _("not comparable"))
    apart = own - expert
    return TrackRow(code, name, heading, *shown, signed_points(subject, apart), who_is_higher(apart))


def level_of(standing: OverallScore | PillarScore | RequirementScore) -> str:
    if not standing.level:
        return "–"
    return f"{standing.level} *" if standing.band > standing.level else str(standing.level)


def signed_points(subject: Subject, apart: Fraction) -> str:
    """Return a difference of scores in printed units: "+12.5"."""
    digits = subject.own.points(abs(apart))
    return f"{sign(apart)}{digits}" if apart else digits


def differing(subject: Subject) -> list[Differing]:
    """Return the answers that the experts see otherwise, in the framework's order."""
    apart = discrepancies(subject.own.framework, subject.ratings)
    reasons = reasons_given(subject)
    rows = []
    for code, question in subject.pack.questions.items():
        expert = subject.by_expert.get(code)
        own = subject.ratings[Track.SELF].get(code, Answer())
        if expert is None or not subject.own.framework.questions[code].kind.scored or same(own, expert):
            continue
        rows.append(
            Differing(
                code=code,
                text=subject.own.words(question.text),
                own=subject.own.answer(question),
                expert=in_words(question, expert, subject.language),
                where=_("on site") if code in subject.ratings[Track.SITE] else _("at the desk"),
                reason=reasons.get(code, ""),
                **in_words_apart(subject, question, own, expert, apart.get(code)),
            )
        )
    return rows


def same(own: Answer, expert: Answer) -> bool:
    return (own.state, str(own.value)) == (expert.state, str(expert.value)) and own.refused == expert.refused


def in_words(question: shape.Question, answer: Answer, language: str) -> str:
    if answer.refused:
        return _("It does apply: that it does not was refused")
    if answer.state is State.NOT_APPLICABLE:
        return _("Not applicable")
    return _("Unanswered") if answer.value is None else answer_in_words(question, answer.value, language)


def in_words_apart(subject: Subject, question: shape.Question, own: Answer, expert: Answer, apart: Fraction | None) -> dict:
    """Return the difference with its sign and in words, in levels where the question has levels."""
    if apart is None:
        return {"difference": "–", "words": _("not comparable: one of the two is no rating")}
    levels = signed(subject.own.framework.method.in_levels(apart))
    unit = _("%(levels)s level") if levels.strip("+−") in ("0", "1") else _("%(levels)s levels")
    return {"difference": unit % {"levels": levels}, "words": who_is_higher(apart)}


def reasons_given(subject: Subject) -> dict[str, str]:
    """Return {question code: why the experts rate as they do}, without saying who of them said it."""
    found: dict[str, list[str]] = {}
    for code in subject.common & subject.expert_ratings.keys():
        found[code] = [row.reason.strip() for row in subject.expert_ratings[code]]
    agreed = AgreedRating.objects.filter(assessment=subject.assessment).exclude(verdict="").select_related("question")
    for row in sorted(agreed, key=lambda row: row.track == AgreedRating.Track.SITE):
        found[row.question.code] = [row.reason.strip(), row.observation.strip()]
    return {code: " ".join(dict.fromkeys(filter(None, texts))) for code, texts in found.items()}
