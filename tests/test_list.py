"""The list of one's assessments."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments.models import Assessment, Cycle
from tests.conftest import make_assessment


def test_it_tells_what_each_assessment_is(browse, lead, assessment):
    page = browse(lead, headers={"accept-language": "en"}).get("/assessments/").content.decode()
    for text in (str(assessment.operator), "Tiny framework", "edition 1", "2026-2027", "20 November 2026", "draft"):
        assert text in page.replace("&#x27;", "'"), text
    assert f"/assessments/{assessment.pk}/results/" in page


def test_a_draft_of_a_cycle_says_by_when(browse, lead, assessment, framework):
    now = timezone.now()
    cycle = Cycle.objects.create(name="2027", framework=framework, opens_at=now, closes_at=now + timedelta(days=9))
    for opened_by, said in ((None, False), (cycle, True)):
        Assessment.objects.filter(pk=assessment.pk).update(opened_by=opened_by)
        assert ("by 20 November 2026" in browse(lead).get("/assessments/").content.decode()) == said


def test_it_speaks_french(browse, lead, assessment):
    page = browse(lead, headers={"accept-language": "fr"}).get("/assessments/").content.decode()
    for text in ('<html lang="fr" dir="ltr">', "Évaluations", "Cadre minuscule", "20 novembre 2026", "brouillon"):
        assert text in page, text


def test_who_has_no_role_is_told_what_to_do(browse, newcomer, assessment):
    page = browse(newcomer).get("/assessments/").content.decode()
    assert "There is no assessment for you yet." in page
    assert str(assessment.operator) not in page


@pytest.mark.parametrize("count", [1, 3])
def test_its_queries_do_not_grow_with_it(browse, lead, operator, framework, count, django_assert_num_queries):
    for number in range(count):
        make_assessment(operator, framework, cycle=f"cycle {number}", date=date(2020 + number, 1, 1))
    browser = browse(lead)
    browser.get("/assessments/")
    with django_assert_num_queries(7):  # session, person, second factor, appointments three times, the list
        assert browser.get("/assessments/").content.count(b"cycle ") == count


def test_the_start_leads_to_the_list(browse, lead):
    assert browse(lead).get("/").headers["Location"] == "/assessments/"


def test_hostile_names_are_shown_as_text(browse, lead, operator, assessment):
    operator.name = '<script>alert("x")</script>'
    operator.save()
    page = browse(lead).get("/assessments/").content.decode()
    assert "<script>" not in page
    assert re.findall(r"<script(?! src=)", page) == []  # the site's own files, and nothing else
    assert "&lt;script&gt;alert(" in page
