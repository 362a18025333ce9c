"""The demonstration: one command to a finished case, and a second run that makes nothing again."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.management.commands.demo import demonstration_password
from assessments.models import Appointment, Assessment, Membership, Operator, Report, User


def demonstrate():
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_one_command_makes_the_whole_case_and_a_second_makes_nothing_again(settings, tmp_path, browse):
    settings.REPORTS = tmp_path / "reports"
    told = demonstrate()
    assessment = Assessment.objects.get(cycle="2026")
    assert Assessment.objects.get(cycle="2027").status == "draft"
    assert (assessment.status, assessment.operator.fictitious, assessment.operator.country) == ("submitted", True, "XA")
    assert dict(Membership.objects.values_list("user__email", "role")) == {
        f"{role}@example.org": role for role in ("lead", "contributor", "observer")
    }
    assert dict(Appointment.objects.values_list("user__email", "role")) == {
        f"{role}@example.org": role for role in ("facilitator", "expert", "secretariat")
    }
    paths = [Path(path) for path in re.findall(r"report, (?:en|fr):\s+(\S+\.pdf)", told)]
    assert len(paths) == 2
    for path in paths:
        assert path.read_bytes().startswith(b"%PDF-")
    for user in User.objects.all():
        assert user.email in told
    assert demonstration_password() in told
    browser = browse()
    browser.post("/account/sign-in/", {"login": "lead@example.org", "password": demonstration_password()})
    assert str(assessment.operator) in browser.get("/assessments/").content.decode()

    made = {path: path.stat().st_mtime_ns for path in paths}
    rows = list(Report.objects.order_by("pk").values())
    demonstrate()
    assert {path: path.stat().st_mtime_ns for path in paths} == made
    assert list(Report.objects.order_by("pk").values()) == rows
    assert (Operator.objects.count(), Assessment.objects.count(), User.objects.count()) == (1, 2, 6)


def test_it_refuses_a_real_service(settings, db):
    settings.LOOPBACK = False
    with pytest.raises(CommandError, match="loopback profile only"):
        demonstrate()
    assert not User.objects.exists()


def test_its_password_is_for_its_owner_only(settings, tmp_path):
    settings.DEMONSTRATION_PASSWORD = tmp_path / "demonstration-password"
    password = demonstration_password()
    assert re.fullmatch(r"[a-z]{4}-[a-z]{4}-[a-z]{4}", password)
    assert demonstration_password() == password
    assert (tmp_path / "demonstration-password").stat().st_mode & 0o077 == 0
