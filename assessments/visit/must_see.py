"""What must be seen on the spot, and why: worked out anew from the rows each time, so that it is never out of date.

Source: docs/method.md, section 9.
"""

from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum

from assessments.models import Assessment, Evidence, Rating
from assessments.scorecard import answer_set, pack_of, ratings
from assessments.visit.sessions import Item, minutes_to_decide, minutes_to_see
from readiness.pack import Pack, shape
from readiness.pack.numbers import scoring_framework
from readiness.scoring import tracks
from readiness.scoring.answers import State
from readiness.scoring.scores import score
from readiness.scoring.tracks import Ratings, Track

MOST_TOGETHER = 5  # questions of one requirement in one item: an hour at most


class Why(IntEnum):
    """Why something must be seen, the strongest reason first."""

    DIFFERENT = 1
    FLAGGED = 2
    ESSENTIAL = 3
    DECISION = 4
    SHOWN = 5


class Priority(IntEnum):
    """How urgent it is. Source: docs/method.md, section 9."""

    FIRST = 1  # marked to be checked on site, or essential and in dispute
    DISPUTED = 2
    ESSENTIAL = 3
    TO_BE_SHOWN = 4
    DECISION = 5


def priority_of(why: tuple[Why, ...]) -> Priority:
    if Why.FLAGGED in why or {Why.DIFFERENT, Why.ESSENTIAL} <= set(why):
        return Priority.FIRST
    return {Why.DIFFERENT: Priority.DISPUTED, Why.ESSENTIAL: Priority.ESSENTIAL}.get(min(why), Priority.TO_BE_SHOWN)


@dataclass(frozen=True)
class MustSee:
    """The questions that must be seen, in framework order, each with its reasons; the levers that wait for a decision."""

    pack: Pack
    questions: dict[str, tuple[Why, ...]]
    levers: list[str] = field(default_factory=list)

    def items(self, but: set[str] = frozenset()) -> list[Item]:
        """Return what is to be fitted into the days, without the questions and levers of `but`.

        Questions of one requirement that the same function knows and that are equally urgent are seen together.
        """
        groups: dict[tuple, list[str]] = {}
        requirement = {row.code: code for code, part in self.pack.requirements.items() for row in part.questions}
        for code, why in self.questions.items():
            if code not in but:
                group = (priority_of(why), requirement[code], tuple(self.pack.questions[code].known_by[:1]))
                groups.setdefault(group, []).append(code)
        found = []
        for (priority, part, functions), codes in groups.items():
            for at in range(0, len(codes), MOST_TOGETHER):
                together = codes[at : at + MOST_TOGETHER]
                shown = sum(Why.SHOWN in self.questions[code] for code in together)
                minutes = minutes_to_see(len(together), shown)
                found.append(Item(f"{part}:{together[0]}", functions, minutes, priority, tuple(together)))
        return found + [self.decision(code) for code in self.levers if code not in but]

    def decision(self, lever: str) -> Item:
        return Item(f"lever:{lever}", self.deciders(lever), minutes_to_decide(), Priority.DECISION)

    def deciders(self, lever: str) -> tuple[str, ...]:
        """Return the function that most of the questions it raises are known by: it is asked what it would take."""
        row = next(each for each in self.pack.levers if each.code == lever)
        asked = [question for code in row.raises for question in self.pack.requirements[code].questions]
        known = Counter(question.known_by[0] for question in asked if question.known_by)
        return tuple(code for code, _count in known.most_common(1))


def must_see(assessment: Assessment) -> MustSee:
    """Return what must be seen at the visit of an assessment."""
    pack, given = pack_of(assessment), ratings(assessment)
    flagged = _codes(Rating.objects.filter(assessment=assessment, on_site=True), "question__code")
    shown = Evidence.objects.filter(response__assessment=assessment, kind=Evidence.Kind.ON_SITE)
    to_be_shown = _codes(shown, "response__question__code")
    different = differing(pack, given)
    found = {}
    for code, question in pack.questions.items():
        reasons = {
            Why.DIFFERENT: code in different,
            Why.FLAGGED: code in flagged,
            Why.ESSENTIAL: question.essential,
            Why.SHOWN: question.on_site or code in to_be_shown,
        }
        if why := tuple(reason for reason, holds in reasons.items() if holds):
            found[code] = why
    return MustSee(pack, found, to_decide(pack, given, answer_set(assessment).ways))


def differing(pack: Pack, given: Ratings) -> set[str]:
    """Return the questions that the operator and its reviewers see differently: in credit, or in whether they apply."""
    found = {code for code, gap in tracks.discrepancies(scoring_framework(pack), given).items() if gap}
    for code, desk in given[Track.DESK].items():
        own = given[Track.SELF].get(code)
        if State.NOT_APPLICABLE in {desk.state, own.state if own else None} and (own is None or own.state != desk.state):
            found.add(code)
    return found


def to_decide(pack: Pack, given: Ratings, ways: dict[str, str]) -> list[str]:
    """Return the levers that would raise something today and wait for the operator: which way, which funds, whether at all."""
    standing = score(scoring_framework(pack), tracks.in_force(given)).requirements
    levels = {code: each.level for code, each in standing.items()}
    return [row.code for row in pack.levers if waits(row, ways) and raises(row, levels)]


def raises(lever: shape.Lever, levels: dict[str, int | None]) -> bool:
    return any(levels[code] is not None and levels[code] < to for code, to in lever.raises.items())


def waits(lever: shape.Lever, ways: dict[str, str]) -> bool:
    conditions = lever.conditions
    open_way = bool(conditions.ways) and lever.code not in ways
    return open_way or conditions.subject_to_funds or conditions.expression_of_interest


def _codes(rows, name):
    return set(rows.values_list(name, flat=True))
