"""Which ratings hold: one of an answer that the operator changed since is to be given again."""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet
from django.utils.translation import gettext as _

from assessments.access import open_clarifications
from assessments.models import Assessment, Rating, Response, Reviewer, Verdict
from readiness.pack import Pack

NAMED = 10  # so many codes are named, the others counted


@dataclass
class Progress:
    """How far a reviewer has come; `open` are the questions they have not rated, `again` those to be read again, in order."""

    reviewer: Reviewer
    rated: int
    open: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)

    @property
    def lacks(self) -> bool:
        return bool(self.open or self.again)

    @property
    def open_codes(self) -> str:
        return first_of(self.open)

    @property
    def again_codes(self) -> str:
        return first_of(self.again)


def first_of(codes: list[str]) -> str:
    """Return the codes in words, the first ones where there are many."""
    words, more = ", ".join(codes[:NAMED]), len(codes) - NAMED
    return _("%(codes)s and %(count)d more") % {"codes": words, "count": more} if more > 0 else words


def given(ratings: QuerySet) -> QuerySet:
    """Return the ratings that were given, each with `outdated`: whether the operator has changed the answer since.

    What the operator is still asked about, and has not given back, is not read again yet.
    """
    changed = Response.objects.filter(
        assessment=OuterRef("assessment"), question=OuterRef("question"), version__gt=OuterRef("answer_version")
    )
    waiting = open_clarifications(OuterRef("assessment")).filter(question=OuterRef("question"))
    outdated = ExpressionWrapper(Exists(changed) & ~Exists(waiting), output_field=BooleanField())
    return ratings.exclude(verdict=Verdict.OPEN).annotate(outdated=outdated)


def ratings_by_code(user: object, assessment: Assessment) -> dict[str, Rating]:
    """Return {question: own rating} of those that were given, each with `outdated`; one query."""
    rows = given(Rating.objects.filter(assessment=assessment, expert=user)).select_related("question")
    return {row.question.code: row for row in rows}


def holding(user: object, assessment: Assessment) -> set[str]:
    """Return the questions that this person need not rate (again)."""
    return {code for code, row in ratings_by_code(user, assessment).items() if not row.outdated}


def progress(assessment: Assessment, pack: Pack) -> list[Progress]:
    """Return how far each reviewer has come, who leads first; two queries."""
    by_expert: dict[int, dict[str, bool]] = {}
    rows = given(Rating.objects.filter(assessment=assessment)).order_by()
    for expert, code, outdated in rows.values_list("expert", "question__code", "outdated"):
        by_expert.setdefault(expert, {})[code] = outdated

    def come(reviewer: Reviewer) -> Progress:
        own = by_expert.get(reviewer.expert_id, {})
        open_ = [code for code in pack.questions if code not in own]
        again = [code for code in pack.questions if own.get(code)]
        return Progress(reviewer, len(pack.questions) - len(open_) - len(again), open_, again)

    return [come(row) for row in assessment.reviewers.select_related("expert").order_by("-leads", "pk")]
