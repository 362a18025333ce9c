"""What stands around the requirements on paper: published figures, advice, help from others. Nothing of it is scored."""

from dataclasses import dataclass

from assessments.report.case import Case
from assessments.report.causes import with_gap
from readiness.pack import shape


@dataclass(frozen=True)
class Figure:
    """A published figure: its value, what it counts, of whom, and the requirements it illuminates."""

    value: str
    meaning: str
    base: str
    requirements: list[str]


@dataclass(frozen=True)
class Advice:
    """What is recommended to a group of stakeholders."""

    name: str
    advice: str
    source: str
    requirements: list[str]


@dataclass(frozen=True)
class Surroundings:
    """Figures under the source they were read in, with the note that they are no scores, and advice."""

    note: str
    figures: list[tuple[str, list[Figure]]]
    advice: list[Advice]

    def __bool__(self) -> bool:
        return bool(self.figures or self.advice)


@dataclass(frozen=True)
class Help:
    """What somebody outside the framework offers; `requirements` are those with a gap that it helps."""

    code: str
    name: str
    owner: str
    gives: str
    qualifies: str
    url: str
    source: str
    requirements: list[str]


def surroundings(case: Case, codes: set[str]) -> Surroundings:
    """Return what illuminates these requirements; each figure and each advice once, with its requirements."""
    by_source: dict[str, list[Figure]] = {}
    for row in case.pack.context.figures if case.pack.context else ():
        if concerned := [code for code in row.requirements if code in codes]:
            figure = Figure(case.words(row.value), case.words(row.meaning), case.words(row.base), concerned)
            by_source.setdefault(case.words(row.source), []).append(figure)
    return Surroundings(
        note=case.words(case.pack.context.note) if by_source else "",
        figures=list(by_source.items()),
        advice=[
            Advice(case.words(row.name), case.words(row.advice), case.words(row.source), concerned)
            for row in case.pack.stakeholders
            if (concerned := [code for code in row.requirements if code in codes])
        ],
    )


def beside(case: Case, requirement: str) -> tuple[int, list[str]]:
    """Return how many figures illuminate a requirement, and to whom advice about it goes."""
    figures = case.pack.context.figures if case.pack.context else ()
    advised = [case.words(row.name) for row in case.pack.stakeholders if requirement in row.requirements]
    return sum(requirement in row.requirements for row in figures), advised


def help_for_gaps(case: Case) -> list[Help]:
    """Return the outside help that concerns a requirement with a gap; it has no part in any number."""
    order, gaps = list(case.pack.requirements), set(with_gap(case))
    return [
        help_row(case, row, helped)
        for row in case.pack.initiatives
        if (helped := sorted(gaps.intersection(row.requirements), key=order.index))
    ]


def help_row(case: Case, row: shape.Initiative, helped: list[str]) -> Help:
    return Help(
        code=row.code,
        name=case.words(row.name),
        owner=case.words(row.owner),
        gives=case.words(row.gives),
        qualifies=case.words(row.qualifies),
        url=row.url or "",
        source=case.words(row.source),
        requirements=helped,
    )
