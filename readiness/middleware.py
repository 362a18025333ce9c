"""What every request passes on its way in, and every answer on its way out. Each is one function."""

from functools import wraps

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import UnreadablePostError

from readiness import errors
from readiness.incoming import Malformed, check_request
from readiness.profile import is_loopback

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
        "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip


def middleware(handle):
    """Make a Django middleware of handle(request, get_response)."""

    @wraps(handle)
    def factory(get_response):
        return lambda request: handle(request, get_response)

    return factory


@middleware
def answer_headers(request, get_response):
    """No other site may load what we answer, and no page of ours may ask for a device.

    What Django's SecurityMiddleware would say is said here too: it says nothing where it refuses the host by itself.
    """
    response = get_response(request)
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY)
    response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
    return response


FORWARDED = {
    f"HTTP_{header}" for header in ("FORWARDED", "VIA", "X_REAL_IP", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PROTO")
}


@middleware
def loopback_clients_only(request, get_response):
    """The loopback profile has no secure cookies: it answers nobody from outside, nor through a proxy that says it is one."""
    if settings.LOOPBACK and (not is_loopback(request.META.get("REMOTE_ADDR", "")) or FORWARDED & request.META.keys()):
        return errors.plain_page(403)
    return get_response(request)


@middleware
def clean_input(request, get_response):
    """Refuse text that a database cannot store, before anything looks at it, with the same answer on each database."""
    try:
        check_request(request)
    except RequestDataTooBig:
        return errors.plain_page(413)
    except (Malformed, SuspiciousOperation, UnreadablePostError):
        return errors.plain_page(400)
    return get_response(request)


@middleware
def private_when_signed_in(request, get_response):
    """Pages of a signed-in person are kept by no browser and no proxy."""
    signed_in = request.user.is_authenticated
    response = get_response(request)
    if signed_in or request.user.is_authenticated:
        response.headers["Cache-Control"] = "no-store"
    return response
