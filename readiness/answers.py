"""What an operator answered under one edition of a framework."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from readiness.pack import Pack
from readiness.scoring.answers import Answer

LONGEST = {"operator": 200, "cycle": 60, "remark": 20_000, "not_applicable": 20_000, "text": 20_000, "evidence": 2_000}
MOST_EVIDENCE = 100
LANGUAGES = ("fr", "en", "ar", "es", "pt", "ru", "zh", "other")  # that a piece of evidence may be said to be in


@dataclass(frozen=True)
class Piece:
    """A piece of evidence: what it is called, the date it is about as far as it is known ("2024-03"), its language."""

    text: str
    about: str = ""
    language: str = ""

    @property
    def told(self) -> str | tuple[str, ...]:
        """Return what a report's number is made from; of what was given before there were dates, it stays the same."""
        return (self.text, self.about, self.language) if self.about or self.language else self.text


@dataclass(frozen=True)
class Response:
    """One question's answer with the words around it.

    `value` is None where unanswered or not applicable; `not_applicable` is the reason, None where it applies. An expert may
    have `refused` that it does not apply: it then counts as unanswered.
    """

    value: object = None
    not_applicable: str | None = None
    remark: str = ""
    evidence: tuple[Piece, ...] = ()
    refused: bool = False

    @property
    def answered(self) -> bool:
        return self.value is not None or self.not_applicable is not None


@dataclass(frozen=True)
class AnswerSet:
    """One operator's answers: who, when, {question code: Response}, {requirement code: target level or score}.

    `reading` is the code of the reading they were given in, "" for the whole. `causes` are {requirement code: codes of
    root causes, in the pack's order}, `ways` {lever code: code of the way chosen}. Neither of the two is scored.
    """

    operator: str
    date: date
    cycle: str = ""
    reading: str = ""
    responses: Mapping[str, Response] = field(default_factory=dict)
    targets: Mapping[str, int | Fraction] = field(default_factory=dict)
    causes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)

    def asked(self, pack: Pack) -> "AnswerSet":
        """Return the set without the answers to what this pack does not ask; they stay where they are kept."""
        responses = {code: response for code, response in self.responses.items() if code in pack.questions}
        return self if len(responses) == len(self.responses) else replace(self, responses=responses)

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """Return what the engine scores; unanswered questions are absent."""
        return {
            code: Answer(response.value, not_applicable=response.not_applicable is not None, refused=response.refused)
            for code, response in self.responses.items()
            if response.answered
        }
