"""What an operator answered under one edition of a framework, and the JSON file it is exchanged in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from readiness.exact import exact
from readiness.json_text import Refused, Twice, read_json, unprintable
from readiness.pack import Pack
from readiness.pack.numbers import scoring_framework
from readiness.problems import MOST, Problem, Problems, nearest, shortened
from readiness.problems import gettext_noop as _
from readiness.scoring.answers import Answer
from readiness.scoring.credit import AnswerError, credit
from readiness.scoring.framework import Framework, Question

LONGEST = {"operator": 200, "cycle": 60, "remark": 20_000, "not_applicable": 20_000, "text": 20_000, "evidence": 2_000}
MOST_EVIDENCE = 100


@dataclass(frozen=True)
class Response:
    """One question's answer with the words around it.

    `value` is None where unanswered or not applicable; `not_applicable` is the reason, None where it applies.
    """

    value: object = None
    not_applicable: str | None = None
    remark: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        return self.value is not None or self.not_applicable is not None


@dataclass(frozen=True)
class AnswerSet:
    """One operator's answers: who, when, {question code: Response}, {requirement code: target level or score}."""

    operator: str
    date: date
    cycle: str = ""
    responses: Mapping[str, Response] = field(default_factory=dict)
    targets: Mapping[str, int | Fraction] = field(default_factory=dict)

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """Return what the engine scores; unanswered questions are absent."""
        return {
            code: Answer(value=response.value, not_applicable=response.not_applicable is not None)
            for code, response in self.responses.items()
            if response.answered
        }


def parse_answers(raw: bytes, pack: Pack) -> AnswerSet:
    """Return the answers in a JSON file; raises Problems with everything wrong at once.

    Source of the format: docs/answers.md.
    """
    return _Reader(read_json(raw), scoring_framework(pack)).answer_set()


