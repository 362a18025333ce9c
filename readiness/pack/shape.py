"""The shape of a pack: which keys there are and what may be written in each; relations are checked in relations.py."""

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from readiness.pack.background import Context, GlossaryEntry, Initiative, Named, Provenance, Reading, RootCause, Stakeholder
from readiness.pack.contradictory import Contradiction
from readiness.pack.fields import Code, Exact, Flag, Language, Origin, Part, Text, Url, Weight, Whole, plain, whole
from readiness.pack.terms import Glossary
from readiness.scoring.framework import Aggregation, Edges, Missing, NotApplicable, Rounding

Section = Literal["requirements", "checks", "gaps", "levers", "plan", "observations"]


class Identity(Part):
    code: Code
    edition: Code
    languages: Annotated[list[Language], Field(min_length=1)]
    audience: Literal["operators", "experts"] = "operators"
    name: Text
    source: Text


class Level(Part):
    from_: Annotated[Exact, Field(alias="from")]
    name: Text


def no_cap(value: object) -> int | None:
    return None if value in (None, "none") else whole(value)


class Print(Part):
    scale: Weight = Fraction(100)
    digits: Annotated[Whole, Field(le=6)] = 1
    rounding: Rounding = Rounding.HALF_UP
    unit: Annotated[str, BeforeValidator(lambda value: value if isinstance(value, str) else plain(value))] = "%"


class Method(Part):
    statement: Text
    levels: Annotated[list[Level], Field(min_length=2, max_length=20)]
    minimum_level: Whole
    answer_levels: Whole | None = None
    edges: Edges = Edges.INCLUSIVE
    bands_on: Literal["score", "rounded"] = "score"
    essential_credit: Exact = Fraction(1, 2)
    requirement: Literal[Aggregation.WEIGHTED_MEAN, Aggregation.SUM, Aggregation.MINIMUM, Aggregation.SHARE_MET] = (
        Aggregation.WEIGHTED_MEAN
    )
    pillar: Aggregation = Aggregation.WEIGHTED_MEAN
    overall: Aggregation = Aggregation.WEIGHTED_MEAN
    not_applicable: NotApplicable = NotApplicable.LEAVE_OUT
    missing: Missing = Missing.ZERO_WITH_RANGE
    best_credit: Weight = Fraction(1)
    cap_above_lowest_pillar: Annotated[int | None, BeforeValidator(no_cap), WithJsonSchema({"type": ["integer", "string"]})] = 1
    overall_level_from_completeness: Annotated[Exact, Field(ge=0, le=1)] = Fraction(3, 5)
    print: Print = Print()


class Asked(Part):
    """What every question has."""

    code: Code
    text: Text
    guidance: Text | None = None
    evidence: Text | None = None
    example: Text | None = None
    weight: Weight = Fraction(1)
    weight_reason: Text | None = None
    essential: Flag = False
    not_applicable: Flag = False
    readings: list[Code] = []
    known_by: list[Code] = []
    on_site: Flag = False
    ask_on_site: Text | None = None
    action_lines: list[Code] = []
    action_type: Code | None = None
    activity: Code | None = None


class LevelQuestion(Asked):
    kind: Literal["level"]
    levels: Annotated[list[Text], Field(min_length=2, max_length=20)]
    continues: list[Whole] = []
    evidence_from: dict[str, Text] = {}
    credits: list[Exact] | None = None

    def claim(self, level: int) -> list[Text]:
        """Return the sentences that a claim of this level makes: its own, after those that it continues."""
        first = level
        while first in self.continues:
            first -= 1
        return self.levels[first - 1 : level]


class YesNoQuestion(Asked):
    kind: Literal["yes_no"]
    partly: Flag = False


class Option(Part):
    code: Code
    credit: Exact
    text: Text


class ChoiceQuestion(Asked):
    kind: Literal["choice", "checklist"]
    options: Annotated[list[Option], Field(min_length=1, max_length=100)]


class NumberQuestion(Asked):
    kind: Literal["number"]
    unit: Text | None = None
    unit_one: Text | None = None
    points: Annotated[list[Annotated[list[Exact], Field(min_length=2, max_length=2)]], Field(min_length=1, max_length=100)]
    minimum: Exact | None = None
    maximum: Exact | None = None


class FreeQuestion(Asked):
    kind: Literal["text", "date"]


Question = Annotated[LevelQuestion | YesNoQuestion | ChoiceQuestion | NumberQuestion | FreeQuestion, Field(discriminator="kind")]


