"""One changed field of one question, saved while the person goes on typing. Answers a script, in JSON.

    state      http   what it means
    saved      200    kept (also: unchanged); late: a newer save of the same page was kept already
    refused    200    the question cannot take it: `html` says why
    conflict   409    a colleague changed the field: `html` shows both texts
    closed     403    the assessment was submitted
    signed_out 401    the session has ended: assessments/sign_in.py
    someone_else 401  somebody else has signed in since in this browser: the same file
    malformed  422    not what our page sends, or a key that was used for something else
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from assessments.access import ANSWERERS, REMARKERS, answerable_assessment, policy
from assessments.models import Assessment
from assessments.questionnaire.forms import FIELDS, NOT_APPLICABLE, REMARK, VALUE, Typed, read_count, read_uuid, tidy
from assessments.questionnaire.posting import changes_of
from assessments.questionnaire.saving import CONFLICT, Closed, KeyReused, Opening, Outcome, save_answer
from assessments.questionnaire.sheet import Sheet
from assessments.questionnaire.views import found
from assessments.scorecard import pack_of

SCRIPT_CONFLICT = 409


@policy(post="answer")
def save(request, pk, code):
    """Save one field and say what came of it."""
    return save_for(request, pk, code, ANSWERERS)


@policy(post="remark")
def save_remark(request, pk, code):
    """The same of the remark alone, for those who may write nothing else."""
    if request.POST.get("field") not in (None, REMARK):
        raise PermissionDenied
    return save_for(request, pk, code, REMARKERS)


def save_for(request, pk, code, roles):
    mine = answerable_assessment(request.user, pk, roles)
    assessment = mine or found(request, pk)
    pack = pack_of(assessment)
    question = pack.questions.get(code)
    if question is None:
        raise Http404
    if mine is None:
        if assessment.status == Assessment.Status.DRAFT:
            raise PermissionDenied
        return closed(request, assessment)
    page, key = read_uuid(request.POST.get("page")), read_uuid(request.POST.get("key"))
    changes, refusals = asked(question, request.POST)
    if not (changes or refusals) or not page or not key:
        return JsonResponse({"state": "malformed"}, status=422)
    if not changes:
        return answer(request, pack, question, Outcome("refused", read_count(request.POST.get("version")), refusals))
    opening = Opening(page, read_count(request.POST.get("sequence")), key)
    seen = dict.fromkeys(FIELDS, read_count(request.POST.get("version")))
    try:
        outcome = save_answer(assessment, pack, code, changes, seen, request.user, opening)
    except Closed:
        return closed(request, assessment)
    except KeyReused:
        return JsonResponse({"state": "malformed"}, status=422)
    return answer(request, pack, question, outcome)


def asked(question, data):
    """Return ({field: value}, {field: message}) of the one field that a script sends."""
    field, texts = data.get("field"), tuple(tidy(text) for text in data.getlist("value"))
    text = texts[0] if texts else ""
    if field == REMARK:
        return {REMARK: text}, {}
    if field in (VALUE, NOT_APPLICABLE):
        entered = Typed(texts) if field == VALUE else Typed(ticked="ticked" in data, reason=text)
        changes, refusals = changes_of(question, entered)
        return {name: value for name, value in changes.items() if name == field}, refusals
    return {}, {}


def answer(request, pack, question, outcome):
    sheet = Sheet(pack, question, get_language(), refusals=outcome.refusals, conflicts=outcome.conflicts)
    context = {"sheet": sheet, "shown": outcome.version}
    html = render_to_string("questionnaire/_messages.html", context, request) if sheet.errors else ""
    told = {"state": outcome.state, "version": outcome.version, "at": outcome.at, "html": html}
    return JsonResponse(told, status=SCRIPT_CONFLICT if outcome.state == CONFLICT else 200)


def closed(request, assessment):
    html = render_to_string("questionnaire/_closed.html", {"assessment": assessment}, request)
    return JsonResponse({"state": "closed", "html": html}, status=403)
