"""The drawings of the results page: a bar per row, in shares of the row's width, so that they fit every screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.report.charts import Bar, Span, Zone


@dataclass(frozen=True)
class BarRow:
    """One row as drawn: the bar and its marks in percent of the width."""

    bar: Bar
    score: str
    reach: str
    target: str

    @property
    def code(self) -> str:
        return self.bar.label.partition(" ")[0]

    @property
    def rest(self) -> str:
        return self.bar.label.partition(" ")[2]


@dataclass(frozen=True)
class BarRows:
    """All rows; `zones` are the level bands behind each of them, `minimum` the edge of the minimum level."""

    rows: list[BarRow]
    zones: list[tuple[int, str, str]]
    minimum: str
    ranges: bool


@dataclass(frozen=True)
class SpanRow:
    """One lever on the plan's time line: from which month to which, and where its bar lies, in percent."""

    code: str
    first: int
    last: int
    start: str
    width: str


def bar_rows(rows: Sequence[Bar], zones: Sequence[Zone], minimum: Fraction) -> BarRows:
    drawn = [
        BarRow(
            bar=row,
            score=percent(row.score or 0),
            reach=percent(row.high - row.score) if row.score is not None and row.high > row.score else "",
            target=percent(row.target) if row.target is not None else "",
        )
        for row in rows
    ]
    behind = [(zone.level, percent(zone.start), percent(zone.end - zone.start)) for zone in zones]
    return BarRows(drawn, behind, percent(minimum), any(row.reach for row in drawn))


def span_rows(spans: dict[str, Span]) -> dict[str, SpanRow]:
    """Return each lever's row by its code."""
    months = max((span.start + span.months for span in spans.values()), default=1) or 1
    return {
        code: SpanRow(
            code=code,
            first=span.start,
            last=span.start + span.months,
            start=percent(Fraction(span.start, months)),
            width=percent(Fraction(span.months, months)),
        )
        for code, span in spans.items()
    }


def percent(share: Fraction | int) -> str:
    """Return "56.3%", as drawings want it in every language."""
    return f"{float(100 * share):.1f}%"
