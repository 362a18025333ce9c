"""The shape of a pack: which keys there are and what may be written in each; relations are checked in relations.py."""

import re
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from readiness.exact import exact
from readiness.json_text import unprintable
from readiness.pack.wording import MISSING
from readiness.problems import gettext_noop as _
from readiness.problems import shortened
from readiness.scoring.framework import Aggregation, Edges, Missing, NotApplicable, Rounding

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")


def fault(message: str, **params: object) -> PydanticCustomError:
    """Return an error that carries a translatable message and its parameters."""
    return PydanticCustomError("pack", "{message}", {"message": message, "params": params})


def plain(value: object) -> str:
    if not isinstance(value, str):
        raise fault(_("write a single value here"))
    if not value.strip():
        raise fault(_("write something here, or remove the key"))
    if character := unprintable(value):
        raise fault(_("remove the character %(code)s, which cannot be shown or printed"), code=character)
    return value.strip()


def exact_number(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    text = plain(value)
    if (number := exact(text)) is None:
        raise fault(_('write an exact number such as 3, 0.75 or 3/4, found "%(found)s"'), found=shortened(text))
    return number


def whole(value: object) -> int:
    text = plain(value)
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise fault(_('write a whole number, found "%(found)s"'), found=shortened(text))
    return int(text)


def truth(value: object) -> bool:
    text = plain(value)
    if text not in ("true", "false"):
        raise fault(_('write true or false, found "%(found)s"'), found=shortened(text))
    return text == "true"


def identifier(value: object) -> str:
    text = plain(value)
    if not CODE.fullmatch(text):
        raise fault(_('write a code of letters, digits, ".", "-" and "_" (at most 40), found "%(found)s"'), found=shortened(text))
    return text


def address(value: object) -> str:
    text = plain(value)
    if not re.fullmatch(r"https?://[^\s<>\"']+", text):
        raise fault(_('write an address that begins with https:// or http://, found "%(found)s"'), found=shortened(text))
    return text


def in_all_languages(text: dict[str, str], info: ValidationInfo) -> dict[str, str]:
    languages = (info.context or {}).get("languages") or list(text)
    missing = [language for language in languages if language not in text]
    unknown = [language for language in text if language not in languages]
    if missing:
        raise fault(
            _("write the text in %(missing)s too, or %(missing)s: MISSING until it is translated"), missing=", ".join(missing)
        )
    if unknown:
        raise fault(_("remove %(unknown)s, or add it to framework > languages"), unknown=", ".join(map(shortened, unknown)))
    if all(words == MISSING for words in text.values()):
        raise fault(_("write the text in at least one language"))
    return {language: text[language] for language in languages}


Word = Annotated[str, BeforeValidator(plain)]
Text = Annotated[dict[str, Word], AfterValidator(in_all_languages)]
Code = Annotated[str, BeforeValidator(identifier)]
Exact = Annotated[Fraction, BeforeValidator(exact_number), WithJsonSchema({"type": ["number", "string"]})]
Weight = Annotated[Exact, Field(gt=0)]
Whole = Annotated[int, BeforeValidator(whole), WithJsonSchema({"type": "integer", "minimum": 0})]
Flag = Annotated[bool, BeforeValidator(truth), WithJsonSchema({"type": "boolean"})]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")]
Url = Annotated[str, BeforeValidator(address)]
Origin = Literal["stated", "restored", "lost", "elsewhere", "proposed"]
Section = Literal["requirements", "checks", "gaps", "levers", "plan", "observations"]


class Part(BaseModel):
    """Every object of a pack: unknown keys are refused, nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Identity(Part):
    code: Code
    edition: Code
    languages: Annotated[list[Language], Field(min_length=1)]
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


class Mode(Part):
    code: Code
    name: Text


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


class LevelQuestion(Asked):
    kind: Literal["level"]
    levels: Annotated[list[Text], Field(min_length=2, max_length=20)]
    credits: list[Exact] | None = None


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


class Pillar(Part):
    code: Code
    name: Text
    weight: Weight = Fraction(1)
    requirements: Annotated[list[Requirement], Field(min_length=1)]


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
    support_modes: list[Mode] = []
    pillars: Annotated[list[Pillar], Field(min_length=1)]
    levers: list[Lever] = []
    report: Report | None = None

    @property
    def requirements(self) -> dict[str, Requirement]:
        return {requirement.code: requirement for pillar in self.pillars for requirement in pillar.requirements}

    @property
    def questions(self) -> dict[str, Question]:
        return {question.code: question for requirement in self.requirements.values() for question in requirement.questions}

    @property
    def report_parts(self) -> list[ReportPart]:
        """Return the parts of the report; a pack that names none has one part with everything."""
        if self.report:
            return self.report.parts
        return [ReportPart(code="report", title=self.framework.name, sections=["requirements", "gaps", "levers", "plan"])]
