"""What a page of “why?” is made of: blocks of sentences and tables whose sums a pencil can check."""

from dataclasses import dataclass, field

from assessments.report.case import Case


@dataclass(frozen=True)
class Line:
    """One row of a making: what it is, where more about it stands (a code, or ""), and its cells in the head's order."""

    name: str
    code: str
    cells: list[str]


@dataclass(frozen=True)
class Block:
    """One step of a making: sentences, a table that ends in its sums, sentences after it."""

    anchor: str
    title: str
    before: list[str] = field(default_factory=list)
    head: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def rows(self) -> list[tuple[Line, list[tuple[str, str]]]]:
        """Return each line with its cells under the names of their columns."""
        return [(line, list(zip(self.head[1:], line.cells, strict=True))) for line in self.lines]

    @property
    def sum_cells(self) -> list[tuple[str, str]]:
        return list(zip(self.head[1:], self.sums, strict=True)) if self.sums else []


@dataclass(frozen=True)
class Why:
    """One page: what is explained, its number and level as printed, and the steps that made them."""

    title: str
    number: str
    level: str
    back: str
    blocks: list[Block]


def name_of(case: Case, code: str) -> str:
    """Return "P1.1 Its name" of a pillar or a requirement."""
    named = {pillar.code: pillar for pillar in case.pack.pillars} | case.pack.requirements
    return f"{code} {case.words(named[code].name)}"
