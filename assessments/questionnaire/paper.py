"""The questionnaire on paper, for meetings: blank or with the answers so far, whole or one pillar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import formats
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments.alphabet import alphabetical
from assessments.beside import Explained, words_explained
from assessments.printing.pdf import render
from assessments.questionnaire.paper_sheet import PaperSheet
from assessments.questionnaire.paper_words import how_to_fill
from readiness.answers import AnswerSet, Response
from readiness.pack import Pack, Wording, shape, wording

STYLE = (Path(__file__).parent / "paper.css").read_text(encoding="utf-8")
LONGEST_IN_A_HEADER = 60


@dataclass(frozen=True)
class PaperRequirement:
    """One requirement, which begins on a new page."""

    code: str
    name: Wording
    note: Wording | None
    known_by: list[Wording]
    sheets: list[PaperSheet]

    @property
    def anchor(self) -> str:
        return f"requirement-{self.code}"


@dataclass(frozen=True)
class PaperPillar:
    code: str
    name: Wording
    requirements: list[PaperRequirement]

    @property
    def anchor(self) -> str:
        return f"pillar-{self.code}"


@dataclass(frozen=True)
class Paper:
    """What is put on paper: a pack as its reading asks it, in the reader's language.

    `pillar` is the code of the only one printed, "" for all; `responses` are the answers printed, none on a blank paper.
    """

    pack: Pack
    language: str
    operator: str = ""
    cycle: str = ""
    reading: str = ""
    pillar: str = ""
    day: date | None = None
    responses: Mapping[str, Response] = field(default_factory=dict)

    @classmethod
    def of(
        cls, pack: Pack, answers: AnswerSet, language: str, *, reading: str = "", pillar: str = "", blank: bool = False
    ) -> "Paper":
        """Return the paper of an operator's answers; a blank one says whose it will be, not what was answered."""
        told = {} if blank else {"day": answers.date, "responses": answers.responses}
        return cls(pack, language, answers.operator, answers.cycle, reading or answers.reading, pillar, **told)

    @cached_property
    def content_key(self) -> str:
        """Return a checksum of everything that is printed."""
        printed = [(sheet.code, sheet.row) for sheet in self.sheets if sheet.row]
        told = (self.pack.framework, self.language, self.operator, self.cycle, self.reading, self.pillar, self.day, printed)
        return sha256(repr(told).encode()).hexdigest()

    @cached_property
    def pillars(self) -> list[PaperPillar]:
        chosen = [row for row in self.pack.pillars if self.pillar in ("", row.code)]
        return [
            PaperPillar(row.code, self.words(row.name), [self.requirement(each) for each in row.requirements]) for row in chosen
        ]

    def requirement(self, row: shape.Requirement) -> PaperRequirement:
        linked: set[str] = set()
        sheets = [
            PaperSheet(self.pack, question, self.language, self.responses.get(question.code), linked=linked)
            for question in row.questions
        ]
        known = dict.fromkeys(function for sheet in sheets for function in sheet.known_by)
        return PaperRequirement(row.code, self.words(row.name), self.words(row.note) if row.note else None, list(known), sheets)

    @cached_property
    def sheets(self) -> list[PaperSheet]:
        return [sheet for pillar in self.pillars for row in pillar.requirements for sheet in row.sheets]

    @cached_property
    def explained(self) -> list[Explained]:
        """Return the glossary's entries that these questions use, by the alphabet."""
        used = {entry.code: entry for sheet in self.sheets for entry in words_explained(self.pack, sheet.question, self.language)}
        return sorted(used.values(), key=lambda entry: alphabetical(entry.term.text))

    @cached_property
    def title(self) -> str:
        return _("Questionnaire")

    @property
    def short_operator(self) -> str:
        return Truncator(self.operator).chars(LONGEST_IN_A_HEADER)

    @property
    def framework(self) -> Wording:
        return self.words(self.pack.framework.name)

    @property
    def edition(self) -> str:
        return f"{self.pack.framework.code.upper()} {self.pack.framework.edition}"

    @cached_property
    def told_reading(self) -> dict[str, Wording] | None:
        row = self.pack.reading(self.reading)
        return {"name": self.words(row.name), "about": self.words(row.about)} if row else None

    @property
    def number(self) -> str:
        """Return what stands at the foot of every page."""
        return f"{self.edition} · {self.told_reading['name']}" if self.told_reading else self.edition

    @property
    def statement(self) -> Wording:
        return self.words(self.pack.method.statement)

    @property
    def source(self) -> Wording:
        return self.words(self.pack.framework.source)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Return [(name, fact)] of the cover; an empty fact is a line to write on."""
        told = [] if self.operator else [(_("Operator"), "")]
        told.append((_("Framework edition"), self.edition))
        if self.told_reading:
            told.append((_("Reading"), str(self.told_reading["name"])))
        if self.pillar:
            told.append((_("Pillar"), f"{self.pillars[0].code} {self.pillars[0].name}"))
        if self.cycle:
            told.append((_("Round"), self.cycle))
        told.append((_("Questions"), str(len(self.sheets))))
        if self.day:
            told.append((_("Date of the answers"), formats.date_format(self.day, "DATE_FORMAT")))
            told.append((_("Answered so far"), self.answered_so_far))
        return [*told, (_("Meeting of"), ""), (_("Filled in by"), ""), (_("Present"), "")]

    @property
    def answered_so_far(self) -> str:
        return _("%(answered)s of %(all)s") % {
            "answered": sum(sheet.answered for sheet in self.sheets), "all": len(self.sheets),
        }  # fmt: skip

    @property
    def how_to_fill(self) -> list[str]:
        return how_to_fill(self.sheets, bool(self.explained))

    def words(self, text: Mapping[str, str]) -> Wording:
        return wording(text, self.language)


def paper_html(paper: Paper) -> str:
    """Return the whole paper as one HTML document, in its language."""
    with override(paper.language):
        return render_to_string("questionnaire/paper.html", {"paper": paper, "LANGUAGE_CODE": paper.language})


def paper_pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF; raises RenderingFailed. The same answers give the same bytes."""
    return render(paper_html(paper), STYLE)
