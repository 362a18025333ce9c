"""The screen on which an expert rates one answer, and goes on to the next with one key."""

from collections.abc import Collection

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.access import REVIEWER, can_rate, can_see_review, policy, standing
from assessments.found import found, question_of
from assessments.models import Assessment, Rating, Response, Verdict
from assessments.review import rating as rating_
from assessments.review.doubts import doubts
from assessments.review.rated import holding
from assessments.review.screen import (
    agreed,
    asked,
    changes_since,
    last_round,
    opinions,
    short,
    told,
    verdict_words,
)
from assessments.sheet import sheets
from assessments.teamwork import Said, said_by_question
from readiness.pack import Pack, wording
from readiness.scoring.triage import Triage

BY_TRIAGE = "triage"
STAY = (rating_.KEEP, rating_.CLEAR)


@policy(get="review", post="rate")
def review_question(request, pk, code):
    """Show one answer with all that bears on it; on POST keep what the expert makes of it, and lead on to the next."""
    assessment = found(request, pk, "previous")
    pack, question = question_of(assessment, code)
    if not can_see_review(request.user, assessment):
        raise PermissionDenied
    if request.method != "POST":
        return screen(request, assessment, pack, question)
    given = rating_.judged(code, request.POST)
    first = first_ones(request, assessment)  # as the page listed them: one's own rating changes what is in doubt
    try:
        kept = rating_.keep(assessment, pack, question, given, request.user)
    except rating_.Closed:
        raise PermissionDenied from None
    if not kept.done:
        return screen(request, assessment, pack, question, given, kept)
    if given.do in STAY:
        messages.success(request, _("Saved."))
        return redirect(address(request, assessment, code))
    after = next_unrated(request.user, assessment, pack, code, first)
    if after:
        return redirect(address(request, assessment, after))
    messages.success(request, _("You have rated every question."))
    return redirect("review", pk)


def by_triage(request) -> bool:
    """Return whether they go through what deserves time first; the address carries it from question to question."""
    return request.GET.get("by") == BY_TRIAGE


def address(request, assessment: Assessment, code: str) -> str:
    return reverse("review_question", args=[assessment.pk, code]) + (f"?by={BY_TRIAGE}" if by_triage(request) else "")


def first_ones(request, assessment: Assessment, known: Triage | None = None) -> list[str]:
    """Return the questions that come before the framework's order, none where that is how they go; `known` are the doubts."""
    if not by_triage(request):
        return []
    return [each.code for each in (known or doubts(request.user, assessment)).order]


def next_unrated(user: object, assessment: Assessment, pack: Pack, code: str, first: Collection[str] = ()) -> str | None:
    """Return the next question they have to rate: of the first ones, else in the framework's order; round again at the end."""
    rated = holding(user, assessment)

    def onwards(codes: list[str]) -> list[str]:
        at = codes.index(code) if code in codes else 0
        return [each for each in [*codes[at:], *codes[:at]] if each != code and each not in rated]

    return next(iter([*onwards(list(first)), *onwards(list(pack.questions))]), None)


def ratings_of(user, assessment):
    return Rating.objects.filter(assessment=assessment, expert=user)


def screen(request, assessment, pack, question, given=None, kept=None):
    """Answer with the page: as kept, or, where something was not kept, with what was typed."""
    language, user, code = get_language(), request.user, question.code
    part = next(row for row in pack.requirements.values() if question in row.questions)
    rows = {row.question.code: row for row in ratings_of(user, assessment).select_related("question")}
    mine = rows.get(code)
    sheet = sheets(assessment, pack, [question], language)[0]
    asking = asked(assessment, code)
    rated = mine is not None and mine.verdict != Verdict.OPEN
    reviews = REVIEWER in standing(user, assessment)
    sees_ask = bool(asking.open) and (rated or asking.sent or asking.open.by_id == user.pk or not reviews)
    ask = asking.open.text if asking.open and sees_ask else ""
    sheet.entered = given.entered if given else rating_.held(question, mine or Rating())
    codes = list(pack.questions)
    at = codes.index(code)
    triage = doubts(user, assessment)
    following = next_unrated(user, assessment, pack, code, first_ones(request, assessment, triage))
    context = {
        "assessment": assessment,
        "part": part,
        "name": wording(part.name, language),
        "sheet": sheet,
        "said": said_by_question(user, assessment).get(code, Said()),
        "doubts": told(pack, triage.questions.get(code), language),
        "earlier": last_round(assessment, code, language),
        "changes": changes_since(assessment, question, language),
        "mine": mine,
        "mine_words": verdict_words(question, mine, language) if mine else "",
        "rated": rated,
        "outdated": rated and sheet.shown_version > mine.answer_version,
        "others": opinions(user, assessment, question, language),
        "blind": reviews and not rated and assessment.reviewers.count() > 1,
        "agreed": agreed(user, assessment, question, language),
        "asking": asking,
        "sees_ask": sees_ask,
        "may_rate": can_rate(user, assessment),
        "reviews": reviews,
        "fields": fields(given, mine, ask),
        "ask_shown": ask,
        "mark": rating_.mark_of(mine),
        "problems": kept.problems if kept else {},
        "stale": kept.stale if kept else "",
        "rail": rail(assessment, pack, part, rows, language),
        "at": at + 1,
        "of": len(codes),
        "before": codes[at - 1] if at else None,
        "after": codes[at + 1] if at + 1 < len(codes) else None,
        "next_unrated": following,
        "onward": address(request, assessment, following) if following else reverse("review", args=[assessment.pk]),
        "here": address(request, assessment, code),
    }
    status = 409 if kept and kept.stale else 200
    return render(request, "review/question.html", context, status=status)


def fields(given, mine, ask):
    """Return what the texts and the box of the form hold: what was typed, else what is kept."""
    if given:
        return {"why": given.why, "note": given.note, "ask": given.ask, "on_site": given.on_site}
    kept = mine or Rating()
    return {"why": kept.reason, "note": kept.note, "ask": ask, "on_site": kept.on_site}


def rail(assessment, pack, part, rows, language):
    """Return [(code, text, answer in a few words, own verdict)] of the requirement's questions."""
    answers = {
        row.question.code: row
        for row in Response.objects.filter(
            assessment=assessment, question__code__in=[each.code for each in part.questions]
        ).select_related("question")
    }
    return [
        (
            each.code,
            wording(each.text, language),
            short(each, answers.get(each.code), language),
            rows[each.code].get_verdict_display() if each.code in rows and rows[each.code].verdict else "",
        )
        for each in part.questions
    ]
