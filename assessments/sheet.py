"""What a page shows of one question: its words, its fields with what they hold, and what was said about them."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from assessments.answer_words import answer_in_words, decimal, yes_no
from assessments.beside import known_by, proofs, words_explained
from assessments.evidence_words import language_choices
from assessments.models import Assessment, Evidence, Response
from assessments.teamwork import Said
from assessments.typed import NOT_APPLICABLE, REMARK, VALUE, Typed, shown
from readiness.pack import Pack, shape, wording
from readiness.scoring.credit import NONE

EVIDENCE_FIELDS = ("link", "on-site", "file", "again", "title", "about", "language")
FIELD_NAMES = {VALUE: "value", NOT_APPLICABLE: "reason", REMARK: "remark"}


@dataclass
class Sheet:
    """One question on a page. `typed` are the fields' contents, `refusals` {field of the form: message}."""

    pack: Pack
    question: shape.Question
    language: str
    row: Response | None = None
    pieces: list[Evidence] = field(default_factory=list)
    entered: Typed | None = None
    version: int | None = None
    refusals: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, dict] = field(default_factory=dict)
    evidence_typed: dict[str, str] = field(default_factory=dict)
    files_given: dict[UUID, str] = field(default_factory=dict)  # in the whole assessment
    said: Said = Said()
    earlier: object = None  # questionnaire.earlier.Earlier
    asked: object = None  # the Clarification that is open
    editable: bool = False
    remarkable: bool = False

    @property
    def code(self):
        return self.question.code

    @property
    def kind(self):
        return self.question.kind

    def words(self, text):
        return wording(text, self.language) if text else None

    @property
    def text(self):
        return self.words(self.question.text)

    @property
    def guidance(self):
        return self.words(self.question.guidance)

    @property
    def known_by(self):
        return known_by(self.pack, self.question, self.language)

    @cached_property
    def proofs(self):
        return proofs(self.question, self.language)

    @property
    def example(self):
        return self.words(self.question.example)

    @cached_property
    def words_explained(self):
        return words_explained(self.pack, self.question, self.language)

    @property
    def has_hints(self):
        return bool(self.proofs or self.example or self.words_explained)

    @property
    def unit(self):
        return self.words(getattr(self.question, "unit", None))

    @property
    def seen(self):
        """Return the version that the form carries: the one the person saw first, while something of theirs is not kept."""
        return self.version if self.version is not None else self.row.version if self.row else 0

    @property
    def shown_version(self):
        return self.row.version if self.row else 0

    @cached_property
    def typed(self):
        if self.entered is not None:
            return self.entered
        if self.row is None:
            return Typed()
        texts = shown(self.question, self.row.value, decimal)
        return Typed(texts, bool(self.row.not_applicable), self.row.not_applicable, self.row.remark)

    @property
    def answered(self):
        return self.row is not None and (self.row.value is not None or bool(self.row.not_applicable))

    @property
    def answer(self):
        """Return what is kept, in words; "" where nothing is."""
        if self.row is None:
            return ""
        return in_words(self.question, self.row.value, self.row.not_applicable, self.language)

    @property
    def choices(self):
        """Return [(value, text, whether it is chosen)] of the radios or boxes."""
        match self.question:
            case shape.LevelQuestion():
                pairs = [(str(at), self.words(text)) for at, text in enumerate(self.question.levels, start=1)]
            case shape.YesNoQuestion():
                pairs = [(value, yes_no(value)) for value in ("yes", "partly", "no") if value != "partly" or self.question.partly]
            case shape.ChoiceQuestion():
                pairs = [(option.code, self.words(option.text)) for option in self.question.options]
                if self.kind == "checklist":
                    pairs.append((NONE, _("None of these")))
            case _:
                pairs = []
        return [(value, text, value in self.typed.texts) for value, text in pairs]

    @property
    def evidence_refused(self):
        """Return {field: message} of what was refused beside the answer."""
        return {name: said for name, said in self.refusals.items() if name in EVIDENCE_FIELDS}

    @property
    def files_elsewhere(self):
        """Return [(file, what it is called)] of the files that may be given here as well."""
        here = {piece.file for piece in self.pieces}
        return [pair for pair in self.files_given.items() if pair[0] not in here]

    @property
    def evidence_languages(self):
        return language_choices()

    @property
    def told_conflicts(self):
        return [told_conflict(self.question, name, each, self.language) for name, each in self.conflicts.items()]

    @property
    def errors(self):
        """Return [(id of the field, message)] for the summary."""
        said = [(f"{self.code}-{FIELD_NAMES.get(name, name)}", message) for name, message in self.refusals.items()]
        for name in self.conflicts:
            said.append((f"{self.code}-conflict-{name}", _("This answer was changed meanwhile. Choose which one stays.")))
        return said

    @property
    def invalid_fields(self):
        return {FIELD_NAMES.get(name, name) for name in self.refusals}


def sheets(assessment: Assessment, pack: Pack, questions: list[shape.Question], language: str) -> list[Sheet]:
    """Return what is kept for the questions, as pages show it; two queries."""
    codes = [question.code for question in questions]
    rows = Response.objects.filter(assessment=assessment, question__code__in=codes).select_related("question", "updated_by")
    by_code = {row.question.code: row for row in rows}
    pieces: dict[int, list[Evidence]] = {}
    for piece in Evidence.objects.filter(response__in=[row.pk for row in by_code.values()]):
        pieces.setdefault(piece.response_id, []).append(piece)
    return [
        Sheet(pack, question, language, row, pieces.get(row.pk, []) if row else [])
        for question in questions
        for row in [by_code.get(question.code)]
    ]


def in_words(question, value, reason, language):
    if reason:
        return _("Not applicable: %(reason)s") % {"reason": reason}
    return "" if value is None else answer_in_words(question, value, language)


def told_conflict(question, name, conflict, language):
    """Return both texts of a conflict in words, and what a script puts into the fields to take the other one."""
    mine, theirs = conflict["mine"], conflict["theirs"]
    if name == VALUE:
        words = [in_words(question, mine, "", language), in_words(question, theirs, conflict["theirs_reason"], language)]
        texts = shown(question, theirs, decimal)
    elif name == NOT_APPLICABLE:
        words = [in_words(question, None, mine, language), in_words(question, conflict["theirs_value"], theirs, language)]
        texts = (theirs,)
    else:
        words, texts = [mine, theirs], (theirs,)
    return {
        "name": name,
        "mine": words[0],
        "theirs": words[1],
        "texts": texts,
        "by": conflict["by"],
        "self": conflict["self"],
        "at": conflict["at"],
    }
