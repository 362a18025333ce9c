"""Rows to values and back: the only place where records become answers, and answers records."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.db import transaction

from assessments.models import Assessment, Causes, ChosenWay, Evidence, Response, Target
from readiness.answers import AnswerSet
from readiness.answers import Response as Answered
from readiness.models import Framework, Question
from readiness.pack import Pack, parse_pack
from readiness.scoring.numbers import written


def pack_of(assessment: Assessment) -> Pack:
    """Return the frozen pack the assessment is made under, as its reading asks it; read once per edition and process."""
    if Assessment.framework.is_cached(assessment):
        return published_pack(assessment.framework.checksum, assessment.reading)
    checksum = Framework.objects.values_list("checksum", flat=True).get(pk=assessment.framework_id)
    return published_pack(checksum, assessment.reading)


@lru_cache(maxsize=32)
def published_pack(checksum: str, reading: str = "") -> Pack:
    """Return the published pack with this checksum, as one of its readings asks it; read once per process."""
    text = Framework.objects.filter(checksum=checksum).values_list("text", flat=True).first()
    return parse_pack(text.encode()).read_as(reading)


def question_key(assessment: Assessment, code: str) -> int:
    """Return the primary key of a question; read once per edition and process, as a published edition is frozen."""
    return _question_keys(assessment.framework_id, assessment.framework.published_at)[code]


@lru_cache(maxsize=16)
def _question_keys(framework_id: int, published_at: datetime) -> dict[str, int]:
    return dict(Question.objects.filter(framework=framework_id).values_list("code", "pk"))


def answer_set(assessment: Assessment) -> AnswerSet:
    """Return what is answered so far of what its reading asks, in the framework's order.

    Five queries, however many questions; one more for a reading that does not ask everything.
    """
    evidence: dict[int, list[str]] = {}
    for piece in Evidence.objects.filter(response__assessment=assessment).order_by("response", "position"):
        evidence.setdefault(piece.response_id, []).append(str(piece))
    rows = Response.objects.filter(assessment=assessment).order_by("question__position")
    responses = {
        code: Answered(value, reason or None, remark, tuple(evidence.get(pk, ())))
        for pk, code, value, reason, remark in rows.values_list("pk", "question__code", "value", "not_applicable", "remark")
    }
    targets = Target.objects.filter(assessment=assessment).order_by("requirement__position")
    causes = Causes.objects.filter(assessment=assessment).order_by("requirement__position")
    ways = ChosenWay.objects.filter(assessment=assessment).order_by("lever__position")
    answers = AnswerSet(
        operator=assessment.operator.name,
        date=assessment.date,
        cycle=assessment.cycle,
        reading=assessment.reading,
        responses=responses,
        targets={
            code: level or Fraction(score) for code, level, score in targets.values_list("requirement__code", "level", "score")
        },
        causes={code: tuple(codes) for code, codes in causes.values_list("requirement__code", "codes")},
        ways=dict(ways.values_list("lever__code", "way")),
    )
    return answers.asked(pack_of(assessment)) if assessment.reading else answers


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
        for code, aim in answers.targets.items():
            kept = {"level": aim} if isinstance(aim, int) else {"score": str(aim)}
            _save(Target(assessment=assessment, requirement=requirements[code], **kept), by)
        for code, causes in answers.causes.items():
            _save(Causes(assessment=assessment, requirement=requirements[code], codes=list(causes)), by)
        for lever in assessment.framework.levers.filter(code__in=answers.ways):
            _save(ChosenWay(assessment=assessment, lever=lever, way=answers.ways[lever.code]), by)


def _save(row: Target | Causes | ChosenWay, by: object) -> None:
    """Write a row with its first version, told as this person's."""
    row._history_user = by
    row.save()


def _storable(value: object) -> object:
    """Return the value as JSON keeps it exactly: decimals as text without an exponent."""
    return written(value) if isinstance(value, Decimal) else value
