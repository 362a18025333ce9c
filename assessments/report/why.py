"""Why a number is what it is: each one taken apart into words and exact figures that can be checked with a pencil."""

from django.utils.translation import gettext as _

from assessments.report.case import Case
from assessments.report.explained import Why, name_of
from assessments.report.why_gaps import contribution_block, gap_block
from assessments.report.why_scores import answered_block, answers_block, level_block, met_block, score_block
from readiness.scoring.derivation import derivation


def why_overall(case: Case) -> Why:
    """Return the making of the overall score and level, and of the other key figures."""
    scores = case.result.scores
    blocks = [score_block(case, scores, None), level_block(case, derivation(scores)), met_block(case), answered_block(case)]
    return Why(_("Overall score"), case.score(scores.overall.score), case.level(scores.overall.level), "stands", blocks)


def why_part(case: Case, code: str) -> Why:
    """Return the making of a pillar's or a requirement's numbers; raises KeyError for any other code."""
    scores = case.result.scores
    if code in scores.pillars:
        standing = scores.pillars[code]
        blocks = [score_block(case, scores, code), level_block(case, derivation(scores, code))]
        return Why(name_of(case, code), case.score(standing.score), case.level(standing.level), f"pillar-{code}", blocks)
    standing = scores.requirements[code]
    blocks = [answers_block(case, code), level_block(case, derivation(scores, code))]
    if gap := case.result.gaps.by_requirement.get(code):
        blocks += [gap_block(case, gap), contribution_block(case, gap)]
    return Why(name_of(case, code), case.score(standing.score), case.level(standing.level), f"requirement-{code}", blocks)
