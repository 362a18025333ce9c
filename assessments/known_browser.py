"""A browser in which somebody signed in before: a stranger who tries wrong passwords elsewhere does not shut its owner out.

Wrong passwords are counted for each account, wherever they come from; by that alone, anybody who knows an address could
keep its owner out for as long as they like. A known browser is counted by itself. Its cookie holds a random number and
digests of the accounts, signed; whoever has it may try a password as often as a stranger, and nothing else.
"""

import secrets

from allauth.core.internal import ratelimit  # as the adapter uses it: what it gives back takes back a right password
from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

SALT = "levier.known-browser"
MOST_ACCOUNTS = 5


class CountsKnownBrowsersApart:
    """For allauth's adapter."""

    def pre_authenticate(self, request, **credentials):
        email = credentials.get("email", "")
        number, accounts = _read(request)
        if _digest(email) not in accounts:
            return super().pre_authenticate(request, **credentials)
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="login_failed_known", key=f"{number}:{_digest(email)}"
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")
        return None


def remember_browser(request, response, user):
    """Have this browser known for this person."""
    number, accounts = _read(request)
    mine = _digest(user.email)
    accounts = [mine, *(each for each in accounts if each != mine)][:MOST_ACCOUNTS]
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps([number, accounts], salt=SALT),
        max_age=settings.KNOWN_BROWSER_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request):
    """Return (the number of this browser, the digests of the accounts it is known for); a new number where it is not known."""
    try:
        number, accounts = signing.loads(
            request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, ""), salt=SALT, max_age=settings.KNOWN_BROWSER_COOKIE_AGE
        )
    except signing.BadSignature:
        return secrets.token_hex(8), []
    return number, accounts


def _digest(email):
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()[:32]
