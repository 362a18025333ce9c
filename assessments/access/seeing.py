"""What exists for somebody: operators and their teams, assessments, and what hangs on them."""

from django.db.models import Q

from assessments.access.standing import CONTRIBUTOR, DRAFT, LEAD, SECRETARIAT, _appointments, _role, _role_at
from assessments.models import Appointment, Assessment, Evidence, Membership, Operator, Printout, Report, Thread, User


def visible_operators(user):
    """Return the operators whose name and team this person may see."""
    if _appointments(user):
        return Operator.objects.all()
    return Operator.objects.filter(memberships__user=user)


def visible_assessments(user):
    """Return the assessments that exist for this person."""
    appointed = _appointments(user)
    if SECRETARIAT in appointed:
        return Assessment.objects.all()
    own = Q(operator__in=Membership.objects.filter(user=user).values("operator"))
    if appointed:
        return Assessment.objects.filter(own | ~Q(status=DRAFT))
    return Assessment.objects.filter(own)


def people_who_see(assessment):
    """Return the people for whom this assessment exists, closed accounts left out: visible_assessments the other way round."""
    roles = [SECRETARIAT] if assessment.status == DRAFT else Appointment.Role.values
    team, appointed = Q(memberships__operator=assessment.operator_id), Q(appointments__role__in=roles)
    return User.objects.filter(pk__in=User.objects.filter(team | appointed).values("pk"), is_active=True)


def visible_reports(user):
    """Return the reports that exist for this person: those of the assessments they see."""
    return Report.objects.filter(assessment__in=visible_assessments(user))


def visible_printouts(user):
    """Return the questionnaires on paper that exist for this person: those of the assessments they see."""
    return Printout.objects.filter(assessment__in=visible_assessments(user))


def visible_threads(user, assessment):
    """Return what is said about an assessment that this person sees; what the team says among itself is the team's."""
    rows = Thread.objects.filter(assessment=assessment)
    return rows if may_read_thread(user, assessment, team_only=True) else rows.filter(team_only=False)


def may_read_thread(user, assessment, team_only):
    """Return whether they read, and may add to, the one kind of thread or the other, of an assessment that they see."""
    return not team_only or _role(user, assessment) is not None


def visible_files(user):
    """Return the evidence kept as files that exists for this person: that of the assessments they see."""
    return Evidence.objects.filter(file__isnull=False, response__assessment__in=visible_assessments(user))


def can_ask_for_report(user, assessment):
    """Return whether they may have a report made; who sees the assessment may read those that were made."""
    return _role(user, assessment) in (LEAD, CONTRIBUTOR) or bool(_appointments(user))


def can_run_team(user, operator):
    """Return whether they may invite to the operator's team, change its roles and remove people."""
    return _role_at(user, operator.pk) == LEAD or can_run_programme(user)


def can_run_programme(user):
    """Return whether they may invite facilitators, experts and the secretariat, end their roles, and run the cycles."""
    return SECRETARIAT in _appointments(user)


def can_invite(user, operator):
    """Return whether they may invite to the operator's team, or to the programme where there is no operator."""
    return can_run_team(user, operator) if operator else can_run_programme(user)
