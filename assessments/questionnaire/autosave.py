"""One changed field of one answer, saved while the person goes on typing: assessments.script_saves says what comes back."""

from django.core.exceptions import PermissionDenied

from assessments.access import ANSWERERS, REMARKERS, answerable, answerable_assessment, policy
from assessments.found import found, question_of
from assessments.models import Assessment
from assessments.questionnaire.saving import Closed, save_answer
from assessments.script_saves import closed_answer, save_sent
from assessments.typed import REMARK

WHY_CLOSED = "questionnaire/_closed.html"


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
    mine = answerable_assessment(request.user, pk, code, roles)
    assessment = mine or found(request, pk)
    pack, question = question_of(assessment, code)
    if mine is None:
        if assessment.status == Assessment.Status.DRAFT or answerable(request.user, assessment, roles):
            raise PermissionDenied
        return closed_answer(request, assessment, WHY_CLOSED)
    try:
        return save_sent(request, assessment, pack, question, save_answer, "questionnaire/_messages.html")
    except Closed:
        return closed_answer(request, assessment, WHY_CLOSED)
