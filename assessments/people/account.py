"""A person's own account: the page about the second factor."""

from allauth.mfa.models import Authenticator
from django.shortcuts import render

from assessments.access import lacks_second_factor, needs_second_factor, policy


@policy(get="setting up")
def second_factor(request):
    """Say why there is a second factor, what is set up, and how to set it up."""
    rows = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    context = {
        "needs": needs_second_factor(request.user),
        "lacks": lacks_second_factor(request.user),
        "passkeys": [row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
        "app": any(row.type == Authenticator.Type.TOTP for row in rows),
        "codes": any(row.type == Authenticator.Type.RECOVERY_CODES for row in rows),
    }
    return render(request, "mfa/index.html", context)
