"""What each role does, in a sentence for those who choose one or are given one."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Appointment, Membership

TEAM, PROGRAMME = Membership.Role, Appointment.Role
DOES = {
    TEAM.LEAD: gettext_lazy("answers, submits the assessment in the operator’s name, and runs the team"),
    TEAM.CONTRIBUTOR: gettext_lazy("answers the questions and adds evidence"),
    TEAM.OBSERVER: gettext_lazy(
        "reads everything of the operator and writes remarks, nothing else: a regulator or a ministry, for example"
    ),
    PROGRAMME.FACILITATOR: gettext_lazy("accompanies the operators, and reads what they have submitted"),
    PROGRAMME.EXPERT: gettext_lazy("reads and judges what the operators have submitted"),
    PROGRAMME.SECRETARIAT: gettext_lazy("runs the programme: sees everything, invites people, gives assessments back"),
}


def what_they_do(role):
    return str(DOES[role])


def explained(kind):
    """Return [(name, what they do)] of the roles of a team or of the programme."""
    return [(role.label, what_they_do(role)) for role in kind]


def not_last(kind):
    """Return why the last of a kind has to stay, in words."""
    if kind == TEAM.LEAD:
        return _("Nothing was changed: a team needs a lead. Make somebody else a lead first.")
    return _("Nothing was changed: the programme needs a secretariat. Invite somebody else first.")
