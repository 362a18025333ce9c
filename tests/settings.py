"""The product's settings, in the loopback profile, with a data folder of their own that is thrown away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="levier-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for name in ("SECRET_KEY", "ALLOWED_HOSTS", "CACHE_URL", "EMAIL_URL", "TRUSTED_PROXIES", "DEFAULT_FROM_EMAIL", "LEVIER_EVIDENCE"):
    os.environ.pop(name, None)
os.environ |= {"LEVIER_PROFILE": "loopback", "LEVIER_DATA": str(_folder)}

from readiness.settings import *  # noqa: E402, F403
from readiness.settings import DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; tests/sign_in/test_sign_in.py names the real one
STATIC_ROOT = _folder
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

_run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")[:8]  # two runs at once on one PostgreSQL do not meet
DATABASES["default"]["TEST"] = {
    "NAME": _folder / "test.sqlite3" if "sqlite3" in DATABASES["default"]["ENGINE"] else f"test_levier{_run}"
}
