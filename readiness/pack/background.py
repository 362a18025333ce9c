"""What stands around the questions: readings, closed lists, words explained, figures, advice, help from outside, origins.

None of it is scored. Pages and reports show it beside what it concerns.
"""

from typing import Annotated

from pydantic import Field

from readiness.pack.fields import Code, Origin, Part, Text, Url, Word


class Named(Part):
    """One entry of a closed list: who usually knows, an action line, a kind of action, a way of helping."""

    code: Code
    name: Text


class Reading(Named):
    """A way of asking the same questions. Listed from the shortest to the whole; the last one asks everything."""

    about: Text


class GlossaryEntry(Part):
    """A term explained once. `forms` are other ways it is written in the pack's texts, per language."""

    code: Code
    term: Text
    forms: dict[str, list[Word]] = {}
    meaning: Text


class RootCause(Named):
    """Why a gap is there; `survey` says how often it was named, where that is known."""

    survey: Text | None = None


class Figure(Part):
    """A published figure with its exact meaning: context for the requirements it illuminates, never a score."""

    code: Code
    value: Text
    meaning: Text
    base: Text
    source: Text
    requirements: Annotated[list[Code], Field(min_length=1)]


class Context(Part):
    note: Text
    figures: Annotated[list[Figure], Field(min_length=1)]


class Stakeholder(Named):
    """A group of stakeholders and what is recommended to it, beside the requirements it concerns."""

    advice: Text
    source: Text | None = None
    requirements: Annotated[list[Code], Field(min_length=1)]


class Initiative(Named):
    """Help that others give. It is named as outside help and never counted in the effect of a plan."""

    owner: Text
    gives: Text
    qualifies: Text | None = None
    url: Url | None = None
    requirements: Annotated[list[Code], Field(min_length=1)]
    origin: Origin = "elsewhere"
    source: Text


class Provenance(Part):
    """Where one part of the pack comes from."""

    part: Text
    origin: Origin
    note: Text
