"""The steps of a review: it begins, asks the operator again, goes on, ends."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.access import open_clarifications
from assessments.models import Assessment, Clarification, User
from assessments.review.home import ALTHOUGH, Finishing, show_review
from assessments.review.mails import write_about_answers, write_about_questions
from assessments.review.rated import progress
from assessments.review.settling import nothing_to_settle
from assessments.scorecard import pack_of
from assessments.stepping import step
from assessments.teamwork import leads_and_in_charge


def nothing_to_ask(assessment: Assessment, _data: object) -> str:
    if Clarification.objects.filter(assessment=assessment, asked_at=None, withdrawn_at=None).exists():
        return ""
    return _("Nothing is to be clarified yet. Write at a question what the operator should clarify, then ask.")


def ask(assessment: Assessment, by: object) -> None:
    written = Clarification.objects.filter(assessment=assessment, asked_at=None, withdrawn_at=None)
    written.update(asked_at=timezone.now())


def tell_the_operator(assessment: Assessment, by: object, home: str) -> None:
    """Write to the lead, and to those in charge of the requirements whose questions are open again, each once."""
    asked = open_clarifications(assessment).order_by("question__position").select_related("question")
    codes = {row.question.code: row.question.requirement_id for row in asked}
    write_about_questions(assessment, list(codes), leads_and_in_charge(assessment, codes.values()), home)


def give_back(assessment: Assessment, by: object) -> None:
    open_clarifications(assessment).update(answered_at=timezone.now())


def tell_the_reviewers(assessment: Assessment, by: object, home: str) -> None:
    people = User.objects.filter(reviews__assessment=assessment, is_active=True).order_by("pk")
    write_about_answers(assessment, people, by, home)


def withdraw(assessment: Assessment, by: object) -> None:
    open_clarifications(assessment).update(withdrawn_at=timezone.now())


def not_done(assessment: Assessment, data: QueryDict) -> str:
    """Return what keeps the review from its end: a difference, or answers not rated, unless the box says that this is known."""
    if problem := nothing_to_settle(assessment):
        return problem
    if ALTHOUGH in data or not any(each.lacks for each in progress(assessment, pack_of(assessment))):
        return ""
    return _("Not every reviewer has rated every answer. Read below what is missing, then tick the box, or go on rating.")


def finish_again(request: HttpRequest, assessment: Assessment, problem: str) -> HttpResponse:
    """Answer with the page of the review, why it was not ended, and what was typed."""
    return show_review(request, assessment, Finishing(problem, request.POST.get("note", ""), ALTHOUGH in request.POST))


begin_review = step("begin_review", "review")
ask_clarification = step("ask_clarification", "review", nothing_to_ask, ask, tell_the_operator)
answer_clarification = step("answer_clarification", "assessment", effect=give_back, mails=tell_the_reviewers)
stop_waiting = step("stop_waiting", "review", effect=withdraw)
finish_review = step("finish_review", "review", not_done, again=finish_again)
reopen_review = step("reopen_review", "review")
