"""Keep what was seen on the spot: the rating in the question's own kind and the observation, merged as answers are."""

from collections.abc import Mapping

from django.db import transaction

from assessments.access import ON_SITE
from assessments.merging import KeyReused, Merge, Opening, Outcome, checksum_of, remember, saves_before
from assessments.models import AgreedRating, Assessment, Response, Verdict
from assessments.scorecard import question_key
from assessments.typed import REMARK, VALUE
from readiness.pack import Pack

TRACK = AgreedRating.Track.SITE


class NotOnSite(Exception):
    """The visit is not planned, or its report is issued: nothing is rated on the spot."""


class SiteMerge(Merge):
    """A rating on the spot: what an answer calls its remark is the observation."""

    COLUMNS = {REMARK: "observation"}

    def settle(self):
        """Write whether it is what the operator claimed, and which version of the answer that was."""
        rating = self.response
        claim = Response.objects.filter(assessment=rating.assessment_id, question=rating.question_id).first()
        rating.answer_version = claim.version if claim else 0
        if rating.value is None and not rating.not_applicable:
            rating.verdict = Verdict.OPEN
        else:
            rating.verdict = Verdict.ACCEPTED if claim and self.is_claimed(claim) else Verdict.RATED

    def is_claimed(self, claim):
        same = self.same(VALUE, self.response.value, claim.value)
        return same and bool(self.response.not_applicable) == bool(claim.not_applicable)


def rate(
    assessment: Assessment,
    pack: Pack,
    code: str,
    changes: Mapping[str, object],
    seen: Mapping[str, int],
    by: object,
    opening: Opening | None = None,
) -> Outcome:
    """Save fields of the rating of one question and return the Outcome; one transaction, which holds the assessment's row.

    Raises NotOnSite outside the visit, KeyReused when the opening's key was used for something else.
    """
    with transaction.atomic():
        status = Assessment.objects.select_for_update(no_key=True).values_list("status", flat=True).get(pk=assessment.pk)
        rating = site_rating(assessment, code)
        checksum = checksum_of(assessment, code, {"site": changes}, seen, by, opening)
        before, own = saves_before(rating, by, opening)
        if before:
            if before["checksum"] != checksum:
                raise KeyReused
            return Outcome(**before["answer"])
        if status not in ON_SITE:
            raise NotOnSite
        outcome = SiteMerge(pack, pack.questions[code], rating, changes, seen, by, own).outcome()
        remember(rating, changes, outcome, by, opening, checksum)
    return outcome


def site_rating(assessment: Assessment, code: str) -> AgreedRating:
    """Return the rating of a question on the spot, a new one of version 0 where there is none yet."""
    place = {"assessment_id": assessment.pk, "question_id": question_key(assessment, code), "track": TRACK}
    return AgreedRating.objects.filter(**place).first() or AgreedRating(**place, version=0)


def changed(sheet, entered) -> dict[str, object]:
    """Return what the form changed of what it showed: {field: value}."""
    before = sheet.typed.changes(sheet.question)
    return {name: value for name, value in entered.changes(sheet.question).items() if value != before[name]}
