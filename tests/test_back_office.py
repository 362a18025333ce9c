"""The back office opens assessments and moves nothing that has its own way of moving; it shows no hash of a password."""

import pytest

from assessments.models import Assessment
from tests.conftest import person, with_app

HISTORY = {"status_changes-TOTAL_FORMS": 0, "status_changes-INITIAL_FORMS": 0}
FIELDS = {"cycle": "2026", "date": "2026-11-21"}
ASSESSMENTS = "/back-office/assessments/assessment/"


@pytest.fixture
def office(browse, db):
    return browse(with_app(person("owner", is_staff=True, is_superuser=True)))


@pytest.mark.parametrize("state", ["draft", "submitted"])
@pytest.mark.parametrize("reading", ["", "nonsense"])
def test_what_is_asked_is_not_changed_there(office, around, state, reading):
    """There is no way back to fewer questions, and each way to more has its line in the history."""
    Assessment.objects.update(status=state)
    sent = FIELDS | HISTORY | {"reading": reading, "status": "draft", "operator": "", "framework": ""}
    assert office.post(f"{ASSESSMENTS}{around.pk}/change/", sent).status_code == 302
    now = Assessment.objects.get(pk=around.pk)
    assert (now.reading, now.status, now.operator, now.framework) == ("short", state, around.operator, around.framework)


@pytest.mark.parametrize(("reading", "status"), [("", 302), ("short", 302), ("nonsense", 200)])
def test_an_assessment_is_opened_in_a_reading_that_there_is(office, around, operator, browse, lead, reading, status):
    sent = FIELDS | HISTORY | {"operator": operator.pk, "framework": around.framework_id, "reading": reading}
    page = office.post(f"{ASSESSMENTS}add/", sent | {"cycle": "2027"})
    assert page.status_code == status
    if status == 200:
        assert b"This framework has no such reading. It has: " in page.content
    else:
        assert browse(lead).get(f"/assessments/{Assessment.objects.get(cycle='2027').pk}/").status_code == 200


def test_no_hash_is_shown_nor_searched(office, lead):
    secret = lead.password.rpartition("$")[2]
    assert secret.encode() not in office.get(f"/back-office/assessments/user/{lead.pk}/change/").content
    assert office.get("/back-office/assessments/user/?password__startswith=m").status_code in (302, 400)
    assert office.get("/back-office/assessments/operator/?people__password__startswith=m").status_code in (302, 400)


def test_who_may_only_open_it_changes_nobody(browse, lead, db):
    staff = browse(with_app(person("staff", is_staff=True)))
    for page in ("", f"{lead.pk}/change/", f"{lead.pk}/password/", f"{lead.pk}/delete/"):
        assert staff.get(f"/back-office/assessments/user/{page}").status_code == 403, page
