"""How far each operator of a cycle is: opened or not, how much is answered, submitted when, late, led by somebody or not."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from assessments.alphabet import alphabetical
from assessments.models import Assessment, Cycle, Membership, Operator, Response, StatusChange
from assessments.questionnaire.progress import NOT_SCORED
from assessments.scorecard import pack_of

DRAFT = Assessment.Status.DRAFT
WAITING = "waiting"  # nothing was opened yet


@dataclass(frozen=True)
class Standing:
    """One operator in a cycle. Without an assessment nothing was opened for it yet.

    `answered` of `applicable` questions, counted as on every page (questionnaire.progress); `submitted_at` is the last time.
    """

    operator: Operator
    assessment: Assessment | None
    led: bool
    answered: int
    applicable: int
    submitted_at: datetime | None
    late: bool

    @property
    def state(self) -> str:
        return self.assessment.status if self.assessment else WAITING


def standings(cycle: Cycle) -> list[Standing]:
    """Return how far each operator is, those that were invited and those that have an assessment, by name.

    Four queries, and one for each reading that is in use, however many operators there are.
    """
    rows = Assessment.objects.filter(opened_by=cycle).select_related("framework").defer("framework__text")
    assessments = {row.operator_id: row for row in rows}
    led = Membership.objects.filter(operator=OuterRef("pk"), role=Membership.Role.LEAD, user__is_active=True)
    concerned = Q(pk__in=cycle.operators.values("pk")) | Q(pk__in=assessments)
    answered, submitted = completeness(cycle, list(assessments.values())), last_submissions(cycle)
    found = []
    for operator in Operator.objects.filter(concerned).annotate(led=Exists(led)):
        assessment = assessments.get(operator.pk)
        counts = answered.get(assessment.pk, (0, 0)) if assessment else (0, 0)
        at = submitted.get(assessment.pk) if assessment and assessment.status != DRAFT else None
        late = at > cycle.closes_at if at else cycle.is_over
        found.append(Standing(operator, assessment, operator.led, *counts, at, late))
    return sorted(found, key=lambda row: alphabetical(str(row.operator)))


def completeness(cycle: Cycle, assessments: list[Assessment]) -> dict:
    """Return {assessment: (questions answered, questions that apply)}."""
    found = {}
    for reading in {row.reading for row in assessments}:
        alike = [row for row in assessments if row.reading == reading]
        scored = [row.code for row in pack_of(alike[0]).questions.values() if row.kind not in NOT_SCORED]
        responses = Response.objects.filter(assessment__opened_by=cycle, assessment__reading=reading, question__code__in=scored)
        applies = Q(not_applicable="")
        counted = (
            responses.order_by()
            .values_list("assessment")
            .annotate(answered=Count("pk", filter=applies & Q(value__isnull=False)), away=Count("pk", filter=~applies))
        )
        known = {pk: (answered, away) for pk, answered, away in counted}
        for row in alike:
            answered, away = known.get(row.pk, (0, 0))
            found[row.pk] = (answered, len(scored) - away)
    return found


def last_submissions(cycle: Cycle) -> dict:
    """Return {assessment: when it was last submitted}."""
    changes = StatusChange.objects.filter(assessment__opened_by=cycle, before=DRAFT).exclude(after=DRAFT)
    return dict(changes.order_by("pk").values_list("assessment", "at"))
