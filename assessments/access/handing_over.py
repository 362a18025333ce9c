"""Who writes and reads what a review hands over: findings, documents, how ratings lie apart."""

from assessments.access.reviewing import can_see_review
from assessments.access.seeing import visible_assessments
from assessments.access.standing import (
    ANSWERERS,
    FINDING,
    ISSUING,
    LEAD_REVIEWER,
    REVIEWER,
    SECRETARIAT,
    S,
    _role,
    is_told,
    standing,
)
from assessments.models import DraftDocument, Finding, IssuedDocument, Kind


def visible_findings(user, assessment):
    """Return the findings that this person sees: who reviews it all, others those handed over, once they have the list."""
    rows = Finding.objects.filter(assessment=assessment)
    if can_see_review(user, assessment):
        return rows
    return rows.filter(issued_at__isnull=False) if _is_given(user, assessment) else rows.none()


def can_find(user, assessment):
    """Return whether they may write what the review found."""
    return assessment.status in FINDING and REVIEWER in standing(user, assessment)


def can_reply(user, assessment):
    """Return whether they may say what the operator makes of the findings: there are some that it was given."""
    if assessment.status == S.CLOSED or _role(user, assessment) not in ANSWERERS:
        return False
    return Finding.objects.filter(assessment=assessment, issued_at__isnull=False).exists()


def visible_documents(user):
    """Return the issued documents of the assessments that this person sees; which of them they read, can_read_document says."""
    return IssuedDocument.objects.filter(assessment__in=visible_assessments(user))


def visible_drafts(user):
    """Return the drafts of documents of the assessments that this person sees; can_see_review says who reads them."""
    return DraftDocument.objects.filter(assessment__in=visible_assessments(user))


def can_read_document(user, document):
    """Return whether they may read an issued document, which for the operator hangs on its kind and the state."""
    return document.kind in readable_kinds(user, document.assessment)


def readable_kinds(user, assessment):
    """Return the kinds of issued documents that this person may read.

    The brief holds private notes: nobody of the operator's team reads it, whatever else they are.
    """
    if standing(user, assessment) & {REVIEWER, SECRETARIAT}:
        return set(Kind) if _role(user, assessment) is None else set(Kind) - {Kind.BRIEF}
    given = {Kind.EXIT} if _is_given(user, assessment) else set()
    return given | {Kind.GAP, Kind.REVIEW, Kind.STRATEGY} if is_told(assessment) else given


def can_issue(user, assessment):
    """Return whether they may issue its documents."""
    return assessment.status in ISSUING and bool(standing(user, assessment) & {LEAD_REVIEWER, SECRETARIAT})


def can_see_calibration(user, assessment):
    """Return whether they see how far the operator's and the experts' ratings lie apart."""
    return is_told(assessment) or can_see_review(user, assessment)


def _is_given(user, assessment):
    """Return whether they have what was handed to the operator: its team at once, the programme's people once it is told."""
    return _role(user, assessment) is not None or is_told(assessment)
