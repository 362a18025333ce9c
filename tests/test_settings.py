"""Each deployment difference is a variable of the environment, and what is unsafe does not start."""

import os
import re
import secrets
import stat
import subprocess
import sys
from ast import literal_eval

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections

from readiness import checks
from readiness.profile import bind_host, is_loopback, loopback_secret_key, read_profile
from readiness.settings import BASE_DIR, LOCK_SECONDS

PRODUCTION = {"SECRET_KEY": secrets.token_urlsafe(64), "ALLOWED_HOSTS": "levier.example.org"}


def run(*arguments, folder, **environment):
    """Run manage.py in a fresh process whose environment holds only what is given."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *(arguments if arguments[0] == "-c" else ("manage.py", *arguments))],
        cwd=BASE_DIR,
        env=kept | {"LEVIER_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "readiness.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_production_has_no_deployment_warning(tmp_path):
    done = run("check", "--deploy", "--fail-level", "WARNING", folder=tmp_path, **PRODUCTION)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_production_cookies_belong_to_this_host_alone(tmp_path):
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"]
    switches = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
    code = f"from django.conf import settings; print(*(getattr(settings, name) for name in {names + switches}))"
    done = run("-c", code, folder=tmp_path, **PRODUCTION)
    assert done.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", *["True"] * 4], done.stderr


@pytest.mark.parametrize("command", [("check",), ("publish_pack", "tests/packs/tiny.yaml", "--check"), ("migrate", "--check")])
def test_commands_that_sign_nothing_need_no_environment(tmp_path, command):
    done = run(*command, folder=tmp_path)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0 or command[0] == "migrate"


@pytest.mark.parametrize(
    ("environment", "missing"),
    [
        ({}, ["SECRET_KEY is not set", "ALLOWED_HOSTS is not set", "LEVIER_PROFILE=loopback"]),
        ({"SECRET_KEY": "x" * 60}, ["ALLOWED_HOSTS is not set"]),
        ({"ALLOWED_HOSTS": "levier.example.org"}, ["SECRET_KEY is not set"]),
        (PRODUCTION | {"ALLOWED_HOSTS": "levier.example.org,*"}, ["ALLOWED_HOSTS is *"]),
    ],
)
def test_a_server_does_not_start_half_set_up(tmp_path, environment, missing):
    for command in (("serve",), ("-c", "import readiness.wsgi"), ("-c", "import readiness.asgi")):
        done = run(*command, folder=tmp_path, **environment)
        assert done.returncode != 0
        for text in missing:
            assert text in done.stderr


def test_a_server_for_others_does_not_start_on_the_demonstration(tmp_path):
    (tmp_path / "demonstration-password").write_text("was-prin-tedx")
    done = run("-c", "import readiness.wsgi", folder=tmp_path, **PRODUCTION)
    assert done.returncode != 0
    assert "give LEVIER_DATA another folder" in done.stderr


def test_the_server_process_starts_when_all_is_set(tmp_path):
    assert run("-c", "import readiness.wsgi", folder=tmp_path, **PRODUCTION).returncode == 0


@pytest.mark.parametrize("bind", ["0.0.0.0:8000", "192.0.2.1:8000", "[::]:8000", "unix:/tmp/levier.sock"])
def test_gunicorn_does_not_show_the_loopback_profile_to_a_network(tmp_path, bind):
    code = f"import sys; sys.argv = ['gunicorn', '--bind', '{bind}']; from gunicorn.app.wsgiapp import run; run()"
    done = run("-c", code, folder=tmp_path, LEVIER_PROFILE="loopback")
    assert done.returncode != 0
    assert "plain http for this machine only" in done.stderr


def test_an_unknown_profile_is_named(tmp_path):
    assert "write one of production, loopback" in run("check", folder=tmp_path, LEVIER_PROFILE="test").stderr
    with pytest.raises(ImproperlyConfigured):
        read_profile("")


def test_postgresql_by_its_address(tmp_path):
    names = ["ENGINE", "CONN_MAX_AGE", "CONN_HEALTH_CHECKS"]
    code = f"from django.conf import settings; print(*(settings.DATABASES['default'][name] for name in {names}))"
    done = run("-c", code, folder=tmp_path, DATABASE_URL="postgres://u:p@db.example.org/levier")
    assert done.stdout.split() == ["django.db.backends.postgresql", "600", "True"]


def test_mail_by_its_address(tmp_path):
    names = ["EMAIL_BACKEND", "OUTBOX_DELIVERY_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS"]
    code = f"from django.conf import settings; print(*(getattr(settings, name) for name in {names}))"
    done = run("-c", code, folder=tmp_path, EMAIL_URL="smtp+tls://u:p@mail.example.org:587")
    assert done.stdout.split() == [
        "readiness.outbox.OutboxBackend", "django.core.mail.backends.smtp.EmailBackend", "mail.example.org", "587", "True",
    ]  # fmt: skip


# The loopback profile's own key


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path):
    key = loopback_secret_key(tmp_path / "data")
    assert len(key) > 60
    assert loopback_secret_key(tmp_path / "data") == key
    assert stat.S_IMODE((tmp_path / "data" / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


@pytest.mark.parametrize("address", ["127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost", "::ffff:127.0.0.1"])
def test_these_stay_on_this_machine(address):
    assert is_loopback(address)


@pytest.mark.parametrize("address", ["", "0.0.0.0", "::", "192.0.2.1", "10.0.0.1", "localhost.example.org", "*"])
def test_these_do_not(address):
    assert not is_loopback(address)


@pytest.mark.parametrize(
    ("bind", "host"),
    [("127.0.0.1:8000", "127.0.0.1"), ("[::1]:80", "[::1]"), ("unix:/run/x", ""), ("localhost", "localhost"), (":8000", "")],
)
def test_the_host_of_an_address_to_bind(bind, host):
    assert bind_host(bind) == host


# The database


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_an_sqlite_that_can_corrupt_is_refused(monkeypatch, version):
    from django.db.backends.sqlite3.base import Database

    monkeypatch.setattr(Database, "sqlite_version_info", version)
    monkeypatch.setattr(connections["default"], "vendor", "sqlite")
    problems = checks.sqlite_is_safe(None)
    assert [problem.id for problem in problems] == ["readiness.E001"]
    monkeypatch.setattr(connections["default"], "vendor", "postgresql")
    assert checks.sqlite_is_safe(None) == []


def test_the_sqlite_in_use_is_sound():
    from django.db.backends.sqlite3.base import Database

    assert Database.sqlite_version_info >= checks.SAFE_SQLITE


@pytest.mark.parametrize("address", ["", "sqlite:///{folder}/other.sqlite3"])
def test_sqlite_runs_with_the_settings_that_lost_nothing(tmp_path, address):
    code = (
        "import django; django.setup(); from django.db import connection as c; cursor = c.cursor()\n"
        "for name in 'journal_mode synchronous secure_delete trusted_schema busy_timeout'.split():\n"
        "    print(cursor.execute(f'PRAGMA {name}').fetchone()[0])\n"
        "print(c.settings_dict['CONN_MAX_AGE'], c.settings_dict['ATOMIC_REQUESTS'], c.transaction_mode)"
    )
    named = {"DATABASE_URL": address.format(folder=tmp_path)} if address else {}
    done = run("-c", code, folder=tmp_path, **named)
    assert done.stdout.split() == ["wal", "2", "1", "0", "15000", "600", "False", "IMMEDIATE"], done.stderr


@pytest.mark.parametrize(("more", "kept"), [("", {}), ("?sslmode=require", {"sslmode": "require"})])
def test_postgresql_waits_as_long_for_a_lock_as_sqlite(tmp_path, more, kept):
    code = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])"
    done = run("-c", code, folder=tmp_path, DATABASE_URL=f"postgres://somebody@127.0.0.1/name{more}")
    assert literal_eval(done.stdout) == {"options": "-c lock_timeout=15s"} | kept, done.stderr


def test_a_lock_is_told_before_the_browser_gives_up():
    patience = re.search(r"TIMEOUT = (\d+)", (BASE_DIR / "readiness/static/drafts.js").read_text())
    assert int(patience.group(1)) > LOCK_SECONDS * 1000


def test_the_migrations_are_complete(db):
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrating_makes_the_table_of_the_shared_cache(db):
    assert "cache" in connection.introspection.table_names()


# Log lines


def test_a_link_that_still_works_stands_in_no_log(browse, lead, monkeypatch, caplog):
    from allauth.account.views import PasswordResetFromKeyView
    from django.db import OperationalError

    from assessments.new_password import path_of_key
    from readiness.log_lines import LineFormatter

    def busy(*args, **kwargs):
        raise OperationalError("database is locked")

    link, browser = path_of_key(lead), browse(enforce_csrf_checks=True)
    browser.raise_request_exception = False
    with caplog.at_level("WARNING"):
        browser.post(link, {})
        monkeypatch.setattr(PasswordResetFromKeyView, "dispatch", busy)
        assert browser.get(link).status_code == 503
    lines = [LineFormatter().formatMessage(record) for record in caplog.records if "/account/reset/" in record.getMessage()]
    assert len(lines) == 2 and not any(link in line for line in lines), lines
    assert all(f"{link.rpartition('-')[0].rpartition('-')[0]}-…/" in line for line in lines), (link, lines)


def test_what_people_type_cannot_forge_a_log_line():
    import logging

    from readiness.log_lines import LineFormatter

    record = logging.LogRecord("levier", logging.WARNING, "", 0, "tried %s", ("a\nERROR forged\x1b[31m é",), None)
    assert LineFormatter().format(record).endswith(r"WARNING levier: tried a\nERROR forged\x1b[31m é")
