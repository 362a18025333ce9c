"""What deserves the time of one expert in one submission, of the operator's answers and that expert's own ratings."""

from functools import lru_cache

from assessments.access import REVIEWER, standing
from assessments.models import Assessment
from assessments.scorecard import evidence_of, pack_of, published_pack, ratings, ratings_by
from readiness.pack.numbers import scoring_framework
from readiness.scoring.framework import Framework
from readiness.scoring.tracks import in_force
from readiness.scoring.triage import Triage, triage


@lru_cache(maxsize=32)
def framework_of(checksum: str, reading: str) -> Framework:
    """Return what an edition's reading is scored by; made once per process, as a published edition is frozen."""
    return scoring_framework(published_pack(checksum, reading))


def doubts(user: object, assessment: Assessment) -> Triage:
    """Return the triage as this person may see it: a reviewer's by their own ratings alone, else by those agreed."""
    pack_of(assessment)
    reviews = REVIEWER in standing(user, assessment)
    given = ratings_by(user, assessment) if reviews else ratings(assessment)
    shown = evidence_of([assessment])[assessment.pk]
    earlier = in_force(ratings(assessment.previous)) if assessment.previous_id else {}
    framework = framework_of(assessment.framework.checksum, assessment.reading)
    return triage(framework, given, shown.evidence, shown.on_site, earlier)
