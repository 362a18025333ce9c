"""The desk: what was submitted, of every operator, with what tells an expert where to begin."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.access import DRAFT, EXPERT, SECRETARIAT, can_see_desk, policy, visible_assessments
from assessments.models import Appointment, Assessment, Operator, Rating, Reviewer
from assessments.people.countries import country_name
from assessments.review.doubts import framework_of
from assessments.review.rated import given
from assessments.scorecard import Shown, answers_of, evidence_of, pack_of
from readiness.scoring.answers import Answer, State
from readiness.scoring.bands import percent
from readiness.scoring.doubts import Reason
from readiness.scoring.framework import Framework
from readiness.scoring.scores import score
from readiness.scoring.tracks import Track
from readiness.scoring.triage import Triage, triage

S = Assessment.Status
BY_CLAIMS, BY_EVIDENCE, BY_RATED = "claims", "evidence", "rated"
ORDERS = {
    "": _("waiting longest"),
    BY_CLAIMS: _("most likely too high"),
    BY_EVIDENCE: _("least evidence"),
    BY_RATED: _("least rated by me"),
}
NOT_MINE = 2  # above every share that one has rated
AT_THE_DESK = (S.SUBMITTED, S.IN_REVIEW, S.CLARIFICATION)


@dataclass
class Row:
    """One submission on the list. `days` since it was submitted last, None where that is not known."""

    assessment: Assessment
    country: str
    days: int | None
    answered: int
    applicable: int
    evidence: int
    over_claims: int
    contradicted: int
    not_applicable: int
    asked: int
    reviewers: list[Reviewer] = field(default_factory=list)
    me: int = 0
    rated: int | None = None
    again: int = 0

    @property
    def others(self) -> list[Reviewer]:
        """Return the reviewers but the one who reads."""
        return [row for row in self.reviewers if row.expert_id != self.me]

    @property
    def leads(self) -> bool:
        return any(row.leads and row.expert_id == self.me for row in self.reviewers)

    @property
    def complete(self) -> int:
        """Return the share of applicable questions that are answered, in percent."""
        return percent(Fraction(self.answered, self.applicable)) if self.applicable else 100

    @property
    def shown(self) -> int:
        """Return the share of answers with evidence, in percent."""
        return percent(Fraction(self.evidence, self.answered)) if self.answered else 0


@policy(get="desk")
def desk(request):
    """List what was submitted, by the `order` in the address; `mine`, `state`, `region` and `cycle` narrow it."""
    if not can_see_desk(request.user):
        raise PermissionDenied
    submitted = visible_assessments(request.user).exclude(status=DRAFT)
    chosen = {name: request.GET.get(name, "") for name in ("state", "region", "cycle")}
    roles = set(Appointment.objects.filter(user=request.user).values_list("role", flat=True))
    mine, order = "mine" in request.GET, request.GET.get("order", "")
    listed = rows(narrowed(submitted, request.user, mine, chosen), request.user, get_language())
    context = {
        "rows": in_order(listed, order),
        "several_frameworks": len({row.assessment.framework.title for row in listed}) > 1,
        "order": order if order in ORDERS else "",
        "orders": [(name, label) for name, label in ORDERS.items() if name != BY_RATED or EXPERT in roles],
        "chosen": chosen,
        "mine": mine,
        "narrowed": mine or any(chosen.values()),
        "expert": EXPERT in roles,
        "assigns": SECRETARIAT in roles,
        "states": [(value, label) for value, label in S.choices if value != DRAFT],
        "regions": Operator.Region.choices,
        "cycles": sorted(set(submitted.order_by().values_list("cycle", flat=True)), reverse=True),
    }
    return render(request, "review/desk.html", context)


def narrowed(submitted, user, mine: bool, chosen: dict[str, str]):
    """Return the submissions that the filters leave; a value that none of them knows leaves none."""
    if mine:
        submitted = submitted.filter(reviewers__expert=user)
    names = {"state": "status", "region": "operator__region", "cycle": "cycle"}
    return submitted.filter(**{names[name]: text for name, text in chosen.items() if text and "\0" not in text})


def rows(submitted, user: object, language: str) -> list[Row]:
    """Return the rows of the list; seven queries, however many there are."""
    last = Max("status_changes__at", filter=Q(status_changes__action="submit"))
    found = list(submitted.annotate(submitted_at=last).select_related("operator", "framework").defer("framework__text"))
    answers, shown = answers_of(found), evidence_of(found)
    reviewers: dict[object, list[Reviewer]] = {each.pk: [] for each in found}
    for row in Reviewer.objects.filter(assessment__in=list(reviewers)).select_related("expert").order_by("-leads", "pk"):
        reviewers[row.assessment_id].append(row)
    mine = given(Rating.objects.filter(assessment__in=list(reviewers), expert=user)).order_by()
    rated = Counter(mine.values_list("assessment", "outdated"))
    made = []
    for each in found:
        asked = len(pack_of(each).questions)
        framework = framework_of(each.framework.checksum, each.reading)
        completeness = score(framework, answers[each.pk]).completeness
        with_evidence = answered_with_evidence(framework, answers[each.pk], shown[each.pk])
        doubted = triage(framework, {Track.SELF: answers[each.pk]}, shown[each.pk].evidence, shown[each.pk].on_site)
        reviews = any(row.expert_id == user.pk for row in reviewers[each.pk])
        again = rated[each.pk, True] if reviews and each.status in AT_THE_DESK else 0
        made.append(
            Row(
                each, country_name(each.operator.country, language), days_since(each.submitted_at),
                completeness.answered, completeness.applicable, with_evidence, len(doubted.over_claims),
                doubted_for(doubted, Reason.CONTRADICTION), doubted_for(doubted, Reason.NOT_APPLICABLE), asked,
                reviewers[each.pk], user.pk, rated[each.pk, False] if reviews else None, again,
            )
        )  # fmt: skip
    return made


def doubted_for(doubted: Triage, reason: Reason) -> int:
    return sum(reason in each.reasons for each in doubted.questions.values())


def days_since(moment) -> int | None:
    return (timezone.now() - moment).days if moment else None


def answered_with_evidence(framework: Framework, answers: dict[str, Answer], shown: Shown) -> int:
    """Return how many of the scored questions answered have evidence."""
    pieces = shown.evidence | shown.on_site
    states = ((code, answers[code].state) for code in pieces & answers.keys() if framework.questions[code].kind.scored)
    return sum(state is State.ANSWERED for _code, state in states)


def in_order(made: Iterable[Row], order: str = "") -> list[Row]:
    """Return what waits at the desk first, and of each what comes first by this order; of equals the longest there."""

    def place(row: Row) -> object:
        if order == BY_CLAIMS:
            return -row.over_claims
        if order == BY_EVIDENCE:
            return row.shown
        if order == BY_RATED:
            return NOT_MINE if row.rated is None else Fraction(row.rated, row.asked)
        return 0

    def waits(row: Row) -> tuple:
        return row.assessment.status not in AT_THE_DESK, place(row), -(row.days or 0), str(row.assessment.operator)

    return sorted(made, key=waits)
