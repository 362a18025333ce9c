"""Why a lever gains what it gains."""

from dataclasses import replace

from django.utils.translation import gettext as _

from assessments.report.case import Case
from assessments.report.exact_words import MINUS, exact_and_printed, exact_points, fraction
from assessments.report.explained import Block, Line, Why, name_of
from assessments.report.opening import opens_the_way
from assessments.report.toolbox import called_for
from assessments.report.why_scores import score_block
from readiness.scoring.bands import lower_edge
from readiness.scoring.framework import Lever
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
    gained = gain_block(case, after.scores, _("What it would add to the overall score"))
    blocks.append(replace(gained, after=[opens] if (opens := opens_the_way(case, code)) else []))
    title = f"{code} {case.words(case.levers[code].name)}"
    listed = {each.lever for each in called_for(case)}
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
