"""Why the plan is the plan: what it has to reach, what it costs, in which order it comes, and what opens further levers."""

from django.utils.translation import gettext as _

from assessments.report.case import Case
from assessments.report.explained import Block, Line, Why, name_of
from assessments.report.opening import own_step_sheets
from assessments.report.why_levers import changed_score_blocks, gain_block
from readiness.scoring.gaps import Gap
from readiness.scoring.plan import least_level


def why_plan(case: Case) -> Why:
    """Return the making of the plan: what it has to reach, what it costs, in which order it comes, what it brings."""
    plan = case.result.plan
    blocks = [goals_block(case), efforts_block(case)]
    if plan.levers:
        blocks += [waves_block(case), *changed_score_blocks(case, plan.scores)]
        blocks.append(gain_block(case, plan.scores, _("What the plan would add to the overall score")))
    blocks += opening_blocks(case)
    return Why(_("Plan in waves"), _("Effort: %(effort)s") % {"effort": plan.effort}, "", "plan", blocks)


def goals_block(case: Case) -> Block:
    """Return, for each requirement below its target, the levers that bring it there, and the one the plan takes."""
    plan, lines = case.result.plan, []
    for gap in case.result.gaps.listed:
        able = able_levers(case, gap)
        if gap.requirement in plan.own_action:
            taken = _("own action needed")
        else:
            taken = ", ".join(code for code in able if code in plan.levers)
        today = f"{gap.standing.level} → {gap.target_level}"
        lines.append(Line(name_of(case, gap.requirement), gap.requirement, [today, ", ".join(able) or "–", taken]))
    return Block(
        anchor="goals",
        title=_("What the plan has to reach"),
        before=[
            _(
                "Every requirement below its target needs at least one of the levers that bring it there. Where no lever does, "
                "the requirement needs action of the operator's own."
            )
        ],
        head=[_("Requirement"), _("Level"), _("Levers that bring it there"), _("In the plan")],
        lines=lines,
    )


def able_levers(case: Case, gap: Gap) -> list[str]:
    """Return the levers that bring a requirement to its target, in the framework's order."""
    least = least_level(gap.standing, gap.target_level, case.framework.method, gap.asked_score)
    if least is None:
        return []
    return [lever.code for lever in case.framework.levers if lever.raises.get(gap.requirement, 0) >= least]


def efforts_block(case: Case) -> Block:
    plan = case.result.plan
    return Block(
        anchor="effort",
        title=_("The least effort"),
        before=[
            _(
                "Of all sets of levers that reach these targets, with what each lever needs first, the plan is the one with the "
                "least effort in all; then the one with fewer levers, then the one with the earlier codes. It is searched for "
                "exactly, not guessed."
            )
        ],
        head=[_("Lever"), _("Effort")],
        lines=[
            Line(f"{code} {case.words(case.levers[code].name)}", "", [str(case.framework.levers_by_code[code].effort)])
            for code in plan.levers
        ],
        sums=[str(plan.effort)],
    )


def waves_block(case: Case) -> Block:
    """Return which wave each lever comes in, and what it waits for."""
    lines, requirements = [], case.result.scores.requirements
    for number, wave in enumerate(case.result.plan.waves, start=1):
        for code in wave:
            waits = [
                f"{need} ≥ {level}"
                for need, level in case.framework.levers_by_code[code].needs.items()
                if requirements[need].level is not None and requirements[need].level < level
            ]
            words = _("waits for %(needs)s") % {"needs": ", ".join(waits)} if waits else _("everything it needs stands today")
            lines.append(Line(f"{code} {case.words(case.levers[code].name)}", "", [str(number), words]))
    return Block(
        anchor="waves",
        title=_("The order"),
        before=[_("A lever comes in the first wave in which all it needs stands.")],
        head=[_("Lever"), _("Wave"), _("Why then")],
        lines=lines,
    )


def opening_blocks(case: Case) -> list[Block]:
    """Return what only the operator can do before further levers can act, with answers to begin with."""
    return [
        Block(
            anchor=step.anchor,
            title=_("What opens further levers"),
            before=[step.sentence],
            head=[_("Question"), _("Answer to begin with")],
            lines=[Line(f"{code} {text}", "", [answer]) for code, text, answer in step.first],
        )
        for step in own_step_sheets(case)
    ]
