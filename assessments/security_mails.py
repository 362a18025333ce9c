"""Mails that tell a person what changed about how they sign in: at once, to them alone, and what to do if it was not them.

They say what and when. Where from is left out: an address on the network and the name of a browser are guesses that
frighten who changed it themselves, and tell a mailbox more than it has to know.
"""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext_lazy as _

from assessments.mail import write_mail
from assessments.models import User

WHAT = {  # by the names that the sign-in library has for them
    "account/email/password_changed": _("your password was changed."),
    "account/email/password_set": _("a password was chosen for your account."),
    "account/email/password_reset": _("a new password was chosen, with a link that was sent to this address."),
    "mfa/email/totp_activated": _("an authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("the authenticator app was removed from your account."),
    "mfa/email/webauthn_added": _("a passkey was added to your account."),
    "mfa/email/webauthn_removed": _("a passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": _("new recovery codes were made for your account. The old ones no longer work."),
    "taken away": _("your second factor was removed by the back office."),
    "given": _("your password was changed by the back office."),
}
ELSE = _("how you sign in was changed.")


def write_about_change(what: str, user: User, home: str) -> None:
    """Tell a person what changed, one of WHAT or a word the library has added since; `home` is the address of the site."""
    language = language_of(user)
    with override(language):
        write_to(user, str(WHAT.get(what, ELSE)), language, home)


def write_about_recovery_code(user: User, left: int, home: str) -> None:
    """Tell a person that somebody signed in with one of their recovery codes, and how many are left."""
    language = language_of(user)
    with override(language):
        told = ngettext(
            "somebody signed in to your account with one of your recovery codes. One is left.",
            "somebody signed in to your account with one of your recovery codes. %(left)d are left.",
            left,
        )
        write_to(user, told % {"left": left}, language, home)


def write_to(user: User, what: str, language: str, home: str) -> None:
    context = {"what": what, "short": what.partition(".")[0], "at": timezone.now(), "home": home}
    write_mail("account/email/changed", context, user.email, language)


def language_of(user: User) -> str:
    return user.language or get_language() or settings.LANGUAGE_CODE
