"""What opens the way for levers that wait: another lever, or a step that only the operator can take."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.answer_words import BETWEEN, answer_in_words, option_text
from assessments.report.case import Case
from assessments.report.in_a_row import in_a_row
from readiness.pack import shape
from readiness.scoring.levers import missing_needs
from readiness.scoring.own_steps import OwnStep


@dataclass(frozen=True)
class OwnStepSheet:
    """A step of the operator's own: the sentence that says what it opens, and answers to begin with, (code, question, answer)."""

    anchor: str
    sentence: str
    first: list[tuple[str, str, str]]


def own_step_sheets(case: Case) -> list[OwnStepSheet]:
    """Return the steps without which recommended levers cannot act."""
    return [own_step_sheet(case, step) for step in case.result.own_steps]


def own_step_sheet(case: Case, step: OwnStep) -> OwnStepSheet:
    told = {
        "levers": in_a_row(step.opens),
        "requirement": f"{step.requirement} {case.words(case.pack.requirements[step.requirement].name)}",
        "level": step.level,
        "today": case.result.scores.requirements[step.requirement].level,
    }
    sentence = ngettext(
        "%(levers)s waits until %(requirement)s stands at level %(level)s (today %(today)s). No lever brings it there: the "
        "operator takes this step itself.",
        "%(levers)s wait until %(requirement)s stands at level %(level)s (today %(today)s). No lever brings it there: the "
        "operator takes this step itself.",
        len(step.opens),
    )
    first = [
        (code, case.words(case.pack.questions[code].text), better_answer(case, code, value)) for code, value in step.first.items()
    ]
    return OwnStepSheet(f"step-{step.requirement}", sentence % told, first)


def better_answer(case: Case, code: str, value: object) -> str:
    """Return the better answer in words; of a list to tick, what is ticked in addition."""
    question = case.pack.questions[code]
    if isinstance(question, shape.ChoiceQuestion) and isinstance(value, list):
        ticked = case.response(code).value or []
        return BETWEEN.join(option_text(question, option, case.language) for option in value if option not in ticked)
    return answer_in_words(question, value, case.language)


def opened_by_operator(case: Case, lever: str) -> list[str]:
    """Return the steps of the operator's own without which a lever cannot act, as "P2.1 at level 2"."""
    return [at_level(step.requirement, step.level) for step in case.result.own_steps if lever in step.opens]


def opens_the_way(case: Case, lever: str) -> str:
    """Return for which levers, recommended or in the plan, this one brings a level that they need; "" where for none."""
    found: dict[tuple[str, int], list[str]] = {}
    raises = case.framework.levers_by_code[lever].raises
    wanted = {each.lever for each in case.result.recommended} | set(case.result.plan.levers)
    for other in case.framework.levers:
        if other.code in wanted and other.code != lever:
            for code, level in missing_needs(other, case.result.scores.requirements).items():
                if raises.get(code, 0) >= level:
                    found.setdefault((code, level), []).append(other.code)
    return " ".join(
        _("It opens the way for %(levers)s (%(need)s).") % {"levers": in_a_row(levers), "need": at_level(code, level)}
        for (code, level), levers in found.items()
    )


def at_level(code: str, level: int) -> str:
    return _("%(code)s at level %(level)s") % {"code": code, "level": level}
