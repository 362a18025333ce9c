"""Giving requirements to people."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assignment
from tests.questionnaire.conftest import draft, kinds  # noqa: F401  (fixtures)
from tests.together.conftest import delivered

pytestmark = pytest.mark.django_db
NEXT_MONTH = (timezone.localdate() + timedelta(days=30)).isoformat()
YESTERDAY = (timezone.localdate() - timedelta(days=1)).isoformat()


@pytest.fixture
def address(draft):  # noqa: F811
    return reverse("sharing", args=[draft.pk])


def row(code, person="", due="", shown="|"):
    return {f"person-{code}": str(getattr(person, "pk", person)), f"due-{code}": due, f"shown-{code}": shown}


def charged(draft):  # noqa: F811
    return {each.requirement.code: (each.person, each.due and each.due.isoformat()) for each in draft.assignments.all()}


def test_the_lead_gives_requirements_and_each_person_gets_one_mail(browse, lead, contributor, draft, address):  # noqa: F811
    page = browse(lead).post(address, row("R1", contributor, NEXT_MONTH) | row("R2", contributor), follow=True)
    assert "2 requirements changed hands or day" in page.content.decode()
    assert charged(draft) == {"R1": (contributor, NEXT_MONTH), "R2": (contributor, None)}
    assert [each.history_user for each in Assignment.history.all()] == [lead, lead]
    [message] = delivered()
    assert message.to == [contributor.email]
    assert f"/assessments/{draft.pk}/?mine" in message.body and "R1" in message.body and "R2" in message.body
    assert all(each.requirement.title in message.body for each in draft.assignments.all())
    browse(lead).post(address, row("R1", contributor, NEXT_MONTH, shown=f"{contributor.pk}|{NEXT_MONTH}"))
    assert len(delivered()) == 0  # nothing changed, nobody is told


def test_oneself_and_a_new_day_are_no_news(browse, lead, contributor, draft, address):  # noqa: F811
    browse(lead).post(address, row("R1", lead))
    Assignment.objects.create(assessment=draft, requirement=draft.framework.requirements.get(code="R2"), person=contributor)
    browse(lead).post(address, row("R2", contributor, NEXT_MONTH, shown=f"{contributor.pk}|"))
    assert charged(draft) == {"R1": (lead, None), "R2": (contributor, NEXT_MONTH)}
    assert delivered() == []


def test_the_mail_is_in_the_readers_language(browse, lead, contributor, address):
    contributor.language = "fr"
    contributor.save()
    browse(lead).post(address, row("R1", contributor, NEXT_MONTH))
    assert delivered()[0].subject.startswith("Levier\u00a0: une exigence pour vous")


def test_taking_it_back_keeps_the_history(browse, lead, contributor, draft, address):  # noqa: F811
    browse(lead).post(address, row("R1", contributor))
    browse(lead).post(address, row("R1", shown=f"{contributor.pk}|"))
    assert charged(draft) == {}
    assert [each.history_type for each in Assignment.history.order_by("history_id")] == ["+", "-"]


@pytest.mark.parametrize(
    ("person", "due", "told"),
    [
        ("contributor", YESTERDAY, "This day is past."),
        ("contributor", "31/03/2027", "Write the day as year-month-day"),
        ("contributor", "2027-02-30", "Write the day as year-month-day"),
        ("observer", "", "does not answer for the operator"),
        ("neighbour", "", "does not answer for the operator"),
        ("9999999999999999999999", "", "does not answer for the operator"),
        ("", NEXT_MONTH, "Choose who is in charge"),
    ],
)
def test_what_cannot_be_is_told_and_the_rest_is_saved(browse, request, lead, draft, address, person, due, told):  # noqa: F811
    who = request.getfixturevalue(person) if person.isalpha() else person
    page = browse(lead).post(address, row("R1", who, due) | row("R2", lead)).content.decode()
    assert told in page and f'value="{due}"' in page
    assert charged(draft) == {"R2": (lead, None)}
    assert mail.outbox == []


def test_a_colleagues_change_meanwhile_is_told_not_overwritten(browse, lead, contributor, draft, address):  # noqa: F811
    browse(lead).post(address, row("R1", contributor))
    page = browse(lead).post(address, row("R1", lead, shown="|")).content.decode()
    assert f"now {contributor} is in charge" in page
    assert charged(draft) == {"R1": (contributor, None)}


def test_the_task_list_names_who_is_in_charge_and_filters_mine(browse, lead, contributor, draft, address):  # noqa: F811
    browse(lead).post(address, row("R1", contributor, NEXT_MONTH))
    Assignment.objects.update(due=timezone.localdate() - timedelta(days=1))
    home = reverse("assessment", args=[draft.pk])
    page = browse(contributor).get(home).content.decode()
    assert f"<bdi>{contributor}</bdi>" in page and "the day is past" in page and "Show only the one" in page
    mine = browse(contributor).get(home + "?mine").content.decode()
    assert "/requirements/R1/" in mine.split("<main")[1] and 'id="status-R2"' not in mine
    assert 'id="status-R2"' in browse(lead).get(home + "?mine").content.decode()  # nothing is the lead's: all is shown
    assert str(contributor) in browse(contributor).get(reverse("requirement", args=[draft.pk, "R1"])).content.decode()


def test_the_way_on_among_ones_own_leads_to_ones_own(browse, lead, contributor, draft, address):  # noqa: F811
    browse(lead).post(address, row("R2", contributor))
    home = reverse("assessment", args=[draft.pk])
    ways = [
        re.search(r'id="continue" href="[^"]*/requirements/(\w+)/', browse(contributor).get(home + query).content.decode())[1]
        for query in ("", "?mine")
    ]
    assert ways == ["R1", "R2"]


def test_who_is_missing_can_be_invited_from_there(browse, lead, contributor, draft, address):  # noqa: F811
    invite = f"/operators/{draft.operator_id}/team/#invite"
    assert invite in browse(lead).get(address).content.decode()
    assert invite not in browse(contributor).get(address).content.decode()


def test_only_the_lead_changes_it(browse, contributor, observer, draft, address):  # noqa: F811
    for person in (contributor, observer):
        page = browse(person).get(address).content.decode()
        assert "<select" not in page and "The lead of the team shares the work" in page
        assert browse(person).post(address, row("R1", contributor)).status_code == 403