class Requirement(Part):
    code: Code
    name: Text
    weight: Weight = Fraction(1)
    minimum: Flag = True
    foundational: Flag = False
    wording: Origin = "stated"
    note: Text | None = None
    questions: Annotated[list[Question], Field(min_length=1)]

    def asked_in(self, reading: str) -> "Requirement":
        return self.model_copy(update={"questions": [row for row in self.questions if reading in row.readings]})


class Pillar(Part):
    code: Code
    name: Text
    weight: Weight = Fraction(1)
    requirements: Annotated[list[Requirement], Field(min_length=1)]

    def asked_in(self, reading: str) -> "Pillar":
        return self.model_copy(update={"requirements": [row.asked_in(reading) for row in self.requirements]})


class Way(Part):
    code: Code
    name: Text
    subject_to_funds: Flag = False


class Conditions(Part):
    on_request: Flag = False
    subject_to_funds: Flag = False
    expression_of_interest: Flag = False
    languages: list[Language] = []
    ways: list[Way] = []


class Lever(Part):
    code: Code
    name: Text
    provider: Text | None = None
    modes: list[Code] = []
    gives: Text | None = None
    conditions: Conditions = Conditions()
    raises: dict[str, Whole]
    needs: dict[str, Whole] = {}
    effort: Annotated[Whole, Field(ge=1, le=5)]
    months: Annotated[Whole, Field(ge=1, le=120)] | None = None
    reason: Text | None = None
    wording: Origin = "stated"
    note: Text | None = None
    url: Url | None = None


class ReportPart(Part):
    code: Code
    title: Text
    introduction: Text | None = None
    pillars: list[Code] | None = None
    sections: Annotated[list[Section], Field(min_length=1)]


class Report(Part):
    parts: Annotated[list[ReportPart], Field(min_length=1)]


class Pack(Part):
    """One edition of a framework, with all its words."""

    framework: Identity
    method: Method
    readings: list[Reading] = []
    functions: list[Named] = []
    action_lines: list[Named] = []
    action_types: list[Named] = []
    activities: list[Named] = []
    support_modes: list[Named] = []
    pillars: Annotated[list[Pillar], Field(min_length=1)]
    levers: list[Lever] = []
    contradictions: list[Contradiction] = []
    root_causes: list[RootCause] = []
    context: Context | None = None
    stakeholders: list[Stakeholder] = []
    initiatives: list[Initiative] = []
    glossary: list[GlossaryEntry] = []
    origins: list[Provenance] = []
    to_confirm: list[Text] = []
    report: Report | None = None

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        return {requirement.code: requirement for pillar in self.pillars for requirement in pillar.requirements}

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {question.code: question for requirement in self.requirements.values() for question in requirement.questions}

    @cached_property
    def contradictions_by_code(self) -> dict[str, Contradiction]:
        return {rule.code: rule for rule in self.contradictions}

    @cached_property
    def words(self) -> Glossary:
        return Glossary(self.glossary)

    @cached_property
    def all_questions(self) -> int:
        """Return how many questions the framework has; a shorter reading of it asks fewer."""
        return len(self.questions)

    @property
    def whole_reading(self) -> str:
        """Return the code of the reading that asks everything, "" in a pack without readings."""
        return self.readings[-1].code if self.readings else ""

    def reading(self, code: str) -> Reading | None:
        """Return the reading with this code, the whole one for ""; None in a pack without readings, or where it has none such."""
        return next((row for row in self.readings if row.code == (code or self.whole_reading)), None)

    def longer_readings(self, code: str) -> list[Reading]:
        """Return the readings that ask more than this one; "" asks everything."""
        codes = [row.code for row in self.readings]
        return self.readings[codes.index(code) + 1 :] if code in codes else []

    def read_as(self, reading: str) -> "Pack":
        """Return the pack with only the questions of this reading: its own and everything else as it stands.

        "" and the last reading ask everything. Raises KeyError for a reading that the pack does not have.
        """
        if reading in ("", self.whole_reading):
            return self
        if reading not in {row.code for row in self.readings}:
            raise KeyError(reading)
        parts = {name: getattr(self, name) for name in type(self).model_fields}  # and nothing that was worked out from them
        shorter = Pack.model_construct(**parts | {"pillars": [pillar.asked_in(reading) for pillar in self.pillars]})
        vars(shorter)["all_questions"] = self.all_questions  # where a cached property keeps its value
        return shorter

    @property
    def report_parts(self) -> list[ReportPart]:
        """Return the parts of the report; a pack that names none has one part with everything."""
        if self.report:
            return self.report.parts
        return [ReportPart(code="report", title=self.framework.name, sections=["requirements", "gaps", "levers", "plan"])]
