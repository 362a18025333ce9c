"""The pages of what went wrong, in the product's own look: what happened, and what to do next."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from readiness.file_places import Unreachable

PAGES = {  # status: (title, what to do next)
    400: (
        _("This request cannot be read"),
        _("It holds characters or a form that Levier cannot store. Go back, check what was entered, and send it again."),
    ),
    403: (
        _("You may not do this"),
        _("Your role lets you see this, but not change it. Ask the lead of your team, or the secretariat."),
    ),
    404: (
        _("There is nothing at this address"),
        _("It may be mistyped, or belong to a team that you are not part of. Check it, or start from your list."),
    ),
    405: (_("This page cannot be used like that"), _("Go back to the page before and use its buttons.")),
    409: (
        _("Someone was quicker"),
        _("This has changed since you opened the page. Open it again to see where it stands; nothing of yours was overwritten."),
    ),
    413: (_("That is too large to send"), _("Go back and send less at a time, or a smaller file.")),
    429: (_("Too many tries"), _("Wait a few minutes, then try again. This protects the accounts from being guessed.")),
    500: (
        _("Something broke on our side"),
        _("It is not your fault, and it has been noted. What was saved before is safe. Try again in a moment."),
    ),
    503: (_("Levier is busy"), _("Nothing was lost, but your last change was not saved. Wait a moment and try again.")),
}
CSRF_TITLE = _("This page has been open for too long")
CSRF_TEXT = _("It is older than your signing in. Go back, reload the page, and send it again: nothing was changed.")


def page(request, status, text=None, title=None):
    """Return an error page with the visitor's own header: it knows who is signed in."""
    usual, what_next = PAGES[status]
    context = {"status": status, "title": title or usual, "text": text or what_next}
    return HttpResponse(render_to_string("error.html", context, request), status=status)


def plain_page(status, text=None):
    """Return an error page that touches neither the request nor the database: one of them is the trouble."""
    return page(None, status, text)


def bad_request(request, exception=None):
    return plain_page(400)


def forbidden(request, exception=None):
    return page(request, 403)


def not_found(request, exception=None):
    return page(request, 404)


def not_allowed(request, methods):
    """Return the answer to a method that the page does not have; `methods` are those it has."""
    response = page(request, 405)
    response.headers["Allow"] = ", ".join(methods)
    return response


def too_many(request):
    return page(request, 429)


def conflict(request, text=None):
    """Return the answer to a change that came too late."""
    return page(request, 409, text)


def csrf_failure(request, reason=""):
    return page(request, 403, CSRF_TEXT, CSRF_TITLE)


def server_error(request):
    """A busy or absent database or storage and a full disk answer 503, to be tried again; everything else is ours: 500."""
    error = sys.exc_info()[1]
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    if full or isinstance(error, (OperationalError, InterfaceError, Unreachable)):
        response = plain_page(503)
        response.headers["Retry-After"] = "5"
        return response
    return plain_page(500)
