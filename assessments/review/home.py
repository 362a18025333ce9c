"""The review of one submission: how far it has come, what deserves time and why, and the step that comes next."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from assessments.access import (
    LEAD_REVIEWER,
    REVIEWER,
    can_assign,
    can_rate,
    can_see_review,
    can_see_visit,
    can_step,
    policy,
    standing,
)
from assessments.found import found
from assessments.models import Clarification, Rating
from assessments.review.doubts import doubts
from assessments.review.rated import progress, ratings_by_code
from assessments.review.screen import told
from assessments.review.settling import differing
from assessments.scorecard import pack_of
from readiness.pack import Pack, wording
from readiness.scoring.triage import Doubted, Rank, Triage

FIRST = 15  # so many fit an evening; the rest is a link away
ALTHOUGH = "although"  # the box: ended although not all is rated
STEPS = ("begin_review", "ask_clarification", "stop_waiting", "finish_review", "reopen_review")


@dataclass
class Line:
    """One question of the triage: its words, the doubts in words, what this person made of it already."""

    code: str
    text: object
    doubts: list
    rank: int
    rated: str


@dataclass
class Finishing:
    """What was posted to end the review, and why it did not end."""

    problem: str = ""
    note: str = ""
    although: bool = False


@policy(get="review")
def review(request, pk):
    """Show the review's page to those who review, and to the secretariat."""
    assessment = found(request, pk, "previous")
    if not can_see_review(request.user, assessment):
        raise PermissionDenied
    return show_review(request, assessment)


def show_review(request, assessment, finishing=None):
    """Answer with the review's page; `finishing` is what was posted where the review did not end."""
    pack, language = pack_of(assessment), get_language()
    of = standing(request.user, assessment)
    given = ratings_by_code(request.user, assessment)
    mine = {code: row for code, row in given.items() if not row.outdated}
    can = can_rate(request.user, assessment)
    asked = Clarification.objects.filter(assessment=assessment, withdrawn_at=None, answered_at=None)
    asked = list(asked.select_related("question").order_by("question__position"))
    for row in asked:  # as on the question's page: what a colleague asks comes after one's own rating
        row.seen = bool(row.asked_at) or row.by_id == request.user.pk or REVIEWER not in of or row.question.code in given
    found_doubts = doubts(request.user, assessment)
    lines = triage_lines(pack, found_doubts, mine, language)
    against = [line for line in lines if line.rank <= Rank.ONE_DOUBT]
    open_ = [code for code in pack.questions if code not in mine]
    reviewers = progress(assessment, pack)
    context = {
        "assessment": assessment,
        "here": reverse("review", args=[assessment.pk]),
        "reviewers": reviewers,
        "lacking": [row for row in reviewers if row.lacks],
        "read_again": any(row.again for row in reviewers),
        "finishing": finishing or Finishing(),
        "reviews": REVIEWER in of,
        "leads": LEAD_REVIEWER in of,
        "may_rate": can,
        "again": [code for code in pack.questions if code in given and code not in mine] if can else [],
        "can_assign": can_assign(request.user, assessment),
        "sees_visit": can_see_visit(request.user, assessment),
        "steps": [action for action in STEPS if can_step(request.user, assessment, action)],
        "rated": len(pack.questions) - len(open_),
        "of": len(pack.questions),
        "first_open": open_[0] if open_ else None,
        "lines": against if "all" in request.GET else against[:FIRST],
        "hidden": 0 if "all" in request.GET else max(len(against) - FIRST, 0),
        "doubted": len(against),
        "first_doubted": next((line.code for line in against if not line.rated), None),
        "essentials": [line for line in lines if line.rank == Rank.ESSENTIAL],
        "to_be_shown": [line for line in lines if line.rank == Rank.TO_BE_SHOWN],
        "over_claims": len(found_doubts.over_claims),
        "to_ask": [row for row in asked if row.asked_at is None],
        "asked": [row for row in asked if row.asked_at],
        "differing": len(differing(request.user, assessment)),
        "history": assessment.status_changes.select_related("by"),
    }
    return render(request, "review/home.html", context)


def triage_lines(pack: Pack, triage: Triage, mine: dict[str, Rating], language: str) -> list[Line]:
    """Return the questions with a doubt, those first that deserve time and are not rated yet."""

    def line(each: Doubted) -> Line:
        rated = mine[each.code].get_verdict_display() if each.code in mine else ""
        text = wording(pack.questions[each.code].text, language)
        return Line(each.code, text, told(pack, each, language), int(each.rank), rated)

    lines = [line(each) for each in triage.order]
    return sorted(lines, key=lambda each: bool(each.rated))
