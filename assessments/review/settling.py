"""Where the reviewers of a submission differ, and what their lead settles."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assessments.access import can_see_review, can_settle, policy, visible_ratings
from assessments.found import found
from assessments.models import AgreedRating, Assessment, Rating, Response, Verdict
from assessments.scorecard import alike, pack_of, question_key
from assessments.sheet import in_words
from assessments.typed import read_count, tidy
from readiness.answers import LONGEST
from readiness.json_text import unprintable
from readiness.pack import wording

DESK = AgreedRating.Track.DESK


@dataclass
class Difference:
    """One question on which reviewers differ: their ratings, and what was settled (None while nothing is)."""

    code: str
    ratings: list[Rating] = field(default_factory=list)
    settled: AgreedRating | None = None
    text: object = None
    answer: str = ""
    words: list = field(default_factory=list)
    settled_words: str = ""
    reason: str = ""
    chosen: int = 0
    error: str = ""

    @property
    def version(self) -> int:
        return self.settled.version if self.settled else 0


def differing(user: object | None, assessment: Assessment) -> list[Difference]:
    """Return the questions on which the reviewers differ and nothing is settled, as this person sees it; all, for None."""
    return [each for each in differences(user, assessment) if each.settled is None]


def differences(user: object | None, assessment: Assessment) -> list[Difference]:
    """Return every question on which the reviewers differ, in the framework's order; four queries."""
    experts = set(assessment.reviewers.values_list("expert", flat=True))
    rows = Rating.objects.filter(assessment=assessment) if user is None else visible_ratings(user, assessment)
    rows = rows.filter(expert__in=experts).exclude(verdict=Verdict.OPEN).select_related("question", "expert")
    found_: dict[str, Difference] = {}
    for row in rows.order_by("question__position", "pk"):
        found_.setdefault(row.question.code, Difference(row.question.code)).ratings.append(row)
    agreed = AgreedRating.objects.filter(assessment=assessment, track=DESK).exclude(verdict=Verdict.OPEN)
    for row in agreed.select_related("question"):
        if row.question.code in found_:
            found_[row.question.code].settled = row
    asked = pack_of(assessment).questions
    return [each for each in found_.values() if each.code in asked and not alike(each.ratings)]


@policy(get="review", post="settle")
def differences_page(request, pk):
    """Show only where the reviewers differ; the lead settles one at a time."""
    assessment = found(request, pk)
    if not can_see_review(request.user, assessment):
        raise PermissionDenied
    rows = differences(request.user, assessment)
    if request.method == "POST":
        if not can_settle(request.user, assessment):
            raise PermissionDenied
        row = next((each for each in rows if each.code == request.POST.get("question")), None)
        if row is None:
            messages.error(request, _("The reviewers no longer differ on this question. Nothing was changed."))
            return redirect("differences", pk)
        if settle(assessment, row, request.POST, request.user):
            return onwards(request, assessment, rows, row)
    describe(assessment, rows, get_language())
    rows.sort(key=lambda each: each.settled is not None)
    context = {"assessment": assessment, "rows": rows, "may_settle": can_settle(request.user, assessment)}
    context["errors"] = [(each.code, each.error) for each in rows if each.error]
    return render(request, "review/differences.html", context)


def onwards(request, assessment, rows, settled):
    """Lead on to the next difference that is not settled, in the framework's order, round again after the last."""
    at = rows.index(settled)
    after = next((each for each in [*rows[at + 1 :], *rows[:at]] if each.settled is None), None)
    if after is None:
        messages.success(request, _("All settled."))
        return redirect("differences", assessment.pk)
    return redirect(reverse("differences", args=[assessment.pk]) + f"#question-{after.code}")


def settle(assessment: Assessment, row: Difference, data, by: object) -> bool:
    """Write what the lead takes, with its history; return whether it was, else the row says why not."""
    row.chosen, row.reason = read_count(data.get("take")), tidy(data.get("reason", ""))
    with transaction.atomic():
        Assessment.objects.select_for_update(no_key=True, of=("self",)).get(pk=assessment.pk)
        place = {"assessment": assessment, "question_id": question_key(assessment, row.code), "track": DESK}
        kept = AgreedRating.objects.filter(**place).first()
        taken = next((each for each in row.ratings if each.expert_id == row.chosen), None)
        if (kept.version if kept else 0) != read_count(data.get("version")):
            row.error = _("This was settled in another window meanwhile. See what stands now, then choose again.")
        elif taken is None:
            row.error = _("Choose which rating stands.")
        elif not row.reason:
            row.error = _("Write why, in a sentence or two: the operator reads it once the report is issued.")
        elif unprintable(row.reason) or len(row.reason) > LONGEST["remark"]:
            row.error = _("This text cannot be kept: it is too long, or holds a character that cannot be shown.")
        if row.error:
            return False
        kept = kept or AgreedRating(**place, version=0)
        kept.verdict, kept.value, kept.not_applicable = taken.verdict, taken.value, taken.not_applicable
        kept.reason, kept.answer_version, kept.updated_by = row.reason, taken.answer_version, by
        kept.version += 1
        kept._history_user = by
        kept.save()
    return True


def describe(assessment: Assessment, rows: list[Difference], language: str) -> None:
    """Put everything into words: the question, the operator's answer, each rating."""
    pack = pack_of(assessment)
    codes = [each.code for each in rows]
    answers = {
        row.question.code: row
        for row in Response.objects.filter(assessment=assessment, question__code__in=codes).select_related("question")
    }
    for each in rows:
        question, answer = pack.questions[each.code], answers.get(each.code)
        each.text = wording(question.text, language)
        each.answer = in_words(question, answer.value, answer.not_applicable, language) if answer else ""
        each.words = [(row, in_words(question, row.value, row.not_applicable, language)) for row in each.ratings]
        if each.settled:
            each.settled_words = in_words(question, each.settled.value, each.settled.not_applicable, language)
            each.reason = each.reason or each.settled.reason


def nothing_to_settle(assessment: Assessment) -> str:
    """Return what has to be settled before the review can be finished, "" where nothing has."""
    count = len(differing(None, assessment))
    if not count:
        return ""
    return ngettext(
        "The reviewers differ on %(count)d question. Settle it first.",
        "The reviewers differ on %(count)d questions. Settle them first.",
        count,
    ) % {"count": count}
