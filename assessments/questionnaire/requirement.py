"""The questions of one requirement on one page: shown, saved, and told when they cannot be answered any more."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from assessments.access import REMARKERS, answerable, open_clarifications, policy
from assessments.beside import around
from assessments.found import found, requirement_of
from assessments.models import Assessment
from assessments.questionnaire.autosave import WHY_CLOSED
from assessments.questionnaire.earlier import earlier_answers
from assessments.questionnaire.evidence import MOST_FILES, files_given
from assessments.questionnaire.page import closed_page, show
from assessments.questionnaire.posting import save_form, save_remarks
from assessments.questionnaire.progress import Path
from assessments.questionnaire.saving import Closed
from assessments.script_saves import closed_answer
from assessments.sheet import sheets
from assessments.teamwork import Said, in_charge, said_by_question
from assessments.typed import read_uuid, typed
from readiness.pack import wording
from readiness.uploads import LARGEST_FILE, LARGEST_TOGETHER
from readiness.uploads.words import ACCEPTED

DRAFT, CLARIFICATION = Assessment.Status.DRAFT, Assessment.Status.CLARIFICATION
MEGABYTE = 1024 * 1024
LIMITS = {"accepted": ACCEPTED, "most_files": MOST_FILES}
LIMITS |= {"megabytes": LARGEST_FILE // MEGABYTE, "together": LARGEST_TOGETHER // MEGABYTE}


@policy(get="see", post="answer")
@gzip_page
def requirement(request, pk, code):
    """Show and save the questions of one requirement."""
    assessment = found(request, pk, "opened_by")
    pack, part = requirement_of(assessment, code)
    mine = answerable(request.user, assessment)
    if request.method != "POST":
        shown = sheets(assessment, pack, part.questions, get_language())
        return requirement_page(request, assessment, pack, part, shown, mine)
    if not mine and assessment.status == DRAFT:
        raise PermissionDenied
    try:
        if not mine:
            raise Closed
        saved = save_form(assessment, pack, part.questions, request.POST, request.FILES, request.user, get_language(), mine)
    except Closed:
        return closed(request, assessment, part, mine)
    if request.headers.get("Accept") == "application/json":
        return evidence_answer(request, assessment, saved)
    if any(sheet.errors for sheet in saved):
        return requirement_page(request, assessment, pack, part, saved, mine)
    return redirect(after_saving(request, assessment, pack, part))


@policy(post="remark")
def remarks(request, pk, code):
    """Save the remarks of one requirement, for those who may write nothing else."""
    assessment = found(request, pk, "opened_by")
    pack, part = requirement_of(assessment, code)
    mine = answerable(request.user, assessment, REMARKERS)
    if assessment.status == DRAFT and not mine:
        raise PermissionDenied
    try:
        if not mine:
            raise Closed
        saved = save_remarks(assessment, pack, part.questions, request.POST, request.user, get_language(), mine)
    except Closed:
        return closed(request, assessment, part, mine)
    if any(sheet.errors for sheet in saved):
        return requirement_page(request, assessment, pack, part, saved, answerable(request.user, assessment))
    return redirect(after_saving(request, assessment, pack, part))


def requirement_page(request, assessment, pack, part, shown, mine):
    """Show its questions; `mine` are those that this person may answer."""
    before, after = Path(pack, {}).beside(part.code)
    language = get_language()
    errors = [error for sheet in shown for error in sheet.errors]
    said = said_by_question(request.user, assessment)
    earlier = earlier_answers(assessment, pack, part.questions, language) if mine.every else {}
    remarkable = mine if mine.every else answerable(request.user, assessment, REMARKERS)
    asked = {}
    if assessment.status == CLARIFICATION:
        asked = {row.question.code: row for row in open_clarifications(assessment).select_related("question")}
    again = files_given(assessment) if mine else {}
    for sheet in shown:
        sheet.files_given = again
        sheet.editable, sheet.remarkable = sheet.code in mine, sheet.code not in mine and sheet.code in remarkable
        sheet.asked = asked.get(sheet.code)
        sheet.said = said.get(sheet.code, Said())
        sheet.earlier = None if sheet.answered else earlier.get(sheet.code)
    pillar = next(pillar for pillar in pack.pillars if part in pillar.requirements)
    name = {code: wording(pack.requirements[code].name, language) for code in (before, after) if code}
    context = LIMITS | {
        "assessment": assessment,
        "part": part,
        "name": wording(part.name, language),
        "note": wording(part.note, language) if part.note else None,
        "pillar": wording(pillar.name, language),
        "sheets": shown,
        "around": around(pack, part.code, language),
        "errors": errors,
        "editable": any(sheet.editable for sheet in shown),
        "clarifying": bool(asked),
        "assignment": in_charge(assessment).get(part.code),
        "has_essential": any(question.essential for question in part.questions),
        "remarks": not mine and any(sheet.remarkable for sheet in shown),
        "before": before,
        "before_name": name.get(before),
        "after": after,
        "after_name": name.get(after),
        "back_to": request.POST.get("from") or request.GET.get("from"),
        "page": read_uuid(request.POST.get("page")) or uuid4(),
        "at": list(pack.requirements).index(part.code) + 1,
        "of": len(pack.requirements),
    }
    status = 409 if any(sheet.conflicts for sheet in shown) else 200
    return show(request, "questionnaire/requirement.html", context, status=status)


def after_saving(request, assessment, pack, part):
    """Return where the person goes on: to what they pressed, or back to the row they came from."""
    here = reverse("requirement", args=[assessment.pk, part.code])
    beside = next((request.POST[name] for name in ("add", "clear", "confirm", "question") if request.POST.get(name)), "")
    beside = beside or next((request.POST[name].rpartition(":")[0] for name in ("keep", "take") if request.POST.get(name)), "")
    if beside in {question.code for question in part.questions}:
        return f"{here}#question-{beside}"
    if request.POST.get("remove"):
        return f"{here}#questions"
    messages.success(request, _("Saved."))
    row = request.POST.get("from", "")
    if row in {question.code for question in part.questions}:
        return reverse("check", args=[assessment.pk]) + f"#row-{row}"
    after = Path(pack, {}).beside(part.code)[1]
    if request.POST.get("then") == "next":
        return reverse("requirement", args=[assessment.pk, after]) if after else reverse("check", args=[assessment.pk])
    return here


def evidence_answer(request, assessment, saved):
    """Answer a script that added or removed evidence: the evidence of that question anew."""
    code = request.POST.get("add") or request.POST.get("question")
    sheet = next((sheet for sheet in saved if sheet.code == code), None)
    if sheet is None:
        return JsonResponse({"state": "malformed"}, status=422)
    sheet.files_given = files_given(assessment)
    context = LIMITS | {"sheet": sheet, "editable": True, "assessment": assessment}
    html = render_to_string("questionnaire/_evidence.html", context, request)
    files = format_html_join("", '<option value="{}" dir="auto">{}</option>', sheet.files_given.items())
    return JsonResponse({"state": "refused" if sheet.refusals else "saved", "html": html, "files": files})


def closed(request, assessment, part, mine=()):
    """Say that the questions cannot be answered any more, and show what was typed, so that nothing of it is lost.

    What is still open to them (`mine`) was kept before: it is left out.
    """
    if request.headers.get("Accept") == "application/json":
        return closed_answer(request, assessment, WHY_CLOSED)
    entered = [(question, typed(question.code, request.POST)) for question in part.questions if question.code not in mine]
    texts = [
        (wording(question.text, get_language()), [text for text in (*each.texts, each.reason, each.remark) if text])
        for question, each in entered
        if each
    ]
    return closed_page(request, assessment, [(text.text, each) for text, each in texts if each])
