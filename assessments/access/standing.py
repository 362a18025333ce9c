"""What somebody is to an assessment and to the programme, and whose each step of the process is."""

from assessments.models import Appointment, Assessment, Membership, Reviewer
from assessments.workflow import TRANSITIONS

LEAD, CONTRIBUTOR = Membership.Role.LEAD, Membership.Role.CONTRIBUTOR
FACILITATOR, EXPERT, SECRETARIAT = Appointment.Role.FACILITATOR, Appointment.Role.EXPERT, Appointment.Role.SECRETARIAT
REVIEWER, LEAD_REVIEWER = "reviewer", "lead reviewer"
ANSWERERS = (LEAD, CONTRIBUTOR)
REMARKERS = (*ANSWERERS, Membership.Role.OBSERVER)

S = Assessment.Status
DRAFT, CLARIFICATION = S.DRAFT, S.CLARIFICATION
TOLD = (S.REPORT_ISSUED, S.FOLLOW_UP, S.CLOSED)  # the operator has what its experts found
RATEABLE = (S.IN_REVIEW, CLARIFICATION)
ON_SITE = (S.VISIT_PLANNED, S.VISITED)
PLANNING = (S.REVIEWED, *ON_SITE)  # dates, team and agenda may be set; after the visit, what its workshop resulted in
FINDING = (S.IN_REVIEW, CLARIFICATION, S.REVIEWED, *ON_SITE)
ISSUING = (S.REVIEWED, *ON_SITE, S.REPORT_ISSUED, S.FOLLOW_UP)

# Whose a step of the process is; workflow.TRANSITIONS says from which state it starts
STEPS = {
    "submit": {LEAD},
    "widen": {LEAD},
    "return": {SECRETARIAT},
    "begin_review": {REVIEWER},
    "ask_clarification": {REVIEWER},
    "answer_clarification": {LEAD},
    "stop_waiting": {LEAD_REVIEWER, SECRETARIAT},
    "finish_review": {LEAD_REVIEWER},
    "reopen_review": {LEAD_REVIEWER, SECRETARIAT},
    "plan_visit": {LEAD_REVIEWER, SECRETARIAT},
    "cancel_visit": {LEAD_REVIEWER, SECRETARIAT},
    "end_visit": {LEAD_REVIEWER},
    "issue_report": {LEAD_REVIEWER, SECRETARIAT},
    "follow_up": {LEAD_REVIEWER, SECRETARIAT},
    "close": {SECRETARIAT},
    "reopen": {SECRETARIAT},
}


def standing(user, assessment):
    """Return what the person is to this assessment: their role in its team and in the programme, and whether they review it."""
    role = _role(user, assessment)
    found = {*_appointments(user), role} - {None}
    if EXPERT in found and role is None:
        leading = Reviewer.objects.filter(assessment=assessment, expert=user).values_list("leads", flat=True).first()
        found |= set() if leading is None else {REVIEWER, LEAD_REVIEWER} if leading else {REVIEWER}
    return found


def can_step(user, assessment, action):
    """Return whether they may take this step of the process now: its state allows it, and it is theirs."""
    return assessment.status in TRANSITIONS[action].before and bool(standing(user, assessment) & STEPS[action])


def leads(user, assessment):
    """Return whether they lead the team, in whatever state the assessment is: who may not submit any more is told why."""
    return _role(user, assessment) == LEAD


def is_told(assessment):
    """Return whether its operator has what its experts found."""
    return assessment.status in TOLD


def needs_second_factor(user):
    return user.is_staff or bool(_appointments(user) & {EXPERT, SECRETARIAT})


def lacks_second_factor(user):
    """Return whether they need a second factor and have none; one plain query, as each page asks it."""
    if user.is_staff:
        kinds = list(user.authenticator_set.values_list("type", flat=True))
    else:  # a row for each kind that an expert or the secretariat has, one of None for who has none; no row for anybody else
        needing = Appointment.objects.filter(user=user, role__in=[EXPERT, SECRETARIAT])
        kinds = list(needing.values_list("user__authenticator__type", flat=True))
        if not kinds:
            return False
    return not {"totp", "webauthn"} & set(kinds)


def _role(user, assessment):
    """Return the person's role in the assessment's team, None outside it."""
    return _role_at(user, assessment.operator_id)


def _role_at(user, operator_id):
    return Membership.objects.filter(user=user, operator=operator_id).values_list("role", flat=True).first()


def _appointments(user):
    """Return the person's roles in the programme: facilitator, expert, secretariat."""
    return set(Appointment.objects.filter(user=user).values_list("role", flat=True))
