"""What one person typed, merged with what a colleague wrote meanwhile, field by field, so that nothing is overwritten.

The page says which version of a row the person saw. What they did not change stays as it is, and what a colleague changed
since is a conflict, told with both texts, of which the person chooses one. Used for answers and for ratings on the spot.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from json import dumps
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from assessments.models import Save
from assessments.typed import FIELDS, NOT_APPLICABLE, REMARK, VALUE, refusal
from readiness.scoring.errors import AnswerError
from readiness.scoring.numbers import read_number

SAVED, UNCHANGED, LATE, CONFLICT, REFUSED = "saved", "unchanged", "late", "conflict", "refused"
EMPTY = {VALUE: None, NOT_APPLICABLE: "", REMARK: ""}


class KeyReused(Exception):
    """A key came back with another body: the page has a fault, and nothing was done."""


@dataclass(frozen=True)
class Opening:
    """One opening of a page: its name, the number of this save on it, and the save's own key."""

    page: UUID
    sequence: int = 0
    key: UUID | None = None


@dataclass
class Outcome:
    """What came of a save. `version` is what the person has seen from now on; `refusals` is {field: message}.

    `conflicts` is {field: {"mine": …, "theirs": …, "by": name, "at": ISO time}}; `field` is the one asked for by a script.
    """

    state: str
    version: int
    refusals: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, dict] = field(default_factory=dict)
    at: str = ""


class Merge:
    """One save, step by step. `own` are [(fields, version, whether it comes after this one)] of the same opening of the page.

    `response` is the row: its columns have the names of the fields, or those that COLUMNS gives them.
    """

    COLUMNS: Mapping[str, str] = {}

    def __init__(self, pack, question, response, changes, seen, by, own):
        self.pack, self.question, self.response, self.by = pack, question, response, by
        self.now = {name: getattr(response, self.column(name)) for name in FIELDS}
        self.own = own
        self.late = {name for name in changes if any(name in fields and later for fields, _version, later in self.own)}
        self.seen = {name: self.seen_version(name, seen.get(name, 0)) for name in FIELDS}
        self.base = {name: self.value_at(self.seen[name], name) for name in FIELDS}
        self.changes = {
            name: value
            for name, value in changes.items()
            if name not in self.late
            and not self.same(name, value, self.now[name])
            and not self.same(name, value, self.base[name])
        }

    def column(self, name):
        return self.COLUMNS.get(name, name)

    def seen_version(self, name, version):
        """Return the version the person knows the field in: a page knows its own saves. Value and reason go together."""
        together = {VALUE, NOT_APPLICABLE} if name != REMARK else {REMARK}
        return max([version, *(own for fields, own, _later in self.own if together & set(fields))])

    def value_at(self, version, name):
        if version >= self.response.version:
            return self.now[name]
        if version == 0:
            return EMPTY[name]
        older = self.response.history.filter(version__lte=version).order_by("-version")
        found = older.values_list(self.column(name), flat=True).first()
        return EMPTY[name] if found is None else found

    def same(self, name, one, other):
        if name == VALUE and self.question.kind == "number" and one is not None and other is not None:
            try:
                return read_number(one) == read_number(other)
            except AnswerError:
                return False
        return one == other

    def outcome(self):
        if refusals := self.refusals():
            return Outcome(REFUSED, self.response.version, refusals)
        changes, conflicts = {}, {}
        for name, value in self.changes.items():
            against = self.conflicts_with(name, value)
            if against:
                conflicts[name] = self.told(name, value, against)
            else:
                changes[name] = value
        if changes:
            self.apply(changes)
        state = CONFLICT if conflicts else SAVED if changes else LATE if self.late else UNCHANGED
        return Outcome(state, self.response.version, {}, conflicts, timezone.now().isoformat(timespec="seconds"))

    def refusals(self):
        """Return {field: message} of what the question cannot take."""
        found = {}
        for name, value in self.changes.items():
            if message := refusal(self.pack, self.question, name, value):
                found[name] = message[0].upper() + message[1:]
        return found

    def conflicts_with(self, name, value):
        """Return the field of a colleague's that this change would overwrite, "" when there is none."""
        if not self.same(name, self.now[name], self.base[name]):
            return name
        other = {VALUE: NOT_APPLICABLE, NOT_APPLICABLE: VALUE}.get(name)
        if other and value not in (None, "") and self.now[other] and not self.same(other, self.now[other], self.base[other]):
            return other
        return ""

    def told(self, name, value, against):
        """Return both texts, and who wrote the other one and when."""
        versions = self.response.history.filter(version__gt=self.seen[against]).order_by("-version")
        wrote = None
        for row in versions.select_related("history_user"):
            if not self.same(against, getattr(row, self.column(against)), self.now[against]):
                break
            wrote = row
        author = wrote and wrote.history_user
        return {
            "mine": value,
            "theirs": self.now[name],
            "theirs_reason": self.now[NOT_APPLICABLE] if name == VALUE else "",
            "theirs_value": self.now[VALUE] if name == NOT_APPLICABLE else None,
            "by": str(author) if author else "",
            "self": author == self.by,
            "at": wrote.history_date.isoformat(timespec="seconds") if wrote else "",
        }

    def settle(self):
        """Write what follows from the fields, where a row has such columns."""

    def apply(self, changes):
        """Write the fields, and one version of the history. A value and a reason why it does not apply exclude each other."""
        if changes.get(VALUE) is not None:
            changes = {NOT_APPLICABLE: "", **changes}
        elif changes.get(NOT_APPLICABLE):
            changes = {**changes, VALUE: None}
        for name, value in changes.items():
            setattr(self.response, self.column(name), value)
        self.settle()
        self.response.version += 1
        self.response.updated_by = self.response._history_user = self.by
        self.response.save()


def saves_before(response, by, opening):
    """Return the save that used this key already, None if none did, and the page's own saves of the response; one query.

    Of each own save: (fields, version, whether it comes after this one).
    """
    if not opening:
        return None, []
    wanted = Q(page=opening.page, question_id=response.question_id)
    if opening.key:
        wanted |= Q(key=opening.key)
    columns = ("key", "checksum", "answer", "page", "by", "assessment", "field", "version", "sequence")
    rows = list(Save.objects.filter(wanted).order_by().values(*columns))
    mine = {"page": opening.page, "by": by.pk, "assessment": response.assessment_id}
    own = [row for row in rows if response.pk and row["version"] is not None and mine.items() <= row.items()]
    return (
        next((row for row in rows if row["key"] == opening.key), None),
        [(row["field"].split(), row["version"], row["sequence"] > opening.sequence > 0) for row in own],
    )


def remember(row, changes, outcome, by, opening, checksum):
    """Keep what a save with a key was answered, in the transaction of what it wrote."""
    if opening and opening.key:
        Save.objects.create(
            key=opening.key, by=by, assessment_id=row.assessment_id, question_id=row.question_id, field=" ".join(changes),
            page=opening.page, sequence=opening.sequence, checksum=checksum, answer=asdict(outcome),
            version=None if outcome.state in (REFUSED, CONFLICT, LATE) else outcome.version,
        )  # fmt: skip


def checksum_of(assessment, code, changes, seen, by, opening):
    asked = [str(assessment.pk), code, changes, seen, by.pk, str(opening and opening.page), opening and opening.sequence]
    return sha256(dumps(asked, sort_keys=True).encode()).hexdigest()
