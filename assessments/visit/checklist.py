"""The checklist for the phone: a day's questions to be seen, rated in their own kind, saved field by field or as a form.

A script is answered as the questionnaire answers it: assessments.script_saves.
"""

from dataclasses import replace
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from assessments.access import can_rate_on_site, can_see_checklist, policy
from assessments.found import question_of
from assessments.merging import Opening
from assessments.script_saves import closed_answer, save_sent
from assessments.typed import Typed, changes_of, choose, read_count, read_uuid, typed
from assessments.visit import photos
from assessments.visit.cards import checklist_of, noted
from assessments.visit.planning import found_visit
from assessments.visit.rating import NotOnSite, rate, site_rating


@policy(get="checklist", post="rate on site")
@gzip_page
def checklist(request, pk):
    """Show a day's questions with what was claimed and what to ask; save what the form holds."""
    may = can_rate_on_site if request.method == "POST" else can_see_checklist
    assessment, visit = found_visit(request, pk, may)
    day = request.POST.get("day") or request.GET.get("day", "")
    listed = checklist_of(request.user, assessment, visit, get_language(), day)
    if request.method != "POST":
        return page(request, assessment, visit, listed)
    opening = Opening(read_uuid(request.POST.get("page")) or uuid4())
    for card in listed.cards:
        save_card(request, assessment, visit, card, opening)
    wrong = any(card.site.errors for card in listed.cards)
    if wrong:
        return page(request, assessment, visit, listed, 409 if any(card.site.conflicts for card in listed.cards) else 200)
    messages.success(request, _("It is saved."))
    here = f"{reverse('checklist', args=[pk])}?day={listed.day}"
    code = request.POST.get("question", "")
    return redirect(f"{here}#question-{code}" if code in {card.code for card in listed.cards} else here)


def page(request, assessment, visit, listed, status=200):
    context = {
        "assessment": assessment,
        "visit": visit,
        "listed": listed,
        "editable": can_rate_on_site(request.user, assessment),
        "errors": [error for card in listed.cards for error in card.site.errors],
        "page": read_uuid(request.POST.get("page")) or uuid4(),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
    }
    return render(request, "visit/checklist.html", context, status=status)


def save_card(request, assessment, visit, card, opening):
    """Save what the form holds for one question; what could not be kept stays on its card, with why."""
    code, sheet, data = card.code, card.site, request.POST
    entered, version, told = typed(code, data), read_count(data.get(f"{code}-version")), {}
    if entered is not None and data.get("clear") == code:
        entered = Typed(remark=entered.remark)
    if entered is not None and entered != sheet.typed:
        changes, refusals = changes_of(sheet.question, entered, sheet.typed)
        seen = choose(code, changes, data)
        outcome = rate(assessment, sheet.pack, code, changes, seen, request.user, opening)
        told = {"refusals": refusals | outcome.refusals, "conflicts": outcome.conflicts}
    if upload := request.FILES.get(f"{code}-photo"):
        key = photos.key_of(opening.page, code, upload)
        if why := photos.keep(visit, code, upload, key, request.user):
            told["refusals"] = told.get("refusals", {}) | {"photo": why}
    kept = noted(site_rating(assessment, code))
    card.site = replace(sheet, row=kept, **told)
    if card.site.errors and entered is not None:
        card.site = replace(card.site, entered=entered, version=version)


@policy(post="rate on site")
def save(request, pk, code):
    """Save one field that a script sends."""
    assessment, _visit = found_visit(request, pk, can_see_checklist)
    pack, question = question_of(assessment, code)
    if not can_rate_on_site(request.user, assessment):
        raise PermissionDenied
    try:
        return save_sent(request, assessment, pack, question, rate, "visit/_messages.html")
    except NotOnSite:
        return closed_answer(request, assessment, "visit/_not_on_site.html")
