"""What the operator's team is called to beside the answers: the commitment to the visit, and replies to findings."""

from dataclasses import dataclass

from assessments.access import DRAFT, can_commit, can_reply, leads, visible_findings
from assessments.models import Assessment, User, Visit


@dataclass(frozen=True)
class Called:
    """`commitment`: the visit has days, and nobody has committed the operator yet; `findings`: how many wait for a reply."""

    commitment: bool = False
    findings: int = 0

    def __bool__(self) -> bool:
        return self.commitment or bool(self.findings)


def called(user: User, assessment: Assessment) -> Called:
    """Return what this person is called to; nothing while it is a draft."""
    if assessment.status == DRAFT or not leads(user, assessment):
        return Called()
    planned = Visit.objects.filter(assessment=assessment, first_day__isnull=False, commitment__isnull=True)
    findings = 0
    if can_reply(user, assessment):
        findings = visible_findings(user, assessment).filter(issued_at__isnull=False, reply__isnull=True).count()
    return Called(can_commit(user, assessment) and planned.exists(), findings)
