"""What a page is about: an assessment, a question or a requirement of it; 404 where it does not exist for this person."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from assessments.access import visible_assessments
from assessments.models import Assessment
from assessments.scorecard import pack_of
from readiness.pack import Pack, shape


def found(request, pk, *beside: str) -> Assessment:
    """Return the assessment with its operator and framework, and with the rows `beside` it that the page tells of."""
    rows = visible_assessments(request.user).select_related("operator", "framework", *beside).defer("framework__text")
    return get_object_or_404(rows, pk=pk)


def question_of(assessment: Assessment, code: str) -> tuple[Pack, shape.Question]:
    """Return (the pack, the question), where the assessment's reading asks it."""
    pack = pack_of(assessment)
    if code not in pack.questions:
        raise Http404
    return pack, pack.questions[code]


def requirement_of(assessment: Assessment, code: str) -> tuple[Pack, shape.Requirement]:
    """Return (the pack, the requirement), where the assessment's reading has it."""
    pack = pack_of(assessment)
    if code not in pack.requirements:
        raise Http404
    return pack, pack.requirements[code]
