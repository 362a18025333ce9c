"""The calibration of one operator's rounds, as the page tells it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.difference_words import signed, which_is_higher, who_is_higher
from assessments.models import Assessment
from assessments.scorecard import pack_of, ratings
from readiness.pack import Pack, wording
from readiness.pack.numbers import scoring_framework
from readiness.scoring.calibration import Between, Difference, Pair, calibration

WORDS: dict[Pair, Callable] = {
    Pair.SELF_DESK: who_is_higher,
    Pair.SELF_SITE: who_is_higher,
    Pair.DESK_SITE: which_is_higher,
}


@dataclass(frozen=True)
class Cell:
    """The mean difference of one pair of tracks, in levels; `count` says of how many questions, `apart` if any differs."""

    levels: str
    words: str
    count: str
    apart: bool


@dataclass(frozen=True)
class Row:
    """The whole, a pillar or a requirement: one cell for each pair of tracks, None where no question was rated on both."""

    code: str
    name: str
    heading: bool
    cells: list[Cell | None]

    @property
    def differs(self) -> bool:
        return any(cell and cell.apart for cell in self.cells)


@dataclass(frozen=True)
class Round:
    """One assessment. `rated` says whether anything can be compared at all."""

    assessment: Assessment
    rows: list[Row]
    rated: bool


def pairs() -> list[str]:
    """Return the names of the pairs, in the order of the cells."""
    return [_("Operator minus desk"), _("Operator minus site"), _("Desk minus site")]


def rounds(assessments: list[Assessment], language: str, differing: bool = False) -> list[Round]:
    """Return the rounds; with `differing`, only the parts on which two of the tracks lie apart."""
    return [of_round(assessment, language, differing) for assessment in assessments]


def of_round(assessment: Assessment, language: str, differing: bool = False) -> Round:
    pack = pack_of(assessment)
    found = calibration(scoring_framework(pack), ratings(assessment))
    rows = [Row("", _("Overall"), True, cells(found.overall)), *parts(pack, found, language)]
    return Round(assessment, [row for row in rows if row.differs or not differing], any(rows[0].cells))


def parts(pack: Pack, found, language: str) -> list[Row]:
    rows = []
    for pillar in pack.pillars:
        name = wording(pillar.name, language).text
        rows.append(Row(pillar.code, name, True, cells(found.pillars[pillar.code])))
        for part in pillar.requirements:
            rows.append(Row(part.code, wording(part.name, language).text, False, cells(found.requirements[part.code])))
    return rows


def cells(between: Between) -> list[Cell | None]:
    return [cell(pair, between[pair]) for pair in Pair]


def cell(pair: Pair, difference: Difference | None) -> Cell | None:
    if difference is None:
        return None
    count = ngettext("%(count)d question", "%(count)d questions", difference.questions) % {"count": difference.questions}
    return Cell(signed(difference.levels), WORDS[pair](difference.levels), count, difference.differing > 0)
