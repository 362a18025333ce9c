"""Who reviews, and who sees what of it: ratings, notes, the desk."""

from django.db.models import Q

from assessments.access.standing import (
    DRAFT,
    EXPERT,
    LEAD_REVIEWER,
    RATEABLE,
    REVIEWER,
    SECRETARIAT,
    _appointments,
    _role,
    is_told,
    standing,
)
from assessments.models import AgreedRating, Rating


def can_see_review(user, assessment):
    """Return whether they see how it is reviewed: its reviewers, and the secretariat."""
    return assessment.status != DRAFT and bool(standing(user, assessment) & {REVIEWER, SECRETARIAT})


def can_rate(user, assessment):
    """Return whether they may rate its answers at the desk."""
    return assessment.status in RATEABLE and REVIEWER in standing(user, assessment)


def can_settle(user, assessment):
    """Return whether they may settle where its reviewers differ."""
    return assessment.status in RATEABLE and LEAD_REVIEWER in standing(user, assessment)


def can_assign(user, assessment):
    """Return whether they may say who reviews it; whom, people say by their ties (assessments.review.assigning)."""
    return assessment.status != DRAFT and SECRETARIAT in _appointments(user)


def can_see_desk(user):
    """Return whether they see the list of what was submitted, of all operators."""
    return bool(_appointments(user))


def can_declare_ties(user):
    """Return whether they may declare what keeps themselves from reviewing."""
    return EXPERT in _appointments(user)


def visible_ratings(user, assessment):
    """Return the ratings of each expert that this person sees; notes on them are another question (visible_notes).

    A reviewer sees their own, and those of others on the questions they have rated themselves. The operator never sees who of
    the experts said what: it is told what they agreed on.
    """
    rows = Rating.objects.filter(assessment=assessment)
    standings = standing(user, assessment)
    if SECRETARIAT in standings and REVIEWER not in standings:
        return rows
    if REVIEWER not in standings:
        return rows.none()
    rated = rows.filter(expert=user).exclude(verdict="").values("question")
    return rows.filter(Q(expert=user) | Q(question__in=rated))


def visible_agreed_ratings(user, assessment):
    """Return what the review as a whole says that this person sees: the team and the programme once it is told."""
    rows = AgreedRating.objects.filter(assessment=assessment)
    return rows if is_told(assessment) or can_see_review(user, assessment) else rows.none()


def visible_notes(user, assessment):
    """Return the ratings whose private notes this person sees: as visible_ratings, and none for who is in the operator's team."""
    if _role(user, assessment) is not None:
        return Rating.objects.none()
    return visible_ratings(user, assessment)
