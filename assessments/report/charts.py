"""The drawings of the report and of the results page: geometry here, lines and words in templates/charts/."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import wrap

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

LABEL_CHARACTERS = 56
LINE, PADDING = 12, 7


@dataclass(frozen=True)
class Bar:
    """One row of the bar chart; scores are shares of the scale's end, 0 to 1.

    `heading` marks a pillar or the whole, drawn stronger. `high` is drawn as a range where it is above `score`.
    `words` says the row for those who do not see it.
    """

    label: str
    score: Fraction | None
    printed: str
    level: str
    words: str
    high: Fraction | None = None
    target: Fraction | None = None
    held: bool = False
    heading: bool = False


@dataclass(frozen=True)
class Zone:
    """The band of one level: its number, where it starts and ends on the scale, 0 to 1."""

    level: int
    start: Fraction
    end: Fraction


@dataclass(frozen=True)
class Span:
    """One lever on the plan's time line, in months from the start; `wave` counts from 1."""

    label: str
    wave: int
    start: int
    months: int
    effort: int
    words: str


def _number(value: Fraction | float) -> str:
    return f"{float(value):.1f}"


def in_lines(label: str, characters: int) -> list[str]:
    """Return a label in lines, none of which ends inside “e-commerce”."""
    return wrap(label, characters, break_on_hyphens=False)


def bars(rows: Sequence[Bar], zones: Sequence[Zone], minimum: Fraction, title: str, unit: str, *, paper: bool) -> SafeString:
    """Return the scores of pillars and requirements as SVG, the level bands behind them, the targets as diamonds."""
    left, width, right = 330, 300, 90
    y, drawn = 34, []
    for row in rows:
        lines = in_lines(row.label, LABEL_CHARACTERS - (6 if row.heading else 0)) or [""]
        y += 7 if row.heading and drawn else 0
        height = LINE * len(lines) + PADDING
        middle = y + height / 2
        drawn.append(
            {
                "row": row,
                "lines": [(line, _number(middle + LINE * (at - (len(lines) - 1) / 2) + 3.6)) for at, line in enumerate(lines)],
                "top": _number(middle - 5.5),
                "middle": _number(middle),
                "baseline": _number(middle + 3.6),
                "bar": _number(width * (row.score or 0)),
                "range": _number(width * (row.high - row.score))
                if row.high is not None and row.score is not None and row.high > row.score
                else None,
                "end": _number(left + width * (row.score or 0)),
                "target": _number(left + width * row.target) if row.target is not None else None,
                "rule": _number(y - 3) if row.heading and len(drawn) else None,
            }
        )
        y += height
    context = {
        "rows": drawn,
        "zones": [
            {
                "level": zone.level,
                "x": _number(left + width * zone.start),
                "width": _number(width * (zone.end - zone.start)),
                "middle": _number(left + width * (zone.start + zone.end) / 2),
                "shade": zone.level % 2,
            }
            for zone in zones
        ],
        "left": left,
        "width": width,
        "bottom": y + 4,
        "height": y + 34,
        "total": left + width + right,
        "after": left + width + 10,
        "plot": y + 4 - 26,
        "minimum": _number(left + width * minimum),
        "ranges": any(each["range"] for each in drawn),
        "unit": unit,
        "legend": y + 22,
        "title": title,
        "alternative": f"{title}. " + " ".join(row.words for row in rows),
        "paper": paper,
    }
    return SafeString(render_to_string("charts/_bars.html", context))


def timeline(spans: Sequence[Span], title: str, *, paper: bool) -> SafeString:
    """Return the plan as SVG: one row per lever, months from left to right, a shade per wave."""
    left, width, right = 330, 330, 60
    months = max((span.start + span.months for span in spans), default=1) or 1
    step = next(step for step in (1, 2, 3, 6, 12, 24, 48, 96, 1000) if months / step <= 12)
    y, drawn = 30, []
    for span in spans:
        lines = in_lines(span.label, LABEL_CHARACTERS) or [""]
        height = max(LINE * len(lines) + PADDING, 24)
        middle = y + height / 2
        drawn.append(
            {
                "span": span,
                "lines": [(line, _number(middle + LINE * (at - (len(lines) - 1) / 2) + 3.6)) for at, line in enumerate(lines)],
                "x": _number(left + width * span.start / months),
                "width": _number(max(width * span.months / months, 4)),
                "after": _number(left + width * (span.start + span.months) / months + 6),
                "top": _number(middle - 7),
                "baseline": _number(middle + 3.6),
                "odd": span.wave % 2,
            }
        )
        y += height
    ticks = [{"x": _number(left + width * month / months), "month": month} for month in range(0, months + 1, step)]
    context = {
        "rows": drawn,
        "ticks": ticks,
        "bottom": y + 2,
        "height": y + 24,
        "total": left + width + right,
        "left": left,
        "label": y + 18,
        "title": title,
        "alternative": f"{title}. " + " ".join(span.words for span in spans),
        "paper": paper,
        "months": _("months"),
    }
    return SafeString(render_to_string("charts/_timeline.html", context))