class _Reader:
    def __init__(self, data: object, framework: Framework):
        self.data = data
        self.framework = framework
        self.problems: list[Problem] = []

    def answer_set(self) -> AnswerSet:
        if not isinstance(self.data, dict):
            raise Problems([Problem((), _('write an object: {"operator": …, "date": …, "answers": {…}}'))])
        self.keys((), self.data, {"operator", "date", "cycle", "answers", "targets"})
        result = AnswerSet(
            operator=self.text(("operator",), self.data.get("operator"), "operator", needed=True),
            date=self.day(("date",), self.data.get("date")),
            cycle=self.text(("cycle",), self.data.get("cycle", ""), "cycle"),
            responses=dict(self.responses()),
            targets=dict(self.targets()),
        )
        if self.problems:
            raise Problems(self.problems)
        return result

    def complain(self, path: tuple, message: str, **params: object) -> None:
        self.problems.append(Problem(path, message, params))
        if len(self.problems) > MOST:  # wrong all over: no use in reading on
            raise Problems(self.problems)

    def keys(self, path: tuple, found: dict, known: set[str]) -> None:
        for key, value in found.items():
            if isinstance(value, Twice):
                self.complain((*path, shortened(key)), _("this key is written twice; keep one"))
            elif key not in known:
                self.unknown((*path, shortened(key)), key, known)

    def unknown(self, path: tuple, key: str, known: set[str]) -> None:
        if close := nearest(key, known):
            self.complain(path, _('"%(key)s" is not known here; did you mean "%(close)s"?'), key=shortened(key), close=close)
        else:
            self.complain(path, _('"%(key)s" is not known here; remove it'), key=shortened(key))

    def text(self, path: tuple, value: object, limit: str, needed: bool = False) -> str:
        if not isinstance(value, str) or isinstance(value, (Refused, Twice)):
            if not isinstance(value, Twice):
                self.complain(path, _("write a text in quotes"))
        elif needed and not value.strip():
            self.complain(path, _("write something here; it may not be empty"))
        elif code := unprintable(value):
            self.complain(path, _("remove the character %(code)s, which cannot be shown or printed"), code=code)
        elif len(value) > LONGEST[limit]:
            self.complain(path, _("write at most %(limit)s characters, found %(found)s"), limit=LONGEST[limit], found=len(value))
        else:
            return value.strip()
        return ""

    def day(self, path: tuple, value: object) -> date:
        try:
            if isinstance(value, str) and len(value) == 10:
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.complain(path, _("write a date as year-month-day, such as 2026-11-20"))
        return date.min

    def mapping(self, key: str, needed: bool) -> dict:
        value = self.data.get(key, None if needed else {})
        if isinstance(value, dict):
            return value
        if not isinstance(value, Twice):
            self.complain((key,), _('write an object: {"code": …}'))
        return {}

    def responses(self) -> Iterator[tuple[str, Response]]:
        for code, entry in self.mapping("answers", needed=True).items():
            path = ("answers", shortened(code))
            if isinstance(entry, Twice):
                self.complain(path, _("this key is written twice; keep one"))
            elif (question := self.framework.questions.get(code)) is None:
                self.unknown(path, code, set(self.framework.questions))
            elif not isinstance(entry, dict):
                self.complain(path, _('write an object: {"value": …} or {"not_applicable": "why"}'))
            else:
                yield code, self.response(path, question, entry)

    def response(self, path: tuple, question: Question, entry: dict) -> Response:
        self.keys(path, entry, {"value", "not_applicable", "remark", "evidence"})
        reason = None
        if "not_applicable" in entry:
            reason = self.text((*path, "not_applicable"), entry["not_applicable"], "not_applicable", needed=True)
            if not question.may_be_not_applicable:
                self.complain((*path, "not_applicable"), _("this question always applies; give a value or leave it unanswered"))
            if entry.get("value") is not None:
                self.complain(path, _("keep either the value or the not-applicable reason"))
        return Response(
            value=None if entry.get("value") is None else self.value((*path, "value"), question, entry["value"]),
            not_applicable=reason,
            remark=self.text((*path, "remark"), entry.get("remark", ""), "remark"),
            evidence=self.evidence((*path, "evidence"), entry.get("evidence", [])),
        )

    def value(self, path: tuple, question: Question, value: object) -> object:
        if isinstance(value, Twice):
            return None
        if isinstance(value, str) and (code := unprintable(value)):
            self.complain(path, _("remove the character %(code)s, which cannot be shown or printed"), code=code)
            return None
        if isinstance(value, Refused):
            self.complain(path, _("write an ordinary number of at most 60 digits, found %(found)s"), found=shortened(value))
            return None
        if isinstance(value, str) and len(value) > LONGEST["text"]:
            self.complain(path, _("write at most %(limit)s characters, found %(found)s"), limit=LONGEST["text"], found=len(value))
            return None
        try:
            credit(question, value, self.framework.method)
        except AnswerError as error:
            self.complain(path, error.message, **error.params)
        return value

    def evidence(self, path: tuple, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.complain(path, _('write a list of texts: ["…", "…"]'))
            return ()
        if len(value) > MOST_EVIDENCE:
            self.complain(
                path, _("name at most %(limit)s pieces of evidence, found %(found)s"), limit=MOST_EVIDENCE, found=len(value)
            )
            return ()
        return tuple(self.text((*path, str(at)), line, "evidence", needed=True) for at, line in enumerate(value, start=1))

    def targets(self) -> Iterator[tuple[str, int | Fraction]]:
        for code, target in self.mapping("targets", needed=False).items():
            path = ("targets", shortened(code))
            if isinstance(target, Twice):
                self.complain(path, _("this key is written twice; keep one"))
            elif code not in self.framework.requirements:
                self.unknown(path, code, set(self.framework.requirements))
            elif (read := self.target(path, target)) is not None:
                yield code, read

    def target(self, path: tuple, target: object) -> int | Fraction | None:
        top = self.framework.method.top_level
        if isinstance(target, int) and not isinstance(target, bool):
            if 1 <= target <= top:
                return target
        elif isinstance(target, dict) and set(target) == {"score"}:
            return self.target_score((*path, "score"), target["score"])
        self.complain(path, _('write a level from 1 to %(top)s, or {"score": "3/5"}'), top=top)
        return None

    def target_score(self, path: tuple, score: object) -> Fraction | None:
        found = None if isinstance(score, bool) else exact(str(score))
        if found is not None and found >= 0:
            return found
        self.complain(path, _('write a score such as "3/5" or "0.6", found "%(found)s"'), found=shortened(score))
        return None
