"""What an operator or an expert answered to one question, in one of three states."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The three states of an answer."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Answer:
    """One answer: a value, or not applicable; an expert may have `refused` that it does not apply.

    A question that is absent from the answers is unanswered, and so is one whose value is None.
    """

    value: object = None
    not_applicable: bool = False
    refused: bool = False

    @property
    def state(self) -> State:
        """The state that counts: not applicable, once refused, is unanswered until answered again."""
        if self.not_applicable:
            return State.UNANSWERED if self.refused else State.NOT_APPLICABLE
        return State.UNANSWERED if self.value is None else State.ANSWERED
