"""How far an assessment has come, the same on every screen: how many of the applicable scored questions are answered.

It counts as readiness.scoring does (Completeness), and is kept apart from the score: level 1 is an answer like any other.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import cached_property

from readiness.answers import Response
from readiness.pack import Pack, shape

NOT_SCORED = ("text", "date")
NOT_STARTED, IN_PROGRESS, COMPLETE = "not_started", "in_progress", "complete"


@dataclass(frozen=True)
class Progress:
    """How many scored questions apply and are answered; `open` are the codes of those that are not, in order."""

    answered: int
    applicable: int
    open: tuple[str, ...]
    touched: bool

    @property
    def status(self) -> str:
        if not self.open and (self.touched or not self.applicable):
            return COMPLETE
        return IN_PROGRESS if self.touched else NOT_STARTED


def progress(questions: Iterable[shape.Question], responses: Mapping[str, Response]) -> Progress:
    """Return how far these questions are answered."""
    answered, applicable, still_open, touched = 0, 0, [], False
    for question in questions:
        response = responses.get(question.code, Response())
        touched |= response.answered or bool(response.remark or response.evidence)
        if question.kind in NOT_SCORED or response.not_applicable is not None:
            continue
        applicable += 1
        if response.value is None:
            still_open.append(question.code)
        else:
            answered += 1
    return Progress(answered, applicable, tuple(still_open), touched)


@dataclass(frozen=True)
class Path:
    """The way through an assessment: the requirements in order, each with its progress, and where to go on."""

    pack: Pack
    responses: Mapping[str, Response]

    @cached_property
    def whole(self) -> Progress:
        return progress(self.pack.questions.values(), self.responses)

    @cached_property
    def of(self) -> dict[str, Progress]:
        return {code: progress(row.questions, self.responses) for code, row in self.pack.requirements.items()}

    @property
    def complete(self) -> int:
        return sum(each.status == COMPLETE for each in self.of.values())

    @cached_property
    def next_open(self) -> tuple[str, str] | None:
        """Return (requirement, question) of the first open question, None when there is none."""
        return next(((code, each.open[0]) for code, each in self.of.items() if each.open), None)

    def next_open_among(self, codes: Collection[str]) -> tuple[str, str] | None:
        """Return the same among some requirements; among all, when nothing is open in them."""
        among = ((code, each.open[0]) for code, each in self.of.items() if each.open and code in codes)
        return next(among, self.next_open)

    @property
    def open_questions(self) -> list[shape.Question]:
        """Return the questions that nobody answered yet, those that are not scored as well."""
        return [row for code, row in self.pack.questions.items() if not self.responses.get(code, Response()).answered]

    def beside(self, code: str) -> tuple[str | None, str | None]:
        """Return the codes of the requirements before and after this one."""
        codes = list(self.of)
        at = codes.index(code)
        return (codes[at - 1] if at else None), (codes[at + 1] if at + 1 < len(codes) else None)
