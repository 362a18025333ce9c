"""Gaps, levers and the plan as the report tells them, with conditions and reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from assessments.report.case import Case
from assessments.report.causes import cause_rows
from assessments.report.opening import opened_by_operator, opens_the_way
from assessments.report.ways import WayRow, way_rows
from readiness.pack import shape
from readiness.scoring.levers import Recommendation, Recommended, missing_needs


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
    causes: list[str]


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

    `waits` names the requirements it needs first and that do not stand, `shut` those of them that only the operator brings,
    `opens` in a sentence the levers it opens the way for. `prepares` is true where that is all it does, `spared` where the
    plan does without it, `lifts_only` where it lifts what holds a level and adds no points.
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
    ways: list[WayRow]
    raises: list[Raise]
    because: list[tuple[str, str, str]]
    gain: str
    waits: list[str]
    shut: list[str]
    opens: str
    effort: int
    months: str
    needs: list[tuple[str, str, bool]]
    reason: str
    url: str
    in_plan: bool
    spared: bool
    lifts_only: bool
    prepares: bool

    @property
    def chosen_way(self) -> WayRow | None:
        return next((way for way in self.ways if way.chosen), None)


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
            gap=case.points(gap.gap) if gap.gap else _("held"),
            contribution=case.points(gap.contribution),
            unmet_minimum=gap.standing.holds_pillar,
            holders=[(code, case.words(questions[code].text)) for code in gap.standing.held_by],
            levers=[each.lever for each in case.result.recommended if gap.requirement in each.raises],
            own_action=gap.requirement in case.result.plan.own_action,
            causes=[row.name for row in cause_rows(case, gap.requirement) if row.named],
        )
        for gap in case.result.gaps.listed
    ]


def lever_sheets(case: Case) -> list[LeverSheet]:
    """Return the levers that are called for: the needed ones, the next steps, and those of the plan that only open the way."""
    return [lever_sheet(case, each) for each in called_for(case)]


def other_levers(case: Case) -> list[tuple[str, str]]:
    """Return (code, name) of the levers that nothing calls for today."""
    called = {each.lever for each in called_for(case)}
    return [(lever.code, case.words(lever.name)) for lever in case.pack.levers if lever.code not in called]


def called_for(case: Case) -> list[Recommended]:
    recommended = list(case.result.recommended)
    known = {each.lever for each in recommended}
    return recommended + [only_opening(case, code) for code in case.result.plan.levers if code not in known]


def only_opening(case: Case, code: str) -> Recommended:
    """Return a lever that the plan holds only for others that need it, in the shape of a recommendation."""
    lever, standing = case.framework.levers_by_code[code], case.result.scores.requirements
    raises = {at: level for at, level in lever.raises.items() if standing[at].level is not None and standing[at].level < level}
    gain = case.result.what_if([code]).scores.overall.score - case.result.scores.overall.score
    return Recommended(code, Recommendation.NEXT_STEP, gain, raises, (), missing_needs(lever, standing))


def lever_sheet(case: Case, recommended: Recommended) -> LeverSheet:
    """Return the lever in words."""
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
        ways=way_rows(case, lever.code),
        raises=[
            Raise(code, case.words(requirements[code].name), case.level(standing[code].level), case.level(level))
            for code, level in recommended.raises.items()
        ],
        because=[
            (code, case.words(case.pack.questions[code].text), case.answer(case.pack.questions[code]))
            for code in recommended.because
        ],
        gain=case.points(recommended.gain),
        waits=[
            _("%(code)s at level %(level)s") % {"code": code, "level": level} for code, level in recommended.waits_for.items()
        ],
        shut=(shut := opened_by_operator(case, lever.code)),
        opens=opens_the_way(case, lever.code),
        effort=lever.effort,
        months=months_words(lever.months),
        needs=[
            (code, case.words(requirements[code].name) + f" – {case.level(level)}", code not in recommended.waits_for)
            for code, level in lever.needs.items()
        ],
        reason=case.words(lever.reason),
        url=lever.url or "",
        in_plan=lever.code in case.result.plan.levers,
        spared=lever.code not in case.result.plan.levers and not shut,
        lifts_only=not recommended.gain and not recommended.waits_for,
        prepares=all(each.lever != lever.code for each in case.result.recommended),
    )


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


def language_name(code: str) -> str:
    """Return the language's name in the reader's language, its code where it has none."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def months_words(months: int | None) -> str:
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months} if months else "–"
