"""A person's own account: name and language, the second factor, and an end to sessions elsewhere."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from assessments.access import can_declare_ties, lacks_second_factor, needs_second_factor, policy
from assessments.language import remember_language
from assessments.models import User
from assessments.people.forms import AccountForm


@policy(get="signed in", post="signed in")
def account(request):
    """Show what there is about oneself, and save name and language on POST."""
    form = AccountForm(request.POST if request.method == "POST" else None, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        user = form.save()
        with translation.override(user.language):
            messages.success(request, _("Saved."))
        response = redirect("account")
        remember_language(response, user.language)
        return response
    context = {"form": form, "factors": _factors(request.user), "declares": can_declare_ties(request.user)}
    return render(request, "people/account.html", context)


@policy(post="signed in")
def sign_out_elsewhere(request):
    """End every session of this person but this one, whose key changes."""
    User.objects.filter(pk=request.user.pk).update(session_round=F("session_round") + 1)
    request.user.refresh_from_db()
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("account")


@policy(get="setting up")
def second_factor(request):
    """Say why there is a second factor, what is set up, and how to set it up."""
    context = {"needs": needs_second_factor(request.user), "lacks": lacks_second_factor(request.user)}
    return render(request, "mfa/index.html", context | _factors(request.user))


def _factors(user):
    """Return what is set up: the passkeys, whether there is an app, whether there are recovery codes."""
    rows = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    return {
        "passkeys": [row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
        "app": any(row.type == Authenticator.Type.TOTP for row in rows),
        "codes": any(row.type == Authenticator.Type.RECOVERY_CODES for row in rows),
    }
