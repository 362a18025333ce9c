"""Levers that can be used in several ways: which there are, and which one the operator chose while it was a draft."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Assessment, ChosenWay
from assessments.report.case import Case

OPEN = ""  # still to be chosen


@dataclass(frozen=True)
class WayRow:
    """One way of a lever; `condition` is what this way depends on."""

    code: str
    name: str
    condition: str
    chosen: bool

    @property
    def words(self) -> str:
        return f"{self.name} ({self.condition})" if self.condition else self.name


def way_rows(case: Case, lever: str) -> list[WayRow]:
    """Return the ways of a lever, none where it is used in one way only."""
    chosen = case.answers.ways.get(lever)
    return [
        WayRow(
            way.code,
            case.words(way.name),
            _("subject to available funds") if way.subject_to_funds else "",
            way.code == chosen,
        )
        for way in case.levers[lever].conditions.ways
    ]


def read_ways(case: Case, data: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return ({lever: the way chosen, OPEN for none}, {lever: why it cannot be}) of the levers that the person changed.

    `way-was-…` says what the page showed: a lever left as it was is not theirs, and one that both changed is refused.
    """
    ways, refused = {}, {}
    for code, lever in case.levers.items():
        offered = [way.code for way in lever.conditions.ways]
        typed, was, now = data.get(f"way-{code}"), data.get(f"way-was-{code}"), case.answers.ways.get(code, OPEN)
        if not offered or typed is None or typed in (was, now):
            continue
        if typed != OPEN and typed not in offered:
            refused[code] = _("Choose one of the ways listed. Nothing was changed.")
        elif was is not None and was != now:
            refused[code] = _("It was changed meanwhile, and is this one now. Choose again. Nothing was changed.")
        else:
            ways[code] = typed
    return ways, refused


def write_ways(assessment: Assessment, ways: Mapping[str, str], by: object) -> list[str]:
    """Write the chosen ways with their history and return their levers. Whoever calls it holds the assessment's row."""
    for lever in assessment.framework.levers.filter(code__in=ways):
        row = ChosenWay.objects.filter(assessment=assessment, lever=lever).first()
        row = row or ChosenWay(assessment=assessment, lever=lever)
        row._history_user = by
        if ways[lever.code] != OPEN:
            row.way = ways[lever.code]
            row.save()
        elif row.pk:
            row.delete()
    return list(ways)
