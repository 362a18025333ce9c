"""What a server process refuses to start without. Commands that sign and serve nothing do not need it."""

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured


def refuse_unsafe_start():
    """Raise ImproperlyConfigured listing everything that is missing, all at once."""
    problems = [f"{check.msg} {check.hint or ''}" for check in run_checks() if check.level >= ERROR]
    if not settings.LOOPBACK:
        if not settings._wrapped.SECRET_KEY:
            problems.append("SECRET_KEY is not set: give it a long random text that stays secret.")
        if not settings.ALLOWED_HOSTS:
            problems.append("ALLOWED_HOSTS is not set: give the host name people type, for example levier.example.org.")
        if "*" in settings.ALLOWED_HOSTS:
            problems.append("ALLOWED_HOSTS is *: give the host name people type, or whoever asks says where mailed links lead.")
        if settings.DEMONSTRATION_PASSWORD.exists():
            problems.append(
                f"{settings.DATA} holds the demonstration, whose passwords were printed: "
                "give LEVIER_DATA another folder, and DATABASE_URL another database."
            )
        if problems:
            problems.append("To try Levier on this machine alone, set LEVIER_PROFILE=loopback instead.")
    if problems:
        raise ImproperlyConfigured("\n".join(["Levier cannot start:", *problems]))
