"""What if: the scores with some levers in place, beside those of today."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.report.case import Case
from assessments.report.exact_words import exact_points
from assessments.report.toolbox import conditions, months_words
from assessments.report.ways import WayRow, way_rows


@dataclass(frozen=True)
class Tick:
    """One lever to tick, with what it asks for and depends on; `waits_for` is what it still lacks once ticked."""

    code: str
    name: str
    ticked: bool
    recommended: bool
    effort: int
    months: str
    conditions: list[str]
    ways: list[WayRow]
    needs: list[str]
    waits_for: list[str]

    @property
    def chosen_way(self) -> WayRow | None:
        return next((way for way in self.ways if way.chosen), None)


@dataclass(frozen=True)
class Change:
    """One row of the comparison; `changes` says whether anything does. `code` is "" for the whole."""

    code: str
    name: str
    heading: bool
    score: str
    score_then: str
    level: str
    level_then: str
    difference: str
    changes: bool


@dataclass(frozen=True)
class WhatIfSheet:
    """The whole page. `unknown` are the codes of the address that name no lever."""

    ticks: list[Tick]
    rows: list[Change]
    effort: int
    waves: list[str]
    unknown: list[str]
    unchanged: int


def what_if_sheet(case: Case, asked: Iterable[str]) -> WhatIfSheet:
    """Return the comparison for the levers asked for; codes that name none are told and left out."""
    known = case.framework.levers_by_code
    asked = list(dict.fromkeys(asked))
    chosen = [code for code in known if code in asked]
    after = case.result.what_if(chosen)
    every = list(changes(case, after.scores)) if chosen else []
    return WhatIfSheet(
        ticks=[tick(case, code, code in chosen, after.without_effect.get(code, {})) for code in known],
        rows=[row for row in every if row.changes or row.heading],
        effort=sum(known[code].effort for code in chosen),
        waves=[", ".join(wave) for wave in after.waves],
        unknown=[code[:40] for code in asked if code not in known][:5],
        unchanged=sum(not row.changes and not row.heading for row in every),
    )


def tick(case: Case, code: str, ticked: bool, missing: dict[str, int]) -> Tick:
    lever, requirements = case.levers[code], case.pack.requirements

    def needed(levels: dict[str, int]) -> list[str]:
        standing = case.result.scores.requirements
        return [
            _("%(code)s %(name)s at level %(level)s (today %(today)s)")
            % {"code": need, "name": case.words(requirements[need].name), "level": level, "today": standing[need].level or "–"}
            for need, level in levels.items()
        ]

    return Tick(
        code=code,
        name=case.words(lever.name),
        ticked=ticked,
        recommended=any(each.lever == code for each in case.result.recommended),
        effort=lever.effort,
        months=months_words(lever.months),
        conditions=list(conditions(lever.conditions)),
        ways=way_rows(case, lever.code),
        needs=needed(lever.needs),
        waits_for=needed(missing),
    )


def changes(case: Case, after):
    """Yield the whole, each pillar and each requirement, today and then."""
    today = case.result.scores
    yield change(case, "", _("Overall"), today.overall, after.overall, heading=True)
    for pillar in case.pack.pillars:
        yield change(
            case, pillar.code, case.words(pillar.name), today.pillars[pillar.code], after.pillars[pillar.code], heading=True
        )
        for row in pillar.requirements:
            yield change(case, row.code, case.words(row.name), today.requirements[row.code], after.requirements[row.code])


def change(case: Case, code: str, name: str, before, then, *, heading: bool = False) -> Change:
    difference = then.score - before.score if before.score is not None else None
    return Change(
        code=code,
        name=name,
        heading=heading,
        score=case.score(before.score),
        score_then=case.score(then.score),
        level=case.level(before.level),
        level_then=case.level(then.level),
        difference=("+" if difference else "") + exact_points(case, difference),
        changes=bool(difference) or before.level != then.level,
    )
