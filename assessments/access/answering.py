"""Who answers what: a draft, and what is asked again while a clarification is asked."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from assessments.access.standing import ANSWERERS, CLARIFICATION, DRAFT, REMARKERS, _role, can_step
from assessments.models import Assessment, Clarification

OPEN_CLARIFICATIONS = Clarification.objects.filter(asked_at__isnull=False, answered_at=None, withdrawn_at=None)


def can_answer(user, assessment):
    return assessment.status == DRAFT and _role(user, assessment) in ANSWERERS


def can_remark(user, assessment):
    """Return whether they may write the remark of a question: the team, and who watches for a regulator or a ministry."""
    return assessment.status == DRAFT and _role(user, assessment) in REMARKERS


@dataclass(frozen=True)
class Answerable:
    """Which questions somebody may answer now: all of them, or those with these codes, or none."""

    every: bool = False
    codes: frozenset[str] = frozenset()

    def __contains__(self, code):
        return self.every or code in self.codes

    def __bool__(self):
        return self.every or bool(self.codes)


def answerable(user, assessment, roles=ANSWERERS):
    """Return which questions they may answer: all of a draft, and what is asked again while a clarification is asked.

    With REMARKERS as the roles: on which they may write a remark.
    """
    if _role(user, assessment) not in roles:
        return Answerable()
    if assessment.status == CLARIFICATION:
        return Answerable(codes=frozenset(open_clarifications(assessment).values_list("question__code", flat=True)))
    return Answerable(every=assessment.status == DRAFT)


def answerable_assessment(user, pk, code, roles=ANSWERERS):
    """Return the assessment when this question of it may be answered, else None: answerable() in one query, for each save."""
    team = {"operator__memberships__user": user, "operator__memberships__role__in": roles}
    asked = Exists(OPEN_CLARIFICATIONS.filter(assessment=OuterRef("pk"), question__code=code))
    may = Q(status=DRAFT) | Q(asked, status=CLARIFICATION)
    rows = Assessment.objects.filter(may, pk=pk, **team).select_related("framework").order_by()
    return next(iter(rows.only("status", "reading", "framework__checksum", "framework__published_at")), None)


def open_clarifications(assessment):
    """Return what the operator is asked again and has not given back."""
    return OPEN_CLARIFICATIONS.filter(assessment=assessment)


def can_submit(user, assessment):
    return can_step(user, assessment, "submit")


def can_share(user, assessment):
    """Return whether they may say who of the team is in charge of what."""
    return can_submit(user, assessment)


def can_widen(user, assessment):
    """Return whether they may go on to a longer reading; the answers stay."""
    return can_submit(user, assessment)


def can_return(user, assessment):
    """Return whether they may give a submitted assessment back to its team."""
    return can_step(user, assessment, "return")
