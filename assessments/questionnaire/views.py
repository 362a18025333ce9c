"""The questionnaire's pages: the task list, and one requirement at a time."""

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from assessments.access import (
    can_answer,
    can_remark,
    can_return,
    can_share,
    can_submit,
    can_widen,
    policy,
    visible_assessments,
)
from assessments.beside import around
from assessments.models import Assessment
from assessments.questionnaire.earlier import earlier_answers
from assessments.questionnaire.evidence import MOST_FILES
from assessments.questionnaire.forms import read_uuid, typed
from assessments.questionnaire.posting import save_form, save_remarks, sheets
from assessments.questionnaire.progress import Path
from assessments.questionnaire.saving import Closed
from assessments.scorecard import answer_set, pack_of
from assessments.teamwork import Said, in_charge, said_by_question
from readiness.pack import wording
from readiness.uploads import LARGEST_FILE, LARGEST_TOGETHER
from readiness.uploads.words import ACCEPTED

DRAFT = Assessment.Status.DRAFT
MEGABYTE = 1024 * 1024
LIMITS = {"accepted": ACCEPTED, "most_files": MOST_FILES}
LIMITS |= {"megabytes": LARGEST_FILE // MEGABYTE, "together": LARGEST_TOGETHER // MEGABYTE}


def found(request, pk):
    """Return the assessment, or 404 where it does not exist for this person."""
    rows = visible_assessments(request.user).select_related("operator", "framework", "opened_by").defer("framework__text")
    return get_object_or_404(rows, pk=pk)


def show(request, template, context, status=200):
    """Answer with a page of the questionnaire; the script needs to know where the token is when it sends."""
    return render(request, template, context | {"csrf_cookie": settings.CSRF_COOKIE_NAME}, status=status)


def path_of(assessment):
    return Path(pack_of(assessment), answer_set(assessment).responses)


@policy(get="see")
@gzip_page
def tasks(request, pk):
    """Show the pillars and requirements with how far each has come, and the way on."""
    assessment = found(request, pk)
    path = path_of(assessment)
    language = get_language()
    charged = in_charge(assessment)
    editable = can_answer(request.user, assessment)
    to_confirm = earlier_answers(assessment, path.pack, path.open_questions, language) if editable else {}
    mine = {code for code, row in charged.items() if row.person_id == request.user.pk}
    only_mine = "mine" in request.GET and bool(mine)
    pillars = [
        (
            pillar,
            wording(pillar.name, language),
            [
                (
                    row.code,
                    wording(row.name, language),
                    path.of[row.code],
                    charged.get(row.code),
                    sum(question.code in to_confirm for question in row.questions),
                )
                for row in pillar.requirements
                if row.code in mine or not only_mine
            ],
        )
        for pillar in path.pack.pillars
    ]
    context = {
        "charged": charged,
        "mine": len(mine),
        "only_mine": only_mine,
        "today": timezone.localdate(),
        "assessment": assessment,
        "path": path,
        "pillars": [row for row in pillars if row[2]],
        "to_confirm": len(to_confirm),
        "earlier_cycle": next((each.cycle for each in to_confirm.values()), ""),
        "editable": editable,
        "can_submit": can_submit(request.user, assessment),
        "can_share": can_share(request.user, assessment),
        "can_return": can_return(request.user, assessment),
        "reading": named(path.pack.reading(assessment.reading), language),
        "longer": [named(each, language) for each in path.pack.longer_readings(assessment.reading)],
        "can_widen": can_widen(request.user, assessment),
        "has_words": bool(path.pack.glossary),
        "has_help": bool(path.pack.initiatives),
        "asked": len(path.pack.questions),
        "all_questions": assessment.framework.questions.count(),
    }
    return show(request, "questionnaire/tasks.html", context)


def named(reading, language):
    """Return the reading's words, None where the pack has no readings."""
    if reading is None:
        return None
    return {"code": reading.code, "name": wording(reading.name, language), "about": wording(reading.about, language)}


@policy(get="see", post="answer")
@gzip_page
def requirement(request, pk, code):
    """Show and save the questions of one requirement."""
    assessment = found(request, pk)
    pack = pack_of(assessment)
    part = pack.requirements.get(code)
    if part is None:
        raise Http404
    editable = can_answer(request.user, assessment)
    if request.method != "POST":
        kept = sheets(assessment, pack, part.questions, get_language())
        return requirement_page(request, assessment, pack, part, kept, editable)
    if not editable and assessment.status == DRAFT:
        raise PermissionDenied
    try:
        if not editable:
            raise Closed
        saved = save_form(assessment, pack, part.questions, request.POST, request.FILES, request.user, get_language())
    except Closed:
        return closed(request, assessment, part)
    if request.headers.get("Accept") == "application/json":
        return evidence_answer(request, assessment, saved)
    if any(sheet.errors for sheet in saved):
        return requirement_page(request, assessment, pack, part, saved, editable)
    return redirect(after_saving(request, assessment, pack, part))


@policy(post="remark")
def remarks(request, pk, code):
    """Save the remarks of one requirement, for those who may write nothing else."""
    assessment = found(request, pk)
    pack = pack_of(assessment)
    part = pack.requirements.get(code)
    if part is None:
        raise Http404
    if assessment.status == DRAFT and not can_remark(request.user, assessment):
        raise PermissionDenied
    try:
        if assessment.status != DRAFT:
            raise Closed
        saved = save_remarks(assessment, pack, part.questions, request.POST, request.user, get_language())
    except Closed:
        return closed(request, assessment, part)
    if any(sheet.errors for sheet in saved):
        return requirement_page(request, assessment, pack, part, saved, can_answer(request.user, assessment))
    return redirect(after_saving(request, assessment, pack, part))


def requirement_page(request, assessment, pack, part, shown, editable):
    before, after = Path(pack, {}).beside(part.code)
    language = get_language()
    errors = [error for sheet in shown for error in sheet.errors]
    said = said_by_question(request.user, assessment)
    earlier = earlier_answers(assessment, pack, part.questions, language) if editable else {}
    for sheet in shown:
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
        "editable": editable,
        "assignment": in_charge(assessment).get(part.code),
        "has_essential": any(question.essential for question in part.questions),
        "remarks": not editable and can_remark(request.user, assessment),
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
    html = render_to_string("questionnaire/_evidence.html", LIMITS | {"sheet": sheet, "editable": True}, request)
    return JsonResponse({"state": "refused" if sheet.refusals else "saved", "html": html})


def closed(request, assessment, part):
    """Say that the assessment is no draft any more, and show what was typed, so that nothing of it is lost."""
    if request.headers.get("Accept") == "application/json":
        html = render_to_string("questionnaire/_closed.html", {"assessment": assessment}, request)
        return JsonResponse({"state": "closed", "html": html}, status=403)
    entered = [(question, typed(question.code, request.POST)) for question in part.questions]
    texts = [
        (wording(question.text, get_language()), [text for text in (*each.texts, each.reason, each.remark) if text])
        for question, each in entered
        if each
    ]
    context = {"assessment": assessment, "texts": [(text, each) for text, each in texts if each]}
    return show(request, "questionnaire/closed.html", context, status=403)
