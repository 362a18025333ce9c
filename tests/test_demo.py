"""The demonstration: one command to a finished case, and a second run that makes nothing again."""

import json
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from assessments.management.commands.demo import EXAMPLES, PACK, Command, demonstration_password
from assessments.models import Appointment, Assessment, Membership, Operator, Report, Reviewer, User
from assessments.ties import obstacles
from readiness.pack import read_pack
from readiness.publish import publish

DEMO = json.loads((EXAMPLES / "demo.json").read_text(encoding="utf-8"))


def demonstrate():
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


WHAT = ("operator__country", "operator__fictitious", "cycle", "status", "reading")


def seen_by(browse, role, operator):
    browser = browse()
    answer = browser.post("/account/sign-in/", {"login": f"{role}@example.org", "password": demonstration_password()})
    if answer.headers["Location"].startswith("/account/code/"):
        cache.clear()  # a code works once
        code = StringIO()
        call_command("demo_code", stdout=code)
        browser.post("/account/code/", {"code": code.getvalue().strip()})
    return str(operator) in browser.get("/assessments/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_one_command_makes_the_whole_case_and_a_second_makes_nothing_again(settings, tmp_path, browse):
    settings.REPORTS = tmp_path / "reports"
    told = demonstrate()
    assert list(Assessment.objects.order_by("operator__country", "cycle").values_list(*WHAT)) == [
        ("XA", True, "2026", "submitted", ""),
        ("XA", True, "2027", "draft", "pre-visit"),
        ("XB", True, "2026", "submitted", "pre-visit"),
        ("XC", True, "2026", "submitted", ""),
    ]
    assessment = Assessment.objects.get(operator__country="XA", cycle="2026")
    assert {membership.operator for membership in Membership.objects.all()} == {assessment.operator}
    assert {report.assessment for report in Report.objects.all()} == {assessment}
    assert dict(Membership.objects.values_list("user__email", "role")) == {
        f"{role}@example.org": role for role in ("lead", "contributor", "observer")
    }
    assert dict(Appointment.objects.values_list("user__email", "role")) == {
        f"{role}@example.org": role for role in ("facilitator", "expert", "secretariat")
    } | {"peer@example.org": "expert"}
    reviewers = Reviewer.objects.values_list("assessment__operator__country", "expert__email", "leads")
    assert sorted(reviewers) == [
        (country, f"{expert}@example.org", expert == "expert") for country in ("XA", "XB", "XC") for expert in ("expert", "peer")
    ]
    assert set(obstacles(User.objects.filter(appointments__role="expert"), assessment.operator).values()) == {""}
    paths = [Path(path) for path in re.findall(r"report, (?:en|fr):\s+(\S+\.pdf)", told)]
    assert len(paths) == 2
    for path in paths:
        assert path.read_bytes().startswith(b"%PDF-")
    for user in User.objects.all():
        assert user.email in told
    assert demonstration_password() in told
    for operator in Operator.objects.all():
        assert seen_by(browse, "lead", operator) == (operator == assessment.operator)
        assert seen_by(browse, "expert", operator)
        assert str(operator) in told

    made = {path: path.stat().st_mtime_ns for path in paths}
    rows = list(Report.objects.order_by("pk").values())
    demonstrate()
    assert {path: path.stat().st_mtime_ns for path in paths} == made
    assert list(Report.objects.order_by("pk").values()) == rows
    assert (Operator.objects.count(), Assessment.objects.count(), User.objects.count()) == (3, 4, 7)
    assert Reviewer.objects.count() == 6


def test_a_folder_that_demonstrated_an_earlier_edition_keeps_it(db, monkeypatch):
    """Its assessments stay as they are; the operator gets new ones under this edition."""
    monkeypatch.setattr(Command, "reports", lambda *_anything: [])
    text = PACK.read_text(encoding="utf-8")
    edition = read_pack(PACK).framework.edition
    earlier, _created = publish(text.replace(f'edition: "{edition}"', 'edition: "2026.1"', 1).encode())
    operator = Operator.objects.create(name=DEMO["operator"], country="XA", fictitious=True)
    for cycle in ("2026", "2027"):
        Assessment.objects.create(operator=operator, framework=earlier, cycle=cycle, date=date(int(cycle), 10, 30))
    before = list(earlier.assessments.order_by("cycle").values())
    demonstrate()
    assert list(earlier.assessments.order_by("cycle").values()) == before
    assert list(operator.assessments.exclude(framework=earlier).order_by("cycle").values_list("cycle", "status", "reading")) == [
        ("2026", "submitted", ""),
        ("2027", "draft", "pre-visit"),
    ]


def test_it_refuses_a_real_service(settings, db):
    settings.LOOPBACK = False
    with pytest.raises(CommandError, match="loopback profile only"):
        demonstrate()
    assert not User.objects.exists()


def test_who_asks_for_a_code_where_nothing_was_demonstrated_is_told(settings, tmp_path):
    settings.DEMONSTRATION_KEY = tmp_path / "demonstration-key"
    with pytest.raises(CommandError, match="no demonstration here"):
        call_command("demo_code")


def test_its_password_is_for_its_owner_only(settings, tmp_path):
    settings.DEMONSTRATION_PASSWORD = tmp_path / "demonstration-password"
    password = demonstration_password()
    assert re.fullmatch(r"[a-z]{4}-[a-z]{4}-[a-z]{4}", password)
    assert demonstration_password() == password
    assert (tmp_path / "demonstration-password").stat().st_mode & 0o077 == 0
