"""The five documents: what each is made from, what it is printed by, and what has to be there before it is issued."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from assessments.documents import brief, exit_list, finding_sheets, gap, mission, strategy
from assessments.documents.subject import Subject
from assessments.models import Assessment, Kind


def nothing(assessment: Assessment) -> str:
    return ""


@dataclass(frozen=True)
class Recipe:
    """One kind of document. `letters` stand in its number; `obstacle` says what is missing, "" where nothing."""

    kind: Kind
    letters: str
    about: str
    template: str
    contents: Callable[[Subject], dict]
    obstacle: Callable[[Assessment], str] = nothing


RECIPES = {
    Kind.BRIEF: Recipe(
        Kind.BRIEF,
        "BRIEF",
        _("For the experts before they travel. It holds their notes; nobody of the operator reads it."),
        "documents/brief.html",
        brief.contents,
        brief.obstacle,
    ),
    Kind.EXIT: Recipe(
        Kind.EXIT,
        "EXIT",
        _("The findings for management, on the last day. Once it is issued, the operator’s team reads it and replies."),
        "documents/exit.html",
        exit_list.contents,
        finding_sheets.nothing_found,
    ),
    Kind.GAP: Recipe(
        Kind.GAP,
        "GAP",
        _("Scores, gaps, levers and plan from the experts’ ratings, with the operator’s own beside them."),
        "documents/gap.html",
        gap.contents,
    ),
    Kind.REVIEW: Recipe(
        Kind.REVIEW,
        "REVIEW",
        _("How the review was done, what came of it, and each finding with the operator’s reply."),
        "documents/review.html",
        mission.contents,
    ),
    Kind.STRATEGY: Recipe(
        Kind.STRATEGY,
        "STRATEGY",
        _("The operator’s strategy, check by check, from the checklist that was filled in for it."),
        "documents/gap.html",
        strategy.contents,
        strategy.obstacle,
    ),
}
