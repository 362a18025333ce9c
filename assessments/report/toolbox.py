"""Gaps, levers and the plan as the report tells them, with conditions and reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from assessments.report import charts
from assessments.report.case import Case
from readiness.pack import shape
from readiness.scoring.levers import Recommended


@dataclass(frozen=True)
class GapRow:
    """One requirement below target, in order of importance; `holders` are (code, question) that hold it."""

    code: str
    name: str
    today: str
    target: str
    step: str
    gap: str
    contribution: str
    unmet_minimum: bool
    holders: list[tuple[str, str]]
    levers: list[str]
    own_action: bool


@dataclass(frozen=True)
class Raise:
    """What a lever does for one requirement: its level today, the level it then has at least."""

    code: str
    name: str
    today: str
    then: str


@dataclass(frozen=True)
class LeverSheet:
    """One recommended lever: what it is, on which conditions, what it raises and why it is recommended.

    `alone` says in words why it gains nothing by itself, "" where it does.
    """

    code: str
    anchor: str
    name: str
    note: str
    needed: bool
    gives: str
    provider: str
    modes: list[str]
    conditions: list[str]
    ways: list[tuple[str, str]]
    raises: list[Raise]
    because: list[tuple[str, str, str]]
    gain: str
    effort: int
    months: str
    needs: list[tuple[str, str, bool]]
    reason: str
    url: str
    in_plan: bool
    alone: str


@dataclass(frozen=True)
class PlanSheet:
    """The plan; `own_action` is (code, name, levers that help in part), `waves` the lever sheets of each wave.

    `spans` are the levers on the time line, by code.
    """

    waves: list[list[LeverSheet]]
    effort: int
    months: int
    provisional: bool
    before: str
    after: str
    level_after: str
    chart: str
    own_action: list[tuple[str, str, list[str]]]
    spans: dict[str, charts.Span]


def gap_rows(case: Case) -> list[GapRow]:
    """Return every requirement below target: unmet minimum requirements first, then by what they add to the whole."""
    requirements, questions = case.pack.requirements, case.pack.questions
    return [
        GapRow(
            code=gap.requirement,
            name=case.words(requirements[gap.requirement].name),
            today=case.level(gap.standing.level),
            target=case.level(gap.target_level),
            step=f"{gap.standing.level} → {gap.target_level}",
            gap=case.points(gap.gap),
            contribution=case.points(gap.contribution),
            unmet_minimum=gap.standing.holds_pillar,
            holders=[(code, case.words(questions[code].text)) for code in gap.standing.held_by],
            levers=[each.lever for each in case.result.recommended if gap.requirement in each.raises],
            own_action=gap.requirement in case.result.plan.own_action,
        )
        for gap in case.result.gaps.listed
    ]


def lever_sheets(case: Case) -> list[LeverSheet]:
    """Return the recommended levers, the needed ones first."""
    return [lever_sheet(case, each) for each in case.result.recommended]


def other_levers(case: Case) -> list[tuple[str, str]]:
    """Return (code, name) of the levers that nothing calls for today."""
    called = {each.lever for each in case.result.recommended}
    return [(lever.code, case.words(lever.name)) for lever in case.pack.levers if lever.code not in called]


def lever_sheet(case: Case, recommended: Recommended) -> LeverSheet:
    lever = case.levers[recommended.lever]
    standing, requirements = case.result.scores.requirements, case.pack.requirements
    modes = {mode.code: case.words(mode.name) for mode in case.pack.support_modes}
    return LeverSheet(
        code=lever.code,
        anchor=f"lever-{lever.code}",
        name=case.words(lever.name),
        note=case.words(lever.note),
        needed=recommended.kind == "needed",
        gives=case.words(lever.gives),
        provider=case.words(lever.provider),
        modes=[modes[code] for code in lever.modes],
        conditions=list(conditions(lever.conditions)),
        ways=[
            (case.words(way.name), _("subject to available funds") if way.subject_to_funds else "")
            for way in lever.conditions.ways
        ],
        raises=[
            Raise(code, case.words(requirements[code].name), case.level(standing[code].level), case.level(level))
            for code, level in recommended.raises.items()
        ],
        because=[
            (code, case.words(case.pack.questions[code].text), case.answer(case.pack.questions[code]))
            for code in recommended.because
        ],
        gain=case.points(recommended.gain),
        effort=lever.effort,
        months=months_words(lever.months),
        needs=[
            (code, case.words(requirements[code].name) + f" – {case.level(level)}", code not in recommended.waits_for)
            for code, level in lever.needs.items()
        ],
        reason=case.words(lever.reason),
        url=lever.url or "",
        in_plan=lever.code in case.result.plan.levers,
        alone=alone_words(case, recommended),
    )


def alone_words(case: Case, recommended: Recommended) -> str:
    """Return why the lever would add nothing if it alone came; "" where it adds something."""
    if recommended.waits_for:
        standing = case.result.scores.requirements
        waits = [
            _("%(code)s at level %(level)s (today %(today)s)") % {"code": code, "level": level, "today": standing[code].level}
            for code, level in recommended.waits_for.items()
        ]
        return _("Alone it would change nothing yet: it waits for %(needs)s.") % {"needs": _("; ").join(waits)}
    if not recommended.gain:
        return _("Alone it would add no points: it lifts what holds the level, and the scores are high enough already.")
    return ""


def conditions(offer: shape.Conditions) -> Iterator[str]:
    """Yield what the offer depends on, in words."""
    if offer.on_request:
        yield _("on request of the country")
    if offer.expression_of_interest:
        yield _("the country has to express its interest")
    if offer.subject_to_funds:
        yield _("subject to available funds")
    if offer.languages:
        yield _("available in: %(languages)s") % {"languages": ", ".join(language_name(code) for code in offer.languages)}
    if offer.ways:
        yield _("several ways, of which the operator chooses one")


def language_name(code: str) -> str:
    """Return the language's name in the reader's language, its code where it has none."""
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return code


def months_words(months: int | None) -> str:
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months} if months else "–"


def plan_sheet(case: Case, *, paper: bool) -> PlanSheet:
    """Return the cheapest plan, in waves; each wave starts when the longest lever of the one before has ended."""
    plan = case.result.plan
    sheets = {each.lever: lever_sheet(case, each) for each in case.result.recommended}
    waves = [[sheets[code] for code in wave] for wave in plan.waves]
    spans: dict[str, charts.Span] = {}
    start = 0
    for number, wave in enumerate(plan.waves, start=1):
        spans |= {code: span(case, code, number, start) for code in wave}
        start = max(each.start + each.months for each in spans.values())
    requirements = case.pack.requirements
    return PlanSheet(
        waves=waves,
        effort=plan.effort,
        months=start,
        provisional=plan.provisional,
        before=case.score(case.result.scores.overall.score),
        after=case.score(plan.scores.overall.score),
        level_after=case.level(plan.scores.overall.level),
        chart=charts.timeline([*spans.values()], _("The plan in months from its start"), paper=True) if paper and spans else "",
        own_action=[(code, case.words(requirements[code].name), list(levers)) for code, levers in plan.own_action.items()],
        spans=spans,
    )


def span(case: Case, code: str, wave: int, start: int) -> charts.Span:
    lever = case.levers[code]
    months = lever.months or 1
    words = _("Wave %(wave)s, %(label)s: months %(start)s to %(end)s.") % {
        "wave": wave,
        "label": f"{code} {case.words(lever.name)}",
        "start": start,
        "end": start + months,
    }
    return charts.Span(f"{code} {case.words(lever.name)}", wave, start, months, lever.effort, words)
