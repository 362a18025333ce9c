"""One changed field of one question, sent by a script while the person goes on typing; the script is answered in JSON.

state      http   what it means
saved      200    kept (also: unchanged); late: a newer save of the same page was kept already
refused    200    the question cannot take it: `html` says why
conflict   409    a colleague changed the field: `html` shows both texts
closed     403    nothing is taken any more, as the assessment has gone on: `html` says so
signed_out 401    the session has ended: assessments/sign_in.py
someone_else 401  somebody else has signed in since in this browser: the same file
malformed  422    not what our page sends, or a key that was used for something else
"""

from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from assessments.merging import CONFLICT, REFUSED, KeyReused, Opening, Outcome
from assessments.models import Assessment
from assessments.sheet import Sheet
from assessments.typed import FIELDS, asked, read_count, read_uuid
from readiness.pack import Pack, shape

SCRIPT_CONFLICT = 409


def save_sent(
    request: HttpRequest,
    assessment: Assessment,
    pack: Pack,
    question: shape.Question,
    save: Callable[..., Outcome],
    messages: str,
) -> JsonResponse:
    """Have `save` keep what was sent, once for its key, and answer; `messages` is the template of what is told of it.

    What `save` raises is raised, but for KeyReused.
    """
    data = request.POST
    page, key = read_uuid(data.get("page")), read_uuid(data.get("key"))
    changes, refusals = asked(question, data)
    if not (changes or refusals) or not page or not key:
        return malformed()
    version = read_count(data.get("version"))
    if not changes:
        return answer(request, pack, question, Outcome(REFUSED, version, refusals), messages)
    opening, seen = Opening(page, read_count(data.get("sequence")), key), dict.fromkeys(FIELDS, version)
    try:
        outcome = save(assessment, pack, question.code, changes, seen, request.user, opening)
    except KeyReused:
        return malformed()
    return answer(request, pack, question, outcome, messages)


def answer(request, pack, question, outcome, messages):
    sheet = Sheet(pack, question, get_language(), refusals=outcome.refusals, conflicts=outcome.conflicts)
    html = render_to_string(messages, {"sheet": sheet, "shown": outcome.version}, request) if sheet.errors else ""
    told = {"state": outcome.state, "version": outcome.version, "at": outcome.at, "html": html}
    return JsonResponse(told, status=SCRIPT_CONFLICT if outcome.state == CONFLICT else 200)


def malformed():
    return JsonResponse({"state": "malformed"}, status=422)


def closed_answer(request, assessment, why):
    """Answer that nothing is taken any more; `why` is the template that says so."""
    return JsonResponse({"state": "closed", "html": render_to_string(why, {"assessment": assessment}, request)}, status=403)
