"""The two profiles: production, and loopback for trying Levier on one machine by plain http.

Loopback switches secure cookies and redirects off, so it may never face a network: it refuses to bind to any
address but loopback, answers clients from loopback only, and makes its own secret key.
"""

import ipaddress
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PROFILES = ("production", "loopback")


def read_profile(name):
    """Return the profile's name, or say which names there are."""
    if name not in PROFILES:
        raise ImproperlyConfigured(f"LEVIER_PROFILE is {name!r}: write one of {', '.join(PROFILES)}.")
    return name


def loopback_secret_key(folder: Path):
    """Return the secret key kept in the folder; the first caller makes it, readable by its owner only."""
    return kept_secret(folder / "secret-key", lambda: secrets.token_urlsafe(64))


def kept_secret(path: Path, make: Callable[[], str]):
    """Return the secret kept at the path; the first caller makes it, whole at once and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(make())
        with suppress(FileExistsError):  # another process was first: its secret counts
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


def is_loopback(address):
    """Return whether an address such as 127.0.0.1, ::1, [::1] or localhost stays on this machine."""
    if address == "localhost":
        return True
    try:
        ip = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    return (getattr(ip, "ipv4_mapped", None) or ip).is_loopback


def bind_host(bind):
    """Return the host of a gunicorn bind such as 127.0.0.1:8000, [::1]:8000 or unix:/path (which has none)."""
    if bind.startswith("unix:"):
        return ""
    host, colon, port = bind.rpartition(":")
    return host if colon and port.isdigit() else bind
