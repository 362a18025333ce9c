"""The JSON file in which an operator's answers are exchanged, read strictly: every problem at once."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from readiness.answers import LANGUAGES, LONGEST, MOST_EVIDENCE, AnswerSet, Piece, Response
from readiness.exact import exact
from readiness.json_text import Refused, Twice, read_json, unprintable
from readiness.pack import Pack
from readiness.pack.numbers import scoring_framework
from readiness.partial_dates import is_partial_date
from readiness.problems import MOST, Problem, Problems, nearest, shortened
from readiness.problems import gettext_noop as _
from readiness.scoring.credit import AnswerError, credit
from readiness.scoring.framework import Framework, Question


def parse_answers(raw: bytes, pack: Pack) -> AnswerSet:
    """Return the answers in a JSON file; raises Problems with everything wrong at once.

    Source of the format: docs/answers.md.
    """
    return _Reader(read_json(raw), scoring_framework(pack), pack).answer_set()


class _Reader:
    def __init__(self, data: object, framework: Framework, pack: Pack):
        self.data = data
        self.framework = framework
        self.pack = pack
        self.readings = {row.code for row in pack.readings}
        self.problems: list[Problem] = []

    def answer_set(self) -> AnswerSet:
        if not isinstance(self.data, dict):
            raise Problems([Problem((), _('write an object: {"operator": …, "date": …, "answers": {…}}'))])
        self.keys((), self.data, {"operator", "date", "cycle", "reading", "answers", "targets", "causes", "ways"})
        result = AnswerSet(
            operator=self.text(("operator",), self.data.get("operator"), "operator", needed=True),
            date=self.day(("date",), self.data.get("date")),
            cycle=self.text(("cycle",), self.data.get("cycle", ""), "cycle"),
            reading=self.reading(),
            responses=dict(self.responses()),
            targets=dict(self.targets()),
            causes=dict(self.causes()),
            ways=dict(self.ways()),
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

    def reading(self) -> str:
        """Return the reading's code; "" where the file names none, which is the whole."""
        code = self.data.get("reading", "")
        if code == "" or (isinstance(code, str) and code in self.readings):
            return code
        if isinstance(code, str):
            self.unknown(("reading",), code, self.readings)
        else:
            self.text(("reading",), code, "cycle")
        return ""

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

    def evidence(self, path: tuple, value: object) -> tuple[Piece, ...]:
        if not isinstance(value, list):
            self.complain(path, _('write a list of texts: ["…", "…"]'))
            return ()
        if len(value) > MOST_EVIDENCE:
            self.complain(
                path, _("name at most %(limit)s pieces of evidence, found %(found)s"), limit=MOST_EVIDENCE, found=len(value)
            )
            return ()
        return tuple(self.piece((*path, str(at)), line) for at, line in enumerate(value, start=1))

    def piece(self, path: tuple, written: object) -> Piece:
        """Return a piece of evidence, written as a text or as an object with what is known of it."""
        if not isinstance(written, dict):
            return Piece(self.text(path, written, "evidence", needed=True))
        self.keys(path, written, {"text", "date", "language"})
        about, language = written.get("date", ""), written.get("language", "")
        if about != "" and not (isinstance(about, str) and is_partial_date(about)):
            self.complain((*path, "date"), _("write a date, a month or a year, such as 2026-11-20, 2026-11 or 2026"))
        if language != "":
            self.one_of((*path, "language"), language, list(LANGUAGES))
        return Piece(self.text((*path, "text"), written.get("text"), "evidence", needed=True), str(about), str(language))

    def targets(self) -> Iterator[tuple[str, int | Fraction]]:
        for path, code, target in self.entries("targets", set(self.framework.requirements)):
            if (read := self.target(path, target)) is not None:
                yield code, read

    def entries(self, key: str, known: set[str]) -> Iterator[tuple[tuple, str, object]]:
        """Yield (path, code, what is written) of each entry under an optional key whose code is known."""
        for code, written in self.mapping(key, needed=False).items():
            path = (key, shortened(code))
            if isinstance(written, Twice):
                self.complain(path, _("this key is written twice; keep one"))
            elif code not in known:
                self.unknown(path, code, known)
            else:
                yield path, code, written

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

    def causes(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield (requirement, its root causes in the pack's order), where there is at least one."""
        known = [row.code for row in self.pack.root_causes]
        for path, code, named in self.entries("causes", set(self.framework.requirements)):
            if not isinstance(named, list):
                self.complain(path, _('write a list of root causes: ["code", "code"]'))
                continue
            for at, cause in enumerate(named, start=1):
                self.one_of((*path, str(at)), cause, known)
                if cause in named[: at - 1]:
                    self.complain((*path, str(at)), _("name each root cause once"))
            if named:
                yield code, tuple(each for each in known if each in named)

    def ways(self) -> Iterator[tuple[str, str]]:
        """Yield (lever, the code of its way that was chosen)."""
        offered = {lever.code: [way.code for way in lever.conditions.ways] for lever in self.pack.levers}
        for path, code, chosen in self.entries("ways", set(offered)):
            if not offered[code]:
                self.complain(path, _("this lever offers no choice of ways; remove it"))
            elif self.one_of(path, chosen, offered[code]):
                yield code, chosen

    def one_of(self, path: tuple, code: object, known: list[str]) -> bool:
        """Return whether the code is one of these; complain where it is not."""
        if isinstance(code, str) and code in known:
            return True
        if not known:
            self.complain(path, _("this framework has no closed list for this; remove it"))
        else:
            self.complain(path, _("write one of %(codes)s, found %(found)s"), codes=", ".join(known), found=quoted(code))
        return False


def quoted(value: object) -> str:
    """Return what was written, as a message shows it."""
    return f'"{shortened(value)}"' if isinstance(value, str) else shortened(str(value))
