"""The three ratings a question can carry, which one is in force, and how far the operator and the expert differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .answers import Answer, State
from .credit import credit
from .framework import Framework
from .requirement_score import Target
from .results import Scores
from .scores import score


class Track(StrEnum):
    """Who rated, and when: the operator; the expert before the visit; the expert on the spot."""

    SELF = "self"
    DESK = "desk"
    SITE = "site"


Ratings = Mapping[Track, Mapping[str, Answer]]
BEFORE = {
    Track.SELF: (Track.SELF,),
    Track.DESK: (Track.DESK, Track.SELF),
    Track.SITE: (Track.SITE, Track.DESK, Track.SELF),
}
BY_EXPERT = (Track.SITE, Track.DESK)


@dataclass(frozen=True)
class TrackScores:
    """The scores on one track, and how many scored questions were rated on it (not applicable is a rating too)."""

    scores: Scores
    rated: int


def in_force(ratings: Ratings) -> dict[str, Answer]:
    """Return the answers in force: site, else desk, else self, question by question."""
    return answers_on(Track.SITE, ratings)


def by_expert(ratings: Ratings) -> dict[str, Answer]:
    """Return the experts' ratings: site, else desk; a question that no expert rated is absent."""
    codes = {code: None for track in BY_EXPERT for code in ratings.get(track, {})}
    found = {code: _first(code, BY_EXPERT, ratings) for code in codes}
    return {code: answer for code, answer in found.items() if answer is not None}


def answers_on(track: Track, ratings: Ratings) -> dict[str, Answer]:
    """Return the answers a track is scored by: its own, else those of the track before it."""
    codes = {code: None for each in BEFORE[track] for code in ratings.get(each, {})}
    found = {code: _first(code, BEFORE[track], ratings) for code in codes}
    return {code: answer for code, answer in found.items() if answer is not None}


def scores_by_track(
    framework: Framework, ratings: Ratings, targets: Mapping[str, Target] | None = None
) -> dict[Track, TrackScores]:
    """Return the self, desk and site scores, each with how many questions were rated on it."""
    return {
        track: TrackScores(score(framework, answers_on(track, ratings), targets), _rated(framework, ratings.get(track, {})))
        for track in Track
    }


def discrepancies(framework: Framework, ratings: Ratings) -> dict[str, Fraction | None]:
    """Return self credit minus the expert credit in force, by scored question in framework order; None when either is missing."""
    found = {}
    for code, question in framework.questions.items():
        if question.kind.scored:
            own, expert = (_first(code, tracks, ratings) for tracks in ((Track.SELF,), BY_EXPERT))
            credits = [_credit(framework, code, answer) for answer in (own, expert)]
            found[code] = None if None in credits else credits[0] - credits[1]
    return found


def _first(code: str, tracks: tuple[Track, ...], ratings: Ratings) -> Answer | None:
    """Return the first rating given on these tracks. An unanswered one does not count, but an expert's refusal does."""
    for track in tracks:
        answer = ratings.get(track, {}).get(code)
        if answer is not None and (answer.state is not State.UNANSWERED or (answer.refused and track in BY_EXPERT)):
            return answer
    return None


def _credit(framework: Framework, code: str, answer: Answer | None) -> Fraction | None:
    if answer is None or answer.state is not State.ANSWERED:
        return None
    return credit(framework.questions[code], answer.value, framework.method)


def _rated(framework: Framework, answers: Mapping[str, Answer]) -> int:
    scored = (code for code, question in framework.questions.items() if question.kind.scored)
    return sum(_first(code, (Track.SELF,), {Track.SELF: answers}) is not None for code in scored)
