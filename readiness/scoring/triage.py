"""What deserves an expert's time: the doubts about each answer, and the order to look in. Source: docs/method.md, section 8."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from . import doubts
from .answers import Answer
from .conditions import Contradiction
from .contradictions import contradictions
from .doubts import Doubt, Reason
from .framework import Framework
from .requirement_score import UNANSWERED
from .tracks import Ratings, Track, by_expert

AGAINST_THE_CLAIM = (Reason.NO_EVIDENCE, Reason.CONTRADICTION, Reason.NOT_APPLICABLE, Reason.FAR, Reason.JUMP)


class Rank(IntEnum):
    """How soon a question deserves time."""

    ESSENTIAL_IN_DOUBT = 1
    SEVERAL_DOUBTS = 2
    ONE_DOUBT = 3
    ESSENTIAL = 4
    TO_BE_SHOWN = 5
    NOTHING = 6


@dataclass(frozen=True)
class Doubted:
    """One scored question, its doubts in the order of Reason, and whether an expert has rated it already."""

    code: str
    doubts: tuple[Doubt, ...]
    rated: bool

    @cached_property
    def reasons(self) -> frozenset[Reason]:
        return frozenset(doubt.reason for doubt in self.doubts)

    @property
    def against(self) -> list[Doubt]:
        """Return the doubts about the claim itself."""
        return [doubt for doubt in self.doubts if doubt.reason in AGAINST_THE_CLAIM]

    @property
    def rank(self) -> Rank:
        if self.against:
            if Reason.ESSENTIAL in self.reasons:
                return Rank.ESSENTIAL_IN_DOUBT
            return Rank.SEVERAL_DOUBTS if len(self.against) > 1 else Rank.ONE_DOUBT
        if Reason.ESSENTIAL in self.reasons:
            return Rank.ESSENTIAL
        return Rank.TO_BE_SHOWN if self.doubts else Rank.NOTHING

    @property
    def urgency(self) -> tuple[int, int, int]:
        """Return what questions are sorted by: the rank, the strongest reason, and more doubts before fewer."""
        strongest = min((list(Reason).index(reason) for reason in self.reasons), default=len(Reason))
        return self.rank, strongest, -len(self.doubts)


@dataclass(frozen=True)
class Triage:
    """Every scored question in framework order, with its doubts; `over_claims` are the claims that are likely too high."""

    questions: dict[str, Doubted]
    over_claims: tuple[str, ...]

    @cached_property
    def order(self) -> tuple[Doubted, ...]:
        """Return the questions with a doubt, those that deserve time first, in framework order among equals."""
        return tuple(sorted((each for each in self.questions.values() if each.doubts), key=lambda each: each.urgency))

    @property
    def waiting(self) -> tuple[Doubted, ...]:
        """Return what is left of that order: the questions that no expert has rated yet."""
        return tuple(each for each in self.order if not each.rated)


def triage(
    framework: Framework,
    ratings: Ratings,
    evidence: Collection[str] = (),
    to_be_shown: Collection[str] = (),
    earlier: Mapping[str, Answer] | None = None,
) -> Triage:
    """Return the doubts about the operator's answers, by scored question.

    `evidence` holds the questions with a file, link or text as evidence, `to_be_shown` those with evidence that is
    to be shown on site, and `earlier` the answers in force of the last round. An expert who must not see the others'
    ratings gets a triage of the operator's and their own. Raises AnswerError for an answer of this round that cannot be read.
    """
    method = framework.method
    own, rated, earlier = ratings.get(Track.SELF, {}), by_expert(ratings), earlier or {}
    fired = contradictions(framework, own)
    means = doubts.ExpertMeans(framework, ratings)

    def about(code: str) -> Iterator[Doubt]:
        question, answer = framework.questions[code], own.get(code, UNANSWERED)
        claimed = doubts.worth(question, answer, method)
        if code not in evidence and code not in to_be_shown:
            yield from doubts.no_evidence(question, answer, claimed, method)
        yield from doubts.contradicted(code, fired)
        if code not in rated:
            yield from doubts.not_applicable(answer)
        yield from means.far(code, claimed)
        yield from doubts.jump(question, claimed, earlier.get(code), method)
        yield from doubts.essential(question, answer, claimed, framework.requirement_of[code], method)
        if code in to_be_shown:
            yield doubts.to_be_shown()

    scored = [code for code, question in framework.questions.items() if question.kind.scored]
    found = {code: Doubted(code, tuple(about(code)), code in rated) for code in scored}
    return Triage(found, _over_claims(framework, own, found, fired))


def _over_claims(
    framework: Framework, own: Mapping[str, Answer], found: Mapping[str, Doubted], fired: Collection[Contradiction]
) -> tuple[str, ...]:
    """Return the high claims without evidence and, of each contradiction, the answer worth most (the first of equals)."""
    likely = {code for code, each in found.items() if Reason.NO_EVIDENCE in each.reasons}
    for rule in fired:
        claims = {code: doubts.worth(framework.questions[code], own[code], framework.method) for code in rule.questions}
        likely.add(max((code for code in found if code in claims), key=claims.get))
    return tuple(code for code in found if code in likely)
