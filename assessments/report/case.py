"""One assessment ready to be told: the pack's words, the answers, and what the engine made of them, in one language."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from hashlib import sha256

from django.utils import formats
from django.utils.translation import gettext as _

from assessments.answer_words import answer_in_words, decimal, with_sign
from readiness.answers import AnswerSet, Response
from readiness.pack import Pack, shape, wording
from readiness.pack.numbers import scoring_framework
from readiness.scoring.assess import Outcome, assess
from readiness.scoring.bands import printed
from readiness.scoring.framework import Framework
from readiness.scoring.numbers import plain, written


@dataclass(frozen=True)
class Case:
    """What every page and paper about one assessment is made from; `language` is the reader's."""

    pack: Pack
    answers: AnswerSet
    language: str
    reviewed: bool = False

    @cached_property
    def framework(self) -> Framework:
        return scoring_framework(self.pack)

    @cached_property
    def result(self) -> Outcome:
        return assess(self.framework, self.answers.answers, self.answers.targets)

    @cached_property
    def content_key(self) -> str:
        """Return a checksum of everything the report is made from, the language apart."""
        order = {code: at for at, code in enumerate(self.framework.questions)}
        responses = sorted(self.answers.responses.items(), key=lambda item: order[item[0]])
        told = [
            (code, spelled(each.value), each.not_applicable, each.remark, tuple(piece.told for piece in each.evidence))
            for code, each in responses
        ]
        made_from = (
            self.pack.framework,
            self.answers.operator,
            self.answers.date,
            self.answers.cycle,
            self.answers.reading,
            told,
            sorted(self.answers.targets.items()),
            self.reviewed,
        )
        chosen = (sorted(self.answers.causes.items()), sorted(self.answers.ways.items()))
        if any(chosen):  # reports from before there was a choice keep their number
            made_from += chosen
        return sha256(repr(made_from).encode()).hexdigest()

    @property
    def number(self) -> str:
        """Return the report's number: the same answers under the same edition give the same number."""
        identity = self.pack.framework
        return f"{identity.code.upper()}-{identity.edition}-{self.content_key[:8].upper()}"

    @cached_property
    def levers(self) -> dict[str, shape.Lever]:
        return {lever.code: lever for lever in self.pack.levers}

    def words(self, text: dict[str, str] | None) -> str:
        """Return the pack's text in the reader's language; where the translation is missing, the other text and its language."""
        if text is None:
            return ""
        found = wording(text, self.language)
        if found.language == self.language:
            return found.text
        return f"{found.text} ({found.language})"

    def score(self, score: Fraction | None) -> str:
        """Return the score as printed, with its unit: "64.6 %"."""
        digits = printed(score, self.framework.method)
        return _("not applicable") if digits is None else self.with_unit(digits)

    def points(self, difference: Fraction | None) -> str:
        """Return a difference of scores in printed units, with its sign where it is negative."""
        digits = printed(difference, self.framework.method)
        return "–" if digits is None else decimal(digits)

    def with_unit(self, digits: str) -> str:
        unit = self.pack.method.print.unit
        return with_sign(decimal(digits), unit) if unit else decimal(digits)

    def share(self, share: Fraction) -> str:
        """Return a share of a whole as a percentage: "60%"."""
        return with_sign(decimal(plain(100 * share)), "%")

    def level(self, level: int | None) -> str:
        """Return "3 Developing"; a dash where there is no level."""
        return f"{level} {self.level_name(level)}" if level else "–"

    def level_name(self, level: int | None) -> str:
        return self.words(self.pack.method.levels[level - 1].name) if level else ""

    def response(self, code: str) -> Response:
        return self.answers.responses.get(code, Response())

    def answer(self, question: shape.Question) -> str:
        """Return the answer in words, or that there is none."""
        response = self.response(question.code)
        if response.not_applicable is not None:
            return _("Not applicable")
        if response.value is None:
            return _("Unanswered")
        return answer_in_words(question, response.value, self.language)

    def day(self, day: date) -> str:
        return formats.date_format(day, "DATE_FORMAT")

    def share_of_scale(self, score: Fraction | None) -> Fraction | None:
        """Return where a score lies between nothing and the end of the scale, 0 to 1, for drawings."""
        if score is None:
            return None
        return max(Fraction(0), min(Fraction(1), score / self.scale_end))

    @cached_property
    def scale_end(self) -> Fraction:
        """Return the highest score the scale can show: the best credit, or the highest score or edge where sums go beyond it."""
        highs = [standing.high for standing in self.result.scores.requirements.values() if standing.high is not None]
        return max([self.framework.method.best_credit, *highs, *self.framework.method.edges])


def spelled(value: object) -> str | None:
    """Return an answer's value as text, the same from a file and from the database; None where unanswered."""
    if value is None:
        return None
    return written(value) if isinstance(value, Decimal) else str(value)
