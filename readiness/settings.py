"""The one settings file. Every difference between deployments is an environment variable read here.

LEVIER_PROFILE   production (default) or loopback: plain http for one machine, see readiness/profile.py
LEVIER_DATA      folder of the database, the reports and the loopback secret key (default: data/ beside this project)
SECRET_KEY       production: a long random text; without it every command that signs nothing still works
ALLOWED_HOSTS    production: the host names answered for, separated by commas
DATABASE_URL     default: SQLite in LEVIER_DATA; postgres://user:password@host/name for PostgreSQL
CACHE_URL        default: a table of the database, shared by all processes
EMAIL_URL        default: consolemail://, which prints; smtp+tls://user:password@host:587 sends
DEFAULT_FROM_EMAIL   the sender of every message
LEVIER_EVIDENCE  default: uploaded files in LEVIER_DATA; s3://bucket?endpoint=https://… keeps them there (docs/running.md)
INVITATION_DAYS  how long the link of an invitation works (default 14)
DIGEST_HOUR      the hour, 0 to 23 in UTC, from which the mails of a new day are written to who wants one a day (default 5)
TRUSTED_PROXIES  how many reverse proxies stand in front, so that throttling sees the client (default 0)
"""

import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

try:  # SQLite 3.7.0 to 3.51.2 can corrupt a WAL database; Debian 12 ships 3.40.1 (sqlite.org/wal.html#walresetbug)
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
except ImportError:  # no wheel for this machine: readiness/checks.py refuses the system's SQLite if it is too old
    pass

from readiness.file_places import read_place
from readiness.profile import loopback_secret_key, read_profile

env = environ.Env()

# Where things are
BASE_DIR = Path(__file__).resolve().parent.parent
DATA = Path(env("LEVIER_DATA", default=str(BASE_DIR / "data"))).resolve()
with suppress(OSError):  # a command that needs no data runs from a read-only folder too
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
REPORTS = DATA / "reports"
DEMONSTRATION_PASSWORD = DATA / "demonstration-password"
DEMONSTRATION_KEY = DATA / "demonstration-key"
PACKS = BASE_DIR / "readiness" / "packs"

# Profile
PROFILE = read_profile(env("LEVIER_PROFILE", default="production"))
LOOPBACK = PROFILE == "loopback"
DEBUG = False
SECRET_KEY = loopback_secret_key(DATA) if LOOPBACK else env("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"] if LOOPBACK else env.list("ALLOWED_HOSTS", default=[])

# What is built in
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "readiness",
    "assessments",
]
MIDDLEWARE = [  # what writes headers stands outside: a redirect to https and a refused host carry them too
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "readiness.middleware.answer_headers",
    "django.middleware.security.SecurityMiddleware",
    "readiness.middleware.loopback_clients_only",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "readiness.middleware.clean_input",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "readiness.middleware.private_when_signed_in",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "assessments.sign_in.SignInRequired",
    "assessments.second_factor.SecondFactorRequired",
]
ROOT_URLCONF = "readiness.urls"
WSGI_APPLICATION = "readiness.wsgi.application"
ASGI_APPLICATION = "readiness.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Database. SQLite: full sync in WAL loses no acknowledged save, immediate transactions meet no "database is locked",
# kept connections avoid a checkpoint per request. Never ATOMIC_REQUESTS: each GET would take the write lock.
# Nobody waits longer for a lock than a browser waits for an answer (20 s, static/drafts.js): they are told that it is busy.
LOCK_SECONDS = 15
_database = env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'db.sqlite3'}")
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["ENGINE"] = "readiness.sqlite3"  # waits without holding up the other threads
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": LOCK_SECONDS,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;",
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
    _database["OPTIONS"] = {"options": f"-c lock_timeout={LOCK_SECONDS}s"} | _database.get("OPTIONS", {})
DATABASES = {"default": _database | {"CONN_MAX_AGE": 600}}
CACHES = {
    "default": env.cache("CACHE_URL")
    if env("CACHE_URL", default="")
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # past it a third is thrown out: at 300 a few hundred tries would empty the throttle
    }
}

# People and sign-in: accounts are made by the programme, never by signing up
AUTH_USER_MODEL = "assessments.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "assessments"
ACCOUNT_ADAPTER = "assessments.sign_in.Adapter"
ACCOUNT_FORMS = {
    "login": "assessments.sign_in.SignInForm",
    "change_password": "assessments.sign_in.ChangeForm",
    "set_password": "assessments.sign_in.SetForm",
    "reset_password": "assessments.sign_in.ResetForm",
    "reset_password_from_key": "assessments.sign_in.ResetFromKeyForm",
    "reauthenticate": "assessments.sign_in.ConfirmForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # a message either way: otherwise the time taken tells who has an account
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOOPBACK else "https"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
ACCOUNT_RATE_LIMITS = {"login_failed_known": "5/5m/key", "invite": "60/h/user"}  # besides the library's own
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "assessments.second_factor.CodeForm",
    "activate_totp": "assessments.second_factor.AppForm",
    "add_webauthn": "assessments.second_factor.AddPasskeyForm",
    "authenticate_webauthn": "assessments.second_factor.PasskeyForm",
    "login_webauthn": "assessments.second_factor.SignInByPasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from the programme and from invitations, never from signing up
MFA_TOTP_ISSUER = "Levier"
MFA_TOTP_TOLERANCE = 1  # half a minute: a clock that is a little off, a code typed slowly
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOOPBACK
PASSWORD_RESET_TIMEOUT = 3600
INVITATION_LIFETIME = timedelta(days=env.int("INVITATION_DAYS", default=14))

# Sessions, cookies, transport, headers
SESSION_COOKIE_NAME = "sessionid" if LOOPBACK else "__Host-sessionid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = not LOOPBACK
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = "csrftoken" if LOOPBACK else "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = False  # the autosave script reads it
CSRF_FAILURE_VIEW = "readiness.errors.csrf_failure"
KNOWN_BROWSER_COOKIE_NAME = "known-browser" if LOOPBACK else "__Host-known-browser"  # assessments/known_browser.py
KNOWN_BROWSER_COOKIE_AGE = 180 * 24 * 3600
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 0 if LOOPBACK else 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOOPBACK
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "readiness.uploads.handler.CutAtLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
FORMAT_MODULE_PATH = ["readiness.formats"]
LOCALE_PATHS = [BASE_DIR / "readiness" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# Static files: served by whitenoise under names that carry their hash
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static-files"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "readiness.static_files.BootstrapFinder",
]
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")  # seen by developers only
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "evidence": read_place(env("LEVIER_EVIDENCE", default="")),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # half the files to compress
MEDIA_ROOT = DATA / "files"

# Background work and mail: a request writes a row, the worker does the rest
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
EMAIL_BACKEND = "readiness.outbox.OutboxBackend"
_delivery = env.email("EMAIL_URL", default="consolemail://")
OUTBOX_DELIVERY_BACKEND = _delivery.pop("EMAIL_BACKEND")
globals().update({name: value for name, value in _delivery.items() if name.startswith("EMAIL_") and value is not None})
EMAIL_TIMEOUT = 30
DIGEST_HOUR = env.int("DIGEST_HOUR", default=5) % 24
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("DEFAULT_FROM_EMAIL", default="Levier <levier@localhost>")

# Log lines go to stderr, one line each: what people typed cannot forge another
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "readiness.log_lines.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # an address that is not there is no event, and may hold a secret
    },
}
