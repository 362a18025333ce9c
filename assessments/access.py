"""Who may see and do what: the whole policy on one page.

A view finds its object with visible_…(): what a person may not see does not exist for them (404). Then it asks
can_…(): what they see but may not do is refused (403). Each view declares with @policy who it is for;
tests/access tries every URL as every role against that declaration, and fails on a URL without one.

    role                      sees                                    does
    lead                      their operator's, in any state          answers, widens, submits; asks for reports; runs the team
    contributor               their operator's, in any state          answers; asks for reports
    observer                  their operator's, in any state          writes remarks on a draft's questions, nothing else
    facilitator, expert       what was submitted, of all operators    asks for reports
    secretariat               everything                              returns for correction; asks for reports; runs every
                                                                      team and the programme

Experts, the secretariat and whoever opens the back office need a second factor; until they have one, they see only how to
set it up (assessments/second_factor.py).

Who sees an assessment may have its questionnaire put on paper, read who changed what, and say something about each question:
to everybody who sees it, or, within the operator's team, to the team alone.

Everybody in a team sees who else is in it; the programme's people see every team. To run a team is to invite to it, to
change roles and to remove people; open invitations are seen by those who run the team only.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q

from assessments.models import Appointment, Assessment, Evidence, Membership, Operator, Printout, Report, Thread, User
from readiness import errors

LEAD, CONTRIBUTOR = Membership.Role.LEAD, Membership.Role.CONTRIBUTOR
ANSWERERS = (LEAD, CONTRIBUTOR)
REMARKERS = (*ANSWERERS, Membership.Role.OBSERVER)
SECRETARIAT = Appointment.Role.SECRETARIAT
DRAFT = Assessment.Status.DRAFT

POLICIES = {
    "anyone": "also who has not signed in",
    "signed in": "every person who has signed in, with a role or without",
    "signing in": "who is about to sign in; whoever else comes is sent elsewhere",
    "setting up": "every person who has signed in, also before the second factor that their role needs is set up",
    "own factor": "who has an authenticator app and recovery codes: it is about their own",
    "own passkey": "whose passkey it is",
    "see": "who sees this assessment",
    "answer": "who may answer in this assessment",
    "remark": "who may write a remark on a question of this assessment",
    "submit": "who may submit this assessment",
    "share": "who may put people in charge of requirements",
    "widen": "who may take more questions into this assessment",
    "return": "who may return this assessment for correction",
    "report": "who may ask for a report of this assessment",
    "see team": "who sees who is in this operator's team",
    "run team": "who may invite to this operator's team, change its roles, and remove people",
    "run programme": "who may invite facilitators, experts and the secretariat, and end their roles",
    "back office": "who may open the back office",
}


OPEN_WITHOUT_FACTOR = ("anyone", "signing in", "setting up")


def policy(get=None, post=None):
    """Declare who a view is for, by method, in the words of POLICIES; a method left out is answered 405.

    The view itself still asks: the declaration is what the matrix holds it to.
    """
    declared = {method: name for method, name in (("GET", get), ("POST", post)) if name}
    assert declared and set(declared.values()) <= set(POLICIES), declared
    methods = [*declared, "HEAD", "OPTIONS"] if get else [*declared, "OPTIONS"]

    def declare(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            if request.method not in methods:
                return errors.not_allowed(request, methods)
            return view(request, *args, **kwargs)

        answer.policy = declared
        return login_not_required(answer) if {"anyone", "signing in"} & {*declared.values()} else answer

    return declare


# Who needs a second factor


def needs_second_factor(user):
    return user.is_staff or bool(_appointments(user) & {Appointment.Role.EXPERT, SECRETARIAT})


def lacks_second_factor(user):
    """Return whether they need a second factor and have none; one query, as each page asks it."""
    needing = Q(is_staff=True) | Q(appointments__role__in=[Appointment.Role.EXPERT, SECRETARIAT])
    having = Q(authenticator__type__in=["totp", "webauthn"])
    return User.objects.filter(needing, pk=user.pk).exclude(having).exists()


# What exists for a person


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


# What a person may do with what they see


def can_answer(user, assessment):
    return assessment.status == DRAFT and _role(user, assessment) in ANSWERERS


def can_remark(user, assessment):
    """Return whether they may write the remark of a question: the team, and who watches for a regulator or a ministry."""
    return assessment.status == DRAFT and _role(user, assessment) in REMARKERS


def answerable_assessment(user, pk, roles=ANSWERERS):
    """Return the assessment when can_answer holds for it, else None: the whole question in one query, for each save.

    With REMARKERS as the roles: when can_remark holds for it.
    """
    team = {"operator__memberships__user": user, "operator__memberships__role__in": roles}
    rows = Assessment.objects.filter(pk=pk, status=DRAFT, **team).select_related("framework").order_by()
    return next(iter(rows.only("status", "reading", "framework__checksum", "framework__published_at")), None)


def can_submit(user, assessment):
    return assessment.status == DRAFT and leads(user, assessment)


def leads(user, assessment):
    """Return whether they lead the team, in whatever state the assessment is: who may not submit any more is told why."""
    return _role(user, assessment) == LEAD


def can_share(user, assessment):
    """Return whether they may say who of the team is in charge of what."""
    return can_submit(user, assessment)


def can_widen(user, assessment):
    """Return whether they may go on to a longer reading; the answers stay."""
    return can_submit(user, assessment)


def can_return(user, assessment):
    """Return whether they may give a submitted assessment back to its team."""
    return assessment.status != DRAFT and SECRETARIAT in _appointments(user)


def can_ask_for_report(user, assessment):
    """Return whether they may have a report made; who sees the assessment may read those that were made."""
    return _role(user, assessment) in (LEAD, CONTRIBUTOR) or bool(_appointments(user))


def can_run_team(user, operator):
    """Return whether they may invite to the operator's team, change its roles and remove people."""
    return _role_at(user, operator.pk) == LEAD or can_run_programme(user)


def can_run_programme(user):
    """Return whether they may invite facilitators, experts and the secretariat, and end their roles."""
    return SECRETARIAT in _appointments(user)


def can_invite(user, operator):
    """Return whether they may invite to the operator's team, or to the programme where there is no operator."""
    return can_run_team(user, operator) if operator else can_run_programme(user)


def _role(user, assessment):
    """Return the person's role in the assessment's team, None outside it."""
    return _role_at(user, assessment.operator_id)


def _role_at(user, operator_id):
    return Membership.objects.filter(user=user, operator=operator_id).values_list("role", flat=True).first()


def _appointments(user):
    """Return the person's roles in the programme: facilitator, expert, secretariat."""
    return set(Appointment.objects.filter(user=user).values_list("role", flat=True))
