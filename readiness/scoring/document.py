"""Everything one assessment scores, as one plain document ready for JSON; fractions are text, and null means nothing applies."""

from collections.abc import Mapping
from fractions import Fraction

from .answers import Answer
from .assess import Outcome, assess
from .bands import printed
from .framework import Framework, Method
from .gaps import Gap
from .requirement_score import Target
from .results import OverallScore, PillarScore, RequirementScore


def document(framework: Framework, answers: Mapping[str, Answer], targets: Mapping[str, Target] | None = None) -> dict:
    """Return the document of an assessment. Raises AnswerError or TargetError when its input cannot be read."""
    return as_document(assess(framework, answers, targets))


def as_document(outcome: Outcome) -> dict:
    """Return the document of an outcome already worked out."""
    scores, method = outcome.scores, outcome.framework.method
    gaps = outcome.gaps.by_requirement
    return {
        "framework": {"code": outcome.framework.code, "edition": outcome.framework.edition},
        "completeness": text(scores.completeness.share),
        "overall": {**_ends(scores.overall, method), "level": scores.overall.level, "partial": scores.overall.partial},
        "pillars": {code: _standing(pillar, method) for code, pillar in scores.pillars.items()},
        "requirements": {
            code: {**_standing(standing, method), **_target(gaps.get(code))} for code, standing in scores.requirements.items()
        },
        "gaps": [
            {"requirement": gap.requirement, "gap": text(gap.gap), "contribution": text(gap.contribution)}
            for gap in outcome.gaps.listed
        ],
        "recommended": [
            {
                "lever": each.lever,
                "kind": str(each.kind),
                "gain": text(each.gain),
                "raises": each.raises,
                "because": list(each.because),
            }
            for each in outcome.recommended
        ],
        "plan": {
            "levers": list(outcome.plan.levers),
            "waves": [list(wave) for wave in outcome.plan.waves],
            "effort": outcome.plan.effort,
            "own_action": list(outcome.plan.own_action),
            "own_steps": [
                {"requirement": step.requirement, "level": step.level, "opens": list(step.opens), "first": list(step.first)}
                for step in outcome.own_steps
            ],
            "provisional": outcome.plan.provisional,
        },
        "percent_to_target": text(outcome.gaps.percent_to_target),
    }


def text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _ends(whole: OverallScore | PillarScore | RequirementScore, method: Method) -> dict:
    return {"score": text(whole.score), "high": text(whole.high), "percent": printed(whole.score, method)}


def _standing(whole: PillarScore | RequirementScore, method: Method) -> dict:
    return {**_ends(whole, method), "level": whole.level, "met": whole.met, "held_by": list(whole.held_by)}


def _target(gap: Gap | None) -> dict:
    if gap is None:
        return {"target_level": None, "target_score": None, "gap": None, "contribution": None}
    return {
        "target_level": gap.target_level,
        "target_score": text(gap.target_score),
        "gap": text(gap.gap),
        "contribution": text(gap.contribution),
    }
