"""A second factor beside the password: an authenticator app, a passkey, and codes on paper for the day both are lost.

Experts, the secretariat and whoever opens the back office need one: until it is set up they see only how to.
"""

import time

from allauth.account import app_settings
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.dispatch import receiver
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from assessments.access import OPEN_WITHOUT_FACTOR, lacks_second_factor
from assessments.mail import home_of
from assessments.security_mails import write_about_recovery_code
from assessments.sign_in import PlainFields, from_script

CODE_WORKS_SECONDS = 120  # longer than the app's half minute with half a minute of tolerance on both sides
NOT_TAKEN = _("That did not work. Try again; if it goes on, use another way.")


class SecondFactorRequired:
    """Leads who must have a second factor and has none to where it is set up, from every other page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        method = "GET" if request.method == "HEAD" else request.method
        policy = getattr(view_func, "policy", {}).get(method)
        if policy in OPEN_WITHOUT_FACTOR or not request.user.is_authenticated or not lacks_second_factor(request.user):
            return None
        return JsonResponse({"state": "signed_out"}, status=401) if from_script(request) else redirect("mfa_index")


@receiver(authenticator_used)
def tell_of_recovery_code(request, user, authenticator, **kwargs):
    """A recovery code is for the day all else is lost: whoever's it is hears that one was used."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        kept = Authenticator.objects.get(pk=authenticator.pk)  # the one at hand was read before the code was used
        write_about_recovery_code(user, len(kept.wrap().get_unused_codes()), home_of(request))


def signed_in_lately(request):
    """Return whether the person proved a few minutes ago who they are: they are not asked for the password again."""
    records = request.session.get("account_authentication_methods") or []
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


class CodeForm(PlainFields, AuthenticateForm):
    """The code of an app works once, also while the next one is already shown."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of your app, or one of your recovery codes")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autofocus": True}

    def clean_code(self):
        code = super().clean_code()
        if self.authenticator.type == Authenticator.Type.TOTP:
            cache.set(self.authenticator.wrap()._get_used_cache_key(code), "y", CODE_WORKS_SECONDS)
        return code


class AppForm(PlainFields, ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class Credential:
    """What a browser says of a passkey is read by a library that stumbles over what no browser says: that is no passkey."""

    def full_clean(self):
        try:
            super().full_clean()
        except (AttributeError, IndexError, KeyError, LookupError, OverflowError, TypeError, ValueError):
            self.cleaned_data = {}
            self.add_error(None, ValidationError(NOT_TAKEN))


class AddPasskeyForm(Credential, PlainFields, AddWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name, to tell it from others")
        self.fields["name"].max_length = 100
        self.fields["name"].widget.attrs |= {"maxlength": 100, "dir": "auto"}
        self.fields["passwordless"].label = _("Also sign in with it, without a password")
        self.fields["passwordless"].help_text = _("The device then asks for your finger, face or PIN.")
        self.initial["passwordless"] = True

    def clean_name(self):
        return " ".join(super().clean_name().split())[:100]


class PasskeyForm(Credential, AuthenticateWebAuthnForm):
    pass


class SignInByPasskeyForm(Credential, LoginWebAuthnForm):
    pass
