"""Why a lever gains what it gains, and why the plan is the plan."""

from django.utils.translation import gettext as _

from assessments.report.case import Case
from assessments.report.exact_words import MINUS, exact_and_printed, exact_points, fraction
from assessments.report.explained import Block, Line, Why, name_of
from assessments.report.why_scores import score_block
from readiness.scoring.bands import lower_edge
from readiness.scoring.framework import Lever
from readiness.scoring.gaps import Gap
from readiness.scoring.plan import least_level
from readiness.scoring.results import Scores


def why_lever(case: Case, code: str) -> Why:
    """Return the making of a lever's gain; raises KeyError for a lever that there is not."""
    lever = case.framework.levers_by_code[code]
    scores, after = case.result.scores, case.result.what_if([code])
    blocks = [raises_block(case, lever, after.scores), needs_block(case, lever)]
    if because := because_block(case, code):
        blocks.insert(1, because)
    gain = after.scores.overall.score - scores.overall.score if scores.overall.score is not None else None
    if code not in after.without_effect and gain:
        blocks += changed_score_blocks(case, after.scores)
    blocks.append(gain_block(case, after.scores, _("What it would add to the overall score")))
    title = f"{code} {case.words(case.levers[code].name)}"
    listed = {each.lever for each in case.result.recommended}
    back = f"lever-{code}" if code in listed else "levers"
    return Why(title, _("Gain: %(points)s") % {"points": case.points(gain)}, "", back, blocks)


def raises_block(case: Case, lever: Lever, after: Scores) -> Block:
    """Return what the lever does to each requirement it raises."""
    method, lines = case.framework.method, []
    for code, level in lever.raises.items():
        today, then = case.result.scores.requirements[code], after.requirements[code]
        lines.append(
            Line(
                name_of(case, code),
                code,
                [
                    f"{case.level(today.level)}, {fraction(today.score)}",
                    f"{case.level(level)}, {fraction(lower_edge(level, method))}",
                    f"{case.level(then.level)}, {fraction(then.score)}",
                ],
            )
        )
    return Block(
        anchor="raises",
        title=_("What it raises"),
        before=[
            _(
                "With the lever in place each of these requirements stands at least at the level given, and its score is the "
                "larger of today's and where that level begins. "
                "From level %(level)s on its essential questions hold it no longer."
            )
            % {"level": method.minimum_level}
        ],
        head=[_("Requirement"), _("Today"), _("Given"), _("Then")],
        lines=lines,
    )


def because_block(case: Case, code: str) -> Block | None:
    """Return the answers that keep the raised requirements low; None where the lever is not recommended."""
    each = next((each for each in case.result.recommended if each.lever == code), None)
    if each is None:
        return None
    questions, scores = case.pack.questions, case.result.scores.questions
    return Block(
        anchor="because",
        title=_("The answers that call for it"),
        head=[_("Question"), _("Answer"), _("Credit")],
        lines=[
            Line(
                f"{asked} {case.words(questions[asked].text)}",
                "",
                [case.answer(questions[asked]), fraction(scores[asked].credit)],
            )
            for asked in each.because
        ],
    )


def needs_block(case: Case, lever: Lever) -> Block:
    """Return what has to stand before the lever can act."""
    if not lever.needs:
        return Block("needs", _("What it needs"), [_("The lever needs nothing else first.")])
    standing = case.result.scores.requirements
    return Block(
        anchor="needs",
        title=_("What it needs"),
        before=[_("The lever acts once each of these levels stands, today or through other levers.")],
        head=[_("Requirement"), _("Level needed"), _("Level today"), _("Stands")],
        lines=[
            Line(
                name_of(case, code),
                code,
                [
                    case.level(level),
                    case.level(standing[code].level),
                    _("Yes") if standing[code].level is None or standing[code].level >= level else _("No"),
                ],
            )
            for code, level in lever.needs.items()
        ],
    )


def changed_score_blocks(case: Case, after: Scores) -> list[Block]:
    """Return the making of every pillar's score that changes, and of the whole, as they would then be."""
    today = case.result.scores
    changed = [code for code, pillar in after.pillars.items() if pillar.score != today.pillars[code].score]
    blocks = [score_block(case, after, code, _("%(name)s, then") % {"name": name_of(case, code)}) for code in changed]
    return [*blocks, score_block(case, after, None, _("Overall score, then"))]


def gain_block(case: Case, after: Scores, title: str) -> Block:
    today, then = case.result.scores.overall, after.overall
    if today.score is None:
        return Block("gain", title, [_("Nothing here applies: there is no score.")])
    gain = then.score - today.score
    told = [
        _("Overall score today: %(score)s.") % {"score": exact_and_printed(case, today.score)},
        _("Overall score then: %(score)s.") % {"score": exact_and_printed(case, then.score)},
        _("Gain: %(sum)s, in points.")
        % {"sum": f"{fraction(then.score)} {MINUS} {fraction(today.score)} = {exact_points(case, gain)}"},
    ]
    return Block("gain", title, told)


def why_plan(case: Case) -> Why:
    """Return the making of the plan: what it has to reach, what it costs, in which order it comes, what it brings."""
    plan = case.result.plan
    blocks = [goals_block(case), efforts_block(case)]
    if plan.levers:
        blocks += [waves_block(case), *changed_score_blocks(case, plan.scores)]
        blocks.append(gain_block(case, plan.scores, _("What the plan would add to the overall score")))
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
