"""Who plans a visit, commits to it, and rates on the spot."""

from assessments.access.seeing import visible_assessments
from assessments.access.standing import (
    LEAD,
    LEAD_REVIEWER,
    ON_SITE,
    PLANNING,
    REMARKERS,
    REVIEWER,
    SECRETARIAT,
    TOLD,
    S,
    standing,
)
from assessments.models import AgendaItem, Photo


def has_visit(assessment):
    """Return whether there is a visit to plan or to read of, for those who see it."""
    return assessment.status in (*PLANNING, *TOLD)


def can_see_visit(user, assessment):
    """Return whether they see the visit: its reviewers and the operator's lead once reviewed, the team once planned."""
    if not has_visit(assessment):
        return False
    early = assessment.status == S.REVIEWED
    team = {LEAD} if early else {*REMARKERS}
    return bool(standing(user, assessment) & {REVIEWER, SECRETARIAT, *team})


def can_plan(user, assessment):
    """Return whether they may plan the visit, and change its agenda."""
    return assessment.status in PLANNING and bool(standing(user, assessment) & {LEAD_REVIEWER, SECRETARIAT})


def can_commit(user, assessment):
    """Return whether they may write who commits the operator to the visit, and upload the document."""
    whose = {LEAD, LEAD_REVIEWER, SECRETARIAT}
    return assessment.status in (S.REVIEWED, S.VISIT_PLANNED) and bool(standing(user, assessment) & whose)


def can_see_checklist(user, assessment):
    """Return whether they see what is to be checked on the spot and why, and what was seen."""
    return has_visit(assessment) and bool(standing(user, assessment) & {REVIEWER, SECRETARIAT})


def can_rate_on_site(user, assessment):
    """Return whether they may rate what is seen on the spot."""
    return assessment.status in ON_SITE and REVIEWER in standing(user, assessment)


def visible_agenda_items(user):
    """Return the agenda items of the assessments they see; what they may do with them is another question (can_plan)."""
    return AgendaItem.objects.filter(visit__assessment__in=visible_assessments(user))


def visible_photos(user):
    """Return the photos of the assessments they see; whether they may see them is another question (can_see_checklist)."""
    return Photo.objects.filter(visit__assessment__in=visible_assessments(user))
