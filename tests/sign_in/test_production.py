"""What a browser gets in production: headers, cookies and transport, on pages, errors, downloads and in the back office."""

import json
import os
import secrets
import subprocess
import sys

import pytest

from readiness.settings import BASE_DIR

# In a process of its own: the profile is read once
VISIT = r"""
import json
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
from assessments.models import Assessment, Evidence, Membership, Operator, Report, Response, User
from assessments.evidence_files import folder
from readiness.publish import publish
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
import uuid, pathlib
framework = publish(pathlib.Path("tests/packs/tiny.yaml").read_bytes())[0]
operator = Operator.objects.create(name="Post", country="XA")
lead = User.objects.create_user("lead@example.org", "a long password for tests")
owner = User.objects.create_superuser("owner@example.org", "a long password for tests")
from allauth.mfa.models import Authenticator
Authenticator.objects.create(user=owner, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
Membership.objects.create(user=lead, operator=operator, role="lead")
assessment = Assessment.objects.create(operator=operator, framework=framework, cycle="1")
response = Response.objects.create(assessment=assessment, question=framework.questions.first())
piece = Evidence.objects.create(response=response, position=1, kind="file", text="a.pdf", file=uuid.uuid4())
report = Report.objects.create(assessment=assessment, language="en", number="1", status="done", file="a.pdf")
for path in (folder() / piece.file.hex, settings.REPORTS / "a.pdf"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"%PDF-1.7")
seen = {}
def keep(name, response):
    if response.streaming:
        b"".join(response)
    seen[name] = {
        "status": response.status_code, "headers": dict(response.headers),
        "cookies": {name: cookie.OutputString() for name, cookie in response.cookies.items()},
    }
def browser(**options):
    return Client(raise_request_exception=False, SERVER_NAME="levier.example.org", **options)
https = {"secure": True}
nobody, team, office = browser(), browser(), browser()
keep("sign-in page", nobody.get("/account/sign-in/", **https))
keep("language", nobody.post("/language/", {"language": "fr"}, **https))
form = {"login": "lead@example.org", "password": "a long password for tests"}
before = team.get("/account/sign-in/", **https)
keep("signing in", team.post("/account/sign-in/", form, **https))
office.force_login(owner, backend="allauth.account.auth_backends.AuthenticationBackend")
for name, address in {
    "list": "/assessments/", "page": f"/assessments/{assessment.pk}/", "results": f"/assessments/{assessment.pk}/results/",
    "evidence": f"/evidence/{piece.file}/", "report": f"/reports/{report.pk}/", "absent": "/nothing/", "refused": "/back-office/",
    "malformed": "/assessments/?q=%00", "static": staticfiles_storage.url("site.css"),
}.items():
    keep(name, team.get(address, **https))
keep("wrong method", team.put("/assessments/", **https))
keep("no token", browser(enforce_csrf_checks=True).post("/account/sign-in/", form, **https))
keep("back office", office.get("/back-office/", **https))
keep("back office form", office.get(f"/back-office/assessments/user/{lead.pk}/change/", **https))
keep("plain http", nobody.get("/account/sign-in/"))
keep("another host", nobody.get("/account/sign-in/", headers={"host": "evil.example"}, **https))
keep("another host by plain http", nobody.get("/account/sign-in/", headers={"host": "evil.example"}))
from assessments import views
def broken(user):
    raise ValueError
views.visible_assessments = broken
keep("broken", team.get("/assessments/", **https))
keep("signing out", team.post("/account/sign-out/", **https))
print(json.dumps(seen))
"""
STATUS = {"absent": 404, "refused": 302, "malformed": 400, "wrong method": 405, "no token": 403, "broken": 500}
STATUS |= {"plain http": 301, "another host": 400, "another host by plain http": 400}
STATUS |= {"signing in": 302, "signing out": 302, "language": 302}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
}  # fmt: skip
HSTS = "max-age=31536000; includeSubDomains; preload"
SIGNED_IN = ["signing in", "list", "page", "results", "evidence", "report", "absent", "wrong method", "back office"]
SIGNED_IN += ["back office form", "broken", "signing out"]


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("production")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    production = {"SECRET_KEY": secrets.token_urlsafe(64), "ALLOWED_HOSTS": "levier.example.org", "LEVIER_DATA": str(folder)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", VISIT], cwd=BASE_DIR, timeout=300, capture_output=True, text=True,
        env=kept | production | {"DJANGO_SETTINGS_MODULE": "readiness.settings"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_each_answer_is_the_one_meant(seen):
    assert {name: each["status"] for name, each in seen.items()} == {name: STATUS.get(name, 200) for name in seen}


def test_every_answer_carries_every_header(seen):
    wrong = []
    for name, each in seen.items():
        headers = each["headers"]
        policy = "sandbox; default-src 'none'" if name == "evidence" else POLICY
        found = {part.strip() for part in headers.get("Content-Security-Policy", "").split(";")}
        if found != {part.strip() for part in policy.split(";")}:
            wrong.append(f"{name}: {headers.get('Content-Security-Policy')}")
        wrong += [f"{name}: {header}" for header, value in HEADERS.items() if headers.get(header) != value]
        if "camera=()" not in headers.get("Permissions-Policy", ""):
            wrong.append(f"{name}: Permissions-Policy")
        if "plain http" not in name and headers.get("Strict-Transport-Security") != HSTS:
            wrong.append(f"{name}: Strict-Transport-Security")
        if name in SIGNED_IN and headers.get("Cache-Control") != "no-store":
            wrong.append(f"{name}: Cache-Control")
    assert not wrong, "\n".join(wrong)


def test_downloads_are_attachments(seen):
    for name in ("evidence", "report"):
        assert seen[name]["headers"]["Content-Disposition"].startswith("attachment"), name


def test_cookies_go_to_this_host_by_https_alone(seen):
    cookies = {name: text for each in seen.values() for name, text in each["cookies"].items() if "1970" not in text}
    assert set(cookies) == {"__Host-sessionid", "__Host-csrftoken", "__Host-known-browser", "language"}
    for name, text in cookies.items():
        flags = {part.strip().partition("=")[0]: part.strip().partition("=")[2] for part in text.split(";")[1:]}
        assert "Secure" in flags and flags["SameSite"] == "Lax" and flags["Path"] == "/" and "Domain" not in flags, text
        assert ("HttpOnly" in flags) == (name != "__Host-csrftoken"), text  # the script that saves reads the token
    assert "expires" not in cookies["__Host-sessionid"] and "Max-Age" not in cookies["__Host-sessionid"]


def test_plain_http_leads_to_https(seen):
    assert seen["plain http"]["headers"]["Location"] == "https://levier.example.org/account/sign-in/"
