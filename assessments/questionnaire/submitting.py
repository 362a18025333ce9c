"""What ends the answering: checking every answer, the named sign-off, the receipt."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page

from assessments.access import can_answer, can_submit, leads, policy
from assessments.found import found
from assessments.mail import home_of
from assessments.models import Assessment, User
from assessments.questionnaire.earlier import earlier_answers
from assessments.questionnaire.forms import SignOff
from assessments.questionnaire.page import path_of, show
from assessments.sheet import sheets
from assessments.teamwork import still_talked_about
from assessments.together.mails import write_about_submission
from assessments.workflow import TooLate, advance
from readiness.pack import wording

DRAFT = Assessment.Status.DRAFT


@policy(get="see", post="submit")
@gzip_page
def check(request, pk):
    """Show every answer in words, what is missing, and the sign-off; submit on POST.

    An assessment may be submitted incomplete: a national post may not be able to answer everything by the deadline, and the
    method scores what is missing as a range. But the person has to tick that they saw the list; if it changed, to tick again.
    """
    assessment = found(request, pk, "opened_by")
    if request.method == "POST" and not can_submit(request.user, assessment):
        if assessment.status != DRAFT and leads(request.user, assessment):
            return show_receipt(request, assessment, too_late=True)
        raise PermissionDenied
    path = path_of(assessment)
    missing = path.whole.open
    form = SignOff(request.POST if request.method == "POST" else None, missing=missing, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        try:
            submit(assessment, request.user, f"{form.cleaned_data['name']}, {form.cleaned_data['function']}", home_of(request))
        except TooLate:
            return show_receipt(request, found(request, pk), too_late=True)
        return redirect("receipt", pk=pk)
    language, editable = get_language(), can_answer(request.user, assessment)
    to_confirm = earlier_answers(assessment, path.pack, path.open_questions, language) if editable else {}
    by_code = {sheet.code: sheet for sheet in sheets(assessment, path.pack, list(path.pack.questions.values()), language)}
    rows = [
        (row.code, wording(row.name, language), [by_code[question.code] for question in row.questions])
        for row in path.pack.requirements.values()
    ]
    context = {
        "assessment": assessment,
        "path": path,
        "requirements": rows,
        "missing": [(code, part, by_code[code].text) for part, each in path.of.items() for code in each.open],
        "form": form,
        "to_confirm": len(to_confirm),
        "earlier_cycle": next((each.cycle for each in to_confirm.values()), ""),
        "talked_about": still_talked_about(request.user, assessment),
        "editable": editable,
        "can_submit": can_submit(request.user, assessment),
    }
    return show(request, "questionnaire/check.html", context)


def submit(assessment, by, signed, home):
    """Hand the answers in, and tell the rest of the team; `signed` is the name and function. Raises TooLate."""
    with transaction.atomic():
        change = advance(assessment, "submit", by=by, note=signed)
        assessment.saves.all().delete()
        team = User.objects.filter(is_active=True, memberships__operator=assessment.operator_id)
        write_about_submission(change, team.exclude(pk=by.pk), home)


@policy(get="see")
def receipt(request, pk):
    """Show that the assessment was submitted, by whom, and what comes next; a draft has no receipt yet."""
    assessment = found(request, pk)
    if assessment.status == DRAFT:
        return redirect("assessment", pk=pk)
    return show_receipt(request, assessment)


def show_receipt(request, assessment, too_late=False):
    """Show who submitted and when; to who wanted to submit as well, that it was done before."""
    change = assessment.status_changes.filter(action="submit").select_related("by").last()
    context = {"assessment": assessment, "change": change, "path": path_of(assessment), "too_late": too_late}
    return show(request, "questionnaire/receipt.html", context, status=403 if too_late else 200)
