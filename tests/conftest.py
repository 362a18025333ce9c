"""The cast of every test: who there is, what they work on, and what makes a run fail."""

import socketserver
import threading
from datetime import date
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from hypothesis import HealthCheck, settings

from assessments.models import Appointment, Assessment, Membership, Operator, Response, User

TINY = Path(__file__).parent / "packs" / "tiny.yaml"
PASSWORD = "a long password for tests"
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # slow is the machine's
settings.load_profile("suite")
APP_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """A skipped or excused test is a test that did not hold: it fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and any(reporter.stats.get(outcome) for outcome in ("skipped", "xfailed", "xpassed")):
        reporter.write_line("A test was skipped or excused: that fails the run.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_report_header():
    from django.db import connection

    where = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"database: SQLite {connection.Database.sqlite_version}"
    return f"database: {connection.display_name} at {where['HOST']}:{where['PORT'] or 5432}"


# The two operators and what they work on


@pytest.fixture
def framework(db):
    from readiness.publish import publish

    return publish(TINY.read_bytes())[0]


@pytest.fixture
def operator(db):
    return Operator.objects.create(name="Poste de l’Exemple", country="XA", fictitious=True)


@pytest.fixture
def other_operator(db):
    return Operator.objects.create(name="Post of the Neighbour", country="XB", fictitious=True)


@pytest.fixture
def assessment(operator, framework):
    return make_assessment(operator, framework)


@pytest.fixture
def other_assessment(other_operator, framework):
    return make_assessment(other_operator, framework)


def make_assessment(operator, framework, **fields):
    """Return a draft with one answer and one reason, the third question open."""
    assessment = Assessment.objects.create(
        operator=operator, framework=framework, **{"cycle": "2026-2027", "date": date(2026, 11, 20)} | fields
    )
    questions = {question.code: question for question in framework.questions.all()}
    Response.objects.create(assessment=assessment, question=questions["P1.1a"], value="yes", remark=f"Seen at {operator}")
    Response.objects.create(assessment=assessment, question=questions["P1.1b"], not_applicable="Nothing to measure.")
    return assessment


@pytest.fixture
def worked(operator):
    """A draft under the worked example's pack (docs/method.md, section 7), with its answers."""
    from assessments.scorecard import pack_of, store
    from readiness.answers_file import parse_answers
    from readiness.publish import publish

    framework, _created = publish(TINY.with_name("worked.yaml").read_bytes())
    assessment = Assessment.objects.create(operator=operator, framework=framework, cycle="2026", date=date(2026, 11, 20))
    store(assessment, parse_answers(TINY.with_name("worked.json").read_bytes(), pack_of(assessment)))
    return assessment


@pytest.fixture
def around(operator):
    """A draft in the short reading of a pack with everything that stands around questions."""
    from readiness.publish import publish

    framework, _created = publish(TINY.with_name("around.yaml").read_bytes())
    return Assessment.objects.create(
        operator=operator, framework=framework, cycle="2026", date=date(2026, 11, 21), reading="short"
    )


# The people, named by their role


def person(role, **fields):
    return User.objects.create_user(f"{role}@example.org", PASSWORD, name=f"The {role}", **fields)


def member(role, operator, name=None):
    user = person(name or role)
    Membership.objects.create(user=user, operator=operator, role=role)
    return user


def appointed(role, name=None):
    user = person(name or role)
    Appointment.objects.create(user=user, role=role)
    if role != "facilitator":
        with_app(user)
    return user


def with_app(user):
    """Give the person an authenticator app, as their role needs one."""
    Authenticator.objects.create(user=user, type="totp", data={"secret": APP_KEY})
    return user


@pytest.fixture
def lead(operator):
    return member("lead", operator)


@pytest.fixture
def contributor(operator):
    return member("contributor", operator)


@pytest.fixture
def observer(operator):
    return member("observer", operator)


@pytest.fixture
def neighbour(other_operator):
    """The lead of another operator."""
    return member("lead", other_operator, name="neighbour")


@pytest.fixture
def facilitator(db):
    return appointed("facilitator")


@pytest.fixture
def expert(db):
    return appointed("expert")


@pytest.fixture
def second(db):
    """Another expert."""
    return appointed("expert", name="second")


@pytest.fixture
def secretariat(db):
    return appointed("secretariat")


@pytest.fixture
def newcomer(db):
    """Has an account and no role."""
    return person("newcomer")


ROLES = ["lead", "contributor", "observer", "neighbour", "facilitator", "expert", "secretariat", "newcomer"]


@pytest.fixture
def cast(lead, contributor, observer, neighbour, facilitator, expert, secretariat, newcomer):
    """Return {role: person} of everybody."""
    people = (lead, contributor, observer, neighbour, facilitator, expert, secretariat, newcomer)
    return dict(zip(ROLES, people, strict=True))


@pytest.fixture
def browse(db):
    """Return a function that makes a browser: browse(lead) is signed in, browse() is not."""

    def signed_in(user=None, **options):
        client = Client(**options)
        if user:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


# Who would notice that something was fetched


@pytest.fixture
def listener():
    """A server on loopback that counts who comes."""
    hits = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            hits.append(self.rfile.readline())
            self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], hits
        server.shutdown()
