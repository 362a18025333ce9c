"""The team of an operator: who is in it, who is invited, and the changes that those make who run it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.access import can_run_programme, can_run_team, policy, visible_operators
from assessments.mail import home_of
from assessments.models import Membership, Operator
from assessments.people.countries import country_name
from assessments.people.forms import RoleForm, TeamInvitationForm
from assessments.people.invitations import change_invitation, listed
from assessments.people.inviting import invite
from assessments.people.roles import explained, not_last

LEAD = Membership.Role.LEAD


class LastLead(Exception):
    """The change would leave a team without a lead."""


@policy(get="signed in")
def teams(request):
    """List the operators whose team this person may see."""
    language = get_language()
    rows = [(operator, country_name(operator.country, language)) for operator in visible_operators(request.user)]
    context = {"operators": rows, "runs_programme": can_run_programme(request.user)}
    return render(request, "people/teams.html", context)


@policy(get="see team", post="run team")
def team(request, pk):
    """Show a team, and invite to it on POST."""
    operator = get_object_or_404(visible_operators(request.user), pk=pk)
    runs = can_run_team(request.user, operator)
    if request.method == "POST" and not runs:
        raise PermissionDenied
    given = request.POST if request.method == "POST" else None
    form = TeamInvitationForm(given, operator=operator, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        if too_many := ratelimit.consume_or_429(request, action="invite", user=request.user):
            return too_many
        row = invite(**form.cleaned_data, by=request.user, home=home_of(request), operator=operator)
        messages.success(request, _("A message is on its way to %(email)s.") % {"email": row.email})
        return redirect("team", pk=pk)
    context = {
        "operator": operator,
        "members": operator.memberships.select_related("user").order_by("user__name", "user__email"),
        "runs": runs,
        "form": form,
        "roles": explained(Membership.Role),
        "invitations": listed(operator.invitations) if runs else [],
    }
    return render(request, "people/team.html", context)


@policy(get="run team", post="run team")
def member(request, pk, member):
    """Show one person's place in a team; on POST change their role, or take them out. Their answers and history stay."""
    operator = get_object_or_404(visible_operators(request.user), pk=pk)
    row = get_object_or_404(operator.memberships.select_related("user"), pk=member)
    if not can_run_team(request.user, operator):
        raise PermissionDenied
    removes = request.POST.get("do") == "remove"
    form = RoleForm(request.POST if request.method == "POST" and not removes else None, initial={"role": row.role})
    if not (removes or form.is_valid()):
        return render(request, "people/member.html", {"operator": operator, "member": row, "form": form})
    role = None if removes else form.cleaned_data["role"]
    try:
        change(row, role)
    except LastLead:
        messages.error(request, not_last(LEAD))
    else:
        messages.success(request, changed(row, role))
    own_no_more = not visible_operators(request.user).filter(pk=pk).exists()
    return redirect("teams") if own_no_more else redirect("team", pk=pk)


def changed(membership, role):
    """Return what was done, in words."""
    said = {"who": membership.user, "operator": membership.operator}
    if role is None:
        return _("%(who)s is no longer in the team of %(operator)s.") % said
    return _("%(who)s has a new role: %(role)s.") % (said | {"role": Membership.Role(role).label})


def change(membership, role):
    """Give a member another role, or remove them where it is None. Raises LastLead, also of two changes at once."""
    with transaction.atomic():
        Operator.objects.select_for_update(no_key=True).get(pk=membership.operator_id)
        others = Membership.objects.filter(operator=membership.operator_id, role=LEAD).exclude(pk=membership.pk)
        row = Membership.objects.filter(pk=membership.pk)
        if role != LEAD and row.filter(role=LEAD).exists() and not others.exists():
            raise LastLead
        if role is None:
            row.delete()
        else:
            row.update(role=role)


@policy(post="run team")
def team_invitation(request, pk, invitation):
    """Send an invitation again, or take it back."""
    operator = get_object_or_404(visible_operators(request.user), pk=pk)
    if not can_run_team(request.user, operator):
        raise PermissionDenied
    row = get_object_or_404(listed(operator.invitations), pk=invitation)
    return change_invitation(request, row) or redirect("team", pk=pk)
