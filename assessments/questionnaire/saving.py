"""Keep what one person answered to one question, without losing what a colleague answered meanwhile."""

from collections.abc import Mapping

from django.db import transaction

from assessments.access import open_clarifications
from assessments.merging import KeyReused, Merge, Opening, Outcome, checksum_of, remember, saves_before
from assessments.models import Assessment, Response
from assessments.scorecard import question_key
from readiness.pack import Pack


class Closed(Exception):
    """The question can no longer be answered: the assessment is no draft, and the question is not asked again."""


def save_answer(
    assessment: Assessment,
    pack: Pack,
    code: str,
    changes: Mapping[str, object],
    seen: Mapping[str, int],
    by: object,
    opening: Opening | None = None,
) -> Outcome:
    """Save fields of one response and return the Outcome; one transaction, which holds the assessment's row.

    `changes` is {field: value}, `seen` {field: the version the person saw it in} (0: no response yet). Raises Closed when
    the question is not open, KeyReused when the opening's key was used for something else.
    """
    with transaction.atomic():
        status = Assessment.objects.select_for_update(no_key=True).values_list("status", flat=True).get(pk=assessment.pk)
        response = _response(assessment, code)
        checksum = checksum_of(assessment, code, changes, seen, by, opening)
        before, own = saves_before(response, by, opening)
        if before:
            if before["checksum"] != checksum:
                raise KeyReused
            return Outcome(**before["answer"])
        if not is_open(assessment, status, code):
            raise Closed
        outcome = Merge(pack, pack.questions[code], response, changes, seen, by, own).outcome()
        remember(response, changes, outcome, by, opening, checksum)
    return outcome


def is_open(assessment: Assessment, status: str, code: str) -> bool:
    """Return whether a question can be answered in this status, which the caller read with the assessment's row held."""
    if status == Assessment.Status.CLARIFICATION:
        return open_clarifications(assessment).filter(question__code=code).exists()
    return status == Assessment.Status.DRAFT


def _response(assessment, code):
    """Return the response to a question, a new one of version 0 where there is none yet."""
    place = {"assessment_id": assessment.pk, "question_id": question_key(assessment, code)}
    return next(iter(Response.objects.filter(**place).order_by()), None) or Response(**place, version=0)
