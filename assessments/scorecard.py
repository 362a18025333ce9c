"""Rows to values and back: the only place where records become answers, and answers records."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from assessments.models import (
    AgreedRating,
    Assessment,
    Causes,
    ChosenWay,
    Clarification,
    Evidence,
    Rating,
    Response,
    Reviewer,
    Target,
    Verdict,
)
from readiness.answers import AnswerSet, Piece
from readiness.answers import Response as Answered
from readiness.models import Framework, Question
from readiness.pack import Pack, parse_pack
from readiness.scoring.answers import Answer
from readiness.scoring.numbers import written
from readiness.scoring.tracks import Ratings, Track, in_force

OF_THE_ANSWER = (Verdict.ACCEPTED, Verdict.REFUSED)  # say something of one answer, and nothing of the next


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

    Five queries for a draft and six after, however many questions; one more for a reading that does not ask everything.
    """
    evidence: dict[int, list[Piece]] = {}
    for piece in Evidence.objects.filter(response__assessment=assessment).order_by("response", "position"):
        evidence.setdefault(piece.response_id, []).append(piece.told)
    rows = Response.objects.filter(assessment=assessment).order_by("question__position").select_related("question")
    refused = refused_answers([assessment]) if assessment.status != Assessment.Status.DRAFT else set()
    responses = {
        row.question.code: Answered(
            row.value, row.not_applicable or None, row.remark, tuple(evidence.get(row.pk, ())),
            refused=row.pk in refused,
        )
        for row in rows
    }  # fmt: skip
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


def answers_of(assessments: Collection[Assessment]) -> dict[UUID, dict[str, Answer]]:
    """Return {assessment: {question code: Answer}} of submitted ones, each by its reading; two queries, however many."""
    keys = [assessment.pk for assessment in assessments]
    refused = refused_answers(assessments)
    found: dict[UUID, dict[str, Answer]] = {key: {} for key in keys}
    columns = ("pk", "assessment", "question__code", "value", "not_applicable")
    rows = Response.objects.filter(assessment__in=keys).order_by("question__position").values_list(*columns)
    for pk, key, code, value, reason in rows:
        if value is not None or reason:
            found[key][code] = Answer(value, not_applicable=bool(reason), refused=pk in refused)
    for assessment in assessments:
        codes = pack_of(assessment).questions
        found[assessment.pk] = {code: answer for code, answer in found[assessment.pk].items() if code in codes}
    return found


def refused_answers(assessments: Collection[Assessment]) -> set[int]:
    """Return the keys of the responses that say "not applicable", were told that it does apply, and were not changed since."""
    told = Clarification.objects.filter(assessment=OuterRef("assessment"), question=OuterRef("question"), refuses=True)
    told = told.filter(asked_at__isnull=False, withdrawn_at=None).order_by("-pk").values("answer_version")
    rows = Response.objects.filter(assessment__in=assessments, version__lte=Subquery(told[:1])).exclude(not_applicable="")
    return set(rows.order_by().values_list("pk", flat=True))


@dataclass
class Shown:
    """The codes of the questions with a text, a link or a file as evidence, and of those whose evidence is shown on site."""

    evidence: set[str] = field(default_factory=set)
    on_site: set[str] = field(default_factory=set)


def evidence_of(assessments: Collection[Assessment]) -> dict[UUID, Shown]:
    """Return {assessment: Shown}; one query, however many."""
    found = {assessment.pk: Shown() for assessment in assessments}
    rows = Evidence.objects.filter(response__assessment__in=list(found)).order_by()
    for key, code, kind in rows.values_list("response__assessment", "response__question__code", "kind").distinct():
        (found[key].on_site if kind == Evidence.Kind.ON_SITE else found[key].evidence).add(code)
    return found


def ratings_by(expert: object, assessment: Assessment) -> Ratings:
    """Return {track: {question code: Answer}} of what the operator answered and what one expert makes of it at the desk."""
    rows = Rating.objects.filter(assessment=assessment, expert=expert).exclude(verdict=Verdict.OPEN).select_related("question")
    asked = pack_of(assessment).questions
    given = {row.question.code: rated(row) for row in rows if row.question.code in asked}
    return {Track.SELF: answer_set(assessment).answers, Track.DESK: given}


def ratings(assessment: Assessment) -> Ratings:
    """Return {track: {question code: Answer}}: what the operator answered, and what its review made of it.

    A rating on the desk track is what its lead settled, else what all its reviewers say alike; while one of them has not
    rated a question, or they differ and nothing is settled, there is none. An answer that is given anew is accepted or refused
    by no rating from before; one that was rated differently stays so until it is rated anew. Ten queries, however many
    questions.
    """
    versions = dict(Response.objects.filter(assessment=assessment).values_list("question", "version"))
    agreed = AgreedRating.objects.filter(assessment=assessment).exclude(verdict=Verdict.OPEN).select_related("question")
    tracks = {track: {row.question.code: row for row in agreed if row.track == track} for track in AgreedRating.Track.values}
    desk = common_ratings(assessment) | tracks[AgreedRating.Track.DESK]
    asked = pack_of(assessment).questions

    def stands(code: str, row: Rating | AgreedRating) -> bool:
        again = row.verdict in OF_THE_ANSWER and versions.get(row.question_id, 0) > row.answer_version
        return code in asked and not again

    return {
        Track.SELF: answer_set(assessment).answers,
        Track.DESK: {code: rated(row) for code, row in desk.items() if stands(code, row)},
        Track.SITE: {code: rated(row) for code, row in tracks[AgreedRating.Track.SITE].items() if code in asked},
    }


def answers_in_force(assessment: Assessment) -> AnswerSet:
    """Return what stands after the review: of each question the rating in force, with the operator's own words and evidence."""
    own = answer_set(assessment)
    stands = in_force(ratings(assessment))
    responses = {code: _standing(own.responses.get(code, Answered()), stands.get(code)) for code in {**own.responses, **stands}}
    return replace(own, responses=responses)


def _standing(own: Answered, stands: Answer | None) -> Answered:
    if stands is None:
        return replace(own, value=None, not_applicable=None)
    reason = (own.not_applicable or "") if stands.not_applicable else None
    return replace(own, value=stands.value, not_applicable=reason, refused=stands.refused)


def common_ratings(assessment: Assessment) -> dict[str, Rating]:
    """Return {question code: a rating} of each question that every reviewer rated, and rated alike."""
    experts = set(Reviewer.objects.filter(assessment=assessment).values_list("expert", flat=True))
    given: dict[str, dict[int, Rating]] = {}
    rows = Rating.objects.filter(assessment=assessment, expert__in=experts).exclude(verdict=Verdict.OPEN)
    for row in rows.select_related("question"):
        given.setdefault(row.question.code, {})[row.expert_id] = row
    return {code: rows[min(rows)] for code, rows in given.items() if rows.keys() == experts and alike(rows.values())}


def alike(rows) -> bool:
    """Return whether ratings say the same; the reasons may differ."""
    return len({(str(row.value), bool(row.not_applicable), row.verdict == Verdict.REFUSED) for row in rows}) == 1


def rated(row: Rating | AgreedRating) -> Answer:
    """Return a rating as an answer: a value, not applicable, or not applicable refused, which is unanswered."""
    refusal = row.verdict == Verdict.REFUSED
    return Answer(value=row.value, not_applicable=bool(row.not_applicable) or refusal, refused=refusal)


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
                Evidence(response=response, position=at, text=piece.text, about=piece.about, language=piece.language)
                for at, piece in enumerate(answered.evidence)
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
