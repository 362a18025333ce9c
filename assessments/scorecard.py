"""Rows to values and back: the only place where records become answers, and answers records."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.db import transaction

from assessments.models import Assessment, Evidence, Response, Target
from readiness.answers import AnswerSet
from readiness.answers import Response as Answered
from readiness.models import Framework
from readiness.pack import Pack, parse_pack
from readiness.scoring.numbers import written


def pack_of(assessment: Assessment) -> Pack:
    """Return the frozen pack the assessment is made under; read once per edition and process."""
    return _pack(Framework.objects.values_list("checksum", flat=True).get(pk=assessment.framework_id))


@lru_cache(maxsize=16)
def _pack(checksum: str) -> Pack:
    text = Framework.objects.filter(checksum=checksum).values_list("text", flat=True).first()
    return parse_pack(text.encode())


def answer_set(assessment: Assessment) -> AnswerSet:
    """Return what is answered so far, in the framework's order; three queries, however many questions."""
    evidence: dict[int, list[str]] = {}
    for piece in Evidence.objects.filter(response__assessment=assessment).order_by("response", "position"):
        evidence.setdefault(piece.response_id, []).append(str(piece))
    rows = Response.objects.filter(assessment=assessment).order_by("question__position")
    responses = {
        code: Answered(value, reason or None, remark, tuple(evidence.get(pk, ())))
        for pk, code, value, reason, remark in rows.values_list("pk", "question__code", "value", "not_applicable", "remark")
    }
    targets = Target.objects.filter(assessment=assessment).order_by("requirement__position")
    return AnswerSet(
        operator=assessment.operator.name,
        date=assessment.date,
        cycle=assessment.cycle,
        responses=responses,
        targets={
            code: level or Fraction(score) for code, level, score in targets.values_list("requirement__code", "level", "score")
        },
    )


def store(assessment: Assessment, answers: AnswerSet, by: object = None) -> None:
    """Write a whole set of answers into an assessment that has none yet, in one transaction."""
    questions = {question.code: question for question in assessment.framework.questions.all()}
    requirements = {requirement.code: requirement for requirement in assessment.framework.requirements.all()}
    with transaction.atomic():
        for code, answered in answers.responses.items():
            response = Response.objects.create(
                assessment=assessment,
                question=questions[code],
                value=_storable(answered.value),
                not_applicable=answered.not_applicable or "",
                remark=answered.remark,
                updated_by=by,
            )
            Evidence.objects.bulk_create(
                Evidence(response=response, position=at, text=line) for at, line in enumerate(answered.evidence)
            )
        Target.objects.bulk_create(
            Target(assessment=assessment, requirement=requirements[code], **{"level" if isinstance(aim, int) else "score": aim})
            for code, aim in answers.targets.items()
        )


def _storable(value: object) -> object:
    """Return the value as JSON keeps it exactly: decimals as text without an exponent."""
    return written(value) if isinstance(value, Decimal) else value
