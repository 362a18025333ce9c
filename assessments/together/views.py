"""The pages of working together: one about a question, with what was changed and what is said; one that shares the work."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from assessments.access import can_share, policy, visible_threads
from assessments.found import found, question_of
from assessments.mail import home_of
from assessments.models import Response
from assessments.scorecard import pack_of
from assessments.sheet import in_words
from assessments.together.changes import changes
from assessments.together.sharing import rows, share, team
from assessments.together.threads import CommentForm, read_key, readers, say, settle, spoken_last, threads
from readiness.pack import wording

MOST_CHANGES = 20


@policy(get="see", post="see")
@gzip_page
def discussion(request, pk, code):
    """Show one question with its answer, what people say about it, and who changed what; add a comment, settle a thread."""
    assessment = found(request, pk)
    pack, question = question_of(assessment, code)
    to_tell = readers(assessment, but=request.user)
    given = {"assessment": assessment, "user": request.user, "readers": to_tell}
    here = reverse("discussion", args=[pk, code])
    if request.method == "POST" and request.POST.keys() & {"settle", "reopen"}:
        return settled(request, assessment, code, here)
    spoken = threads(request.user, assessment, code)
    last = spoken_last(spoken)
    given["among_themselves"] = last is not None and last.team_only
    form = CommentForm(request.POST if request.method == "POST" else None, **given)
    if request.method == "POST" and form.is_valid():
        comment = say(assessment, code, form, request.user, home_of(request))
        return redirect(f"{here}#comment-{comment.pk}")
    language = get_language()
    part = next(row for row in pack.requirements.values() if question in row.questions)
    response = Response.objects.filter(assessment=assessment, question__code=code).select_related("updated_by").first()
    told = changes(assessment, question, language)
    context = {
        "assessment": assessment,
        "question": question,
        "text": wording(question.text, language),
        "part": part,
        "part_name": wording(part.name, language),
        "response": response,
        "answer": in_words(question, response.value, response.not_applicable, language) if response else "",
        "threads": spoken,
        "form": form,
        "changes": told if "all" in request.GET else told[:MOST_CHANGES],
        "hidden": 0 if "all" in request.GET else max(len(told) - MOST_CHANGES, 0),
    }
    return render(request, "together/discussion.html", context)


def settled(request, assessment, code, here):
    """Mark a thread as settled, or open it again; one that is neither is left as it is, and it is said."""
    key = read_key(request.POST.get("settle") or request.POST.get("reopen") or "")
    rows = visible_threads(request.user, assessment).filter(question__code=code)
    thread = rows.filter(pk=key).first() if key else None
    if thread is None:
        messages.error(request, _("This conversation is not there any more. Nothing was changed."))
        return redirect(here)
    settle(thread, request.user if "settle" in request.POST else None)
    return redirect(f"{here}#thread-{thread.pk}")


@policy(get="see", post="share")
@gzip_page
def sharing(request, pk):
    """Show who is in charge of which requirement; the lead changes it."""
    assessment = found(request, pk)
    codes = list(pack_of(assessment).requirements)
    may = can_share(request.user, assessment)
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        shown, changed = share(assessment, codes, request.POST, request.user, home_of(request))
        if changed:
            messages.success(request, said(changed))
        if not any(row.error for row in shown):
            return redirect("sharing", pk=pk)
    else:
        shown = rows(assessment, codes)
    language = get_language()
    pack = pack_of(assessment)
    names = {row.code: wording(row.name, language) for row in pack.requirements.values()}
    context = {
        "assessment": assessment,
        "rows": [(row, names[row.requirement.code]) for row in shown],
        "errors": [(row, row.error) for row in shown if row.error],
        "team": team(assessment),
        "can_share": may,
    }
    return render(request, "together/sharing.html", context)


def said(changed):
    told = ngettext("%(count)d requirement changed hands or day.", "%(count)d requirements changed hands or day.", changed)
    return told % {"count": changed}
