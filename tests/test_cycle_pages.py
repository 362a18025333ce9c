"""The secretariat's pages of cycles: made, changed, closed and put off there, with how far each operator is."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from assessments import workflow
from assessments.cycles import open_cycle
from assessments.cycles.standing import standings
from assessments.models import Assessment, Cycle, Operator, Reminder
from assessments.questionnaire.progress import progress
from assessments.reminders import write_reminders
from assessments.scorecard import answer_set, pack_of
from tests.conftest import make_assessment

pytestmark = pytest.mark.django_db
NEW = "/programme/cycles/new/"


def typed(framework, **fields):
    """Return what the form sends for a cycle that opened in 2026 and closes in 2099."""
    times = {"opens_day": "2026-01-05", "opens_time": "08:00", "closes_day": "2099-03-31", "closes_time": "17:00"}
    return {"name": "2027", "edition": f"{framework.pk}/", "time_zone": "Africa/Dakar", "shown": ""} | times | fields


def shown(browser, cycle):
    page = browser.get(reverse("edit_cycle", args=[cycle.pk])).content.decode()
    return page.split('name="shown" value="')[1].split('"')[0]


@pytest.fixture
def office(browse, secretariat):
    return browse(secretariat)


@pytest.fixture
def cycle(framework, operator, other_operator):
    now = timezone.now()
    made = Cycle.objects.create(
        name="2027", framework=framework, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=30), time_zone="UTC"
    )
    made.operators.set([operator, other_operator])
    return made


def refresh(row):
    return type(row).objects.get(pk=row.pk)


# Making and changing


def test_the_start_leads_the_secretariat_there_and_nobody_else(browse, office, lead, expert):
    assert 'href="/programme/cycles/"' in office.get("/assessments/").content.decode()
    for other in (lead, expert):
        assert "/programme/cycles/" not in browse(other).get("/assessments/").content.decode()


def test_a_cycle_that_opened_in_the_past_opens_its_assessments_at_once(office, framework, operator, other_operator):
    answer = office.post(NEW, typed(framework, operators=[operator.pk]), follow=True)
    made = Cycle.objects.get()
    assert answer.redirect_chain == [(reverse("cycle", args=[made.pk]), 302)]
    assert "Saved. 1 assessment was opened." in answer.content.decode()
    assert made.closes_at == datetime(2099, 3, 31, 17, tzinfo=UTC) and made.time_zone == "Africa/Dakar"
    assert [row.operator for row in Assessment.objects.filter(opened_by=made)] == [operator]


def test_one_that_is_to_come_opens_nothing_and_says_so(office, framework, operator):
    fields = typed(framework, operators=[operator.pk], opens_day="2098-01-05")
    page = office.post(NEW, fields, follow=True).content.decode()
    assert "Nothing is open yet" in page and "not opened" in page and not Assessment.objects.exists()


def test_days_are_those_of_its_clock(office, framework):
    office.post(NEW, typed(framework, time_zone="Asia/Tokyo"))
    assert Cycle.objects.get().closes_at == datetime(2099, 3, 31, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": " "}, "Write a name."),
        ({"edition": "0/"}, "Select a valid choice."),
        ({"edition": "nothing"}, "Select a valid choice."),
        ({"time_zone": "Nowhere/Land"}, "Select a valid choice."),
        ({"closes_day": "31.03.2099"}, "Write a day between 2000 and 2100"),
        ({"closes_day": "9999-12-31"}, "Write a day between 2000 and 2100"),
        ({"closes_time": "five"}, "Write a time such as 17:00."),
        ({"closes_day": "2026-01-04"}, "The closing has to be after the opening."),
        ({"closes_day": "2026-01-06"}, "This closing is past. Choose a day to come."),
        ({"time_zone": "Europe/Paris", "opens_day": "2026-03-29", "opens_time": "02:30"}, "there is no such time on that day"),
    ],
)
def test_bad_input_is_told_and_everything_typed_stays(office, framework, operator, fields, told):
    sent = typed(framework, name="A name that was typed", operators=[operator.pk]) | fields
    page = office.post(NEW, sent).content.decode()
    assert told in page and "<title>Error:" in page and 'id="errors"' in page
    for name in {"name", "opens_day", "opens_time", "closes_day", "closes_time"} - {"name" if not sent["name"].strip() else ""}:
        assert f'value="{sent[name]}"' in page, name
    assert f'value="{operator.pk}" id="operator-{operator.pk}" checked' in page
    assert not Cycle.objects.exists()


def test_a_name_is_there_once_for_an_edition(office, framework, cycle):
    assert "There is a cycle of this name" in office.post(NEW, typed(framework)).content.decode()
    assert Cycle.objects.count() == 1


def test_a_whole_region_is_ticked_and_unticked_and_nothing_typed_is_lost(office, framework):
    regions = {"africa": ["Aaa", "Bbb"], "americas": ["Ccc"], "": ["Ddd"]}
    made = {
        name: Operator.objects.create(name=name, country="XA", region=region)
        for region, names in regions.items()
        for name in names
    }
    sent = typed(framework, name="Typed", opens_day="", operators=[made["Ccc"].pk])

    def ticked(page):
        return {name for name, row in made.items() if f'id="operator-{row.pk}" checked' in page}

    page = office.post(NEW, sent | {"do": "all:africa"}).content.decode()
    assert ticked(page) == {"Aaa", "Bbb", "Ccc"} and "2 of 2 invited" in page and 'id="region-africa" open' in page
    assert 'value="Typed"' in page and 'value="2099-03-31"' in page and "<title>Error:" not in page and "aria-invalid" not in page
    page = office.post(NEW, sent | {"do": "none:americas"}).content.decode()
    assert ticked(page) == set()
    assert ticked(office.post(NEW, sent | {"do": "all:none"}).content.decode()) == {"Ccc", "Ddd"}
    assert ticked(office.post(NEW, sent | {"do": "all:nowhere"}).content.decode()) == {"Ccc"}
    assert not Cycle.objects.exists()
    assert office.post(NEW, typed(framework, operators=["x", "999999", made["Aaa"].pk])).status_code == 302
    assert list(Cycle.objects.get().operators.all()) == [made["Aaa"]]


def test_changing_it_opens_for_who_is_newly_invited_and_keeps_who_has_an_assessment(office, framework, cycle, operator):
    cycle.operators.set([operator])
    open_cycle(cycle)
    new = Operator.objects.create(name="New post", country="XC")
    address = reverse("edit_cycle", args=[cycle.pk])
    page = office.get(address).content.decode()
    assert f'id="operator-{operator.pk}" checked disabled' in page and "has its assessment" in page
    fields = typed(framework, name="2028", operators=[new.pk], shown=shown(office, cycle), time_zone="UTC")
    assert "1 assessment was opened" in office.post(address, fields, follow=True).content.decode()
    assert set(cycle.operators.all()) == {operator, new}
    assert set(Assessment.objects.values_list("cycle", "date")) == {("2028", refresh(cycle).closes.date())}


def test_what_was_opened_keeps_its_edition_and_is_not_put_off(office, framework, cycle):
    open_cycle(cycle)
    address = reverse("edit_cycle", args=[cycle.pk])
    page = office.post(address, typed(framework, opens_day="2098-01-01", shown=shown(office, cycle))).content.decode()
    assert "It was opened already" in page
    office.post(address, typed(framework, edition="999/", shown=shown(office, cycle)))
    assert refresh(cycle).framework == framework


def test_what_is_asked_is_said_in_full_and_chosen_first(office, framework, cycle):
    page = office.get(reverse("new_cycle")).content.decode()
    name = f"{framework.title}, {framework.edition}"
    assert f'value="{framework.pk}/"' in page and f">{name}</label>" in page and page.count("checked") == 1
    answer = office.post(reverse("new_cycle"), {"name": "2030"})
    assert b'href="#id_edition_0"' in answer.content and b"Choose what is asked." in answer.content
    open_cycle(cycle)
    page = office.get(reverse("edit_cycle", args=[cycle.pk])).content.decode()
    assert f"<p>{name}</p>" in page and 'name="edition"' not in page  # it stays


def test_a_colleagues_change_meanwhile_is_told_and_then_may_be_replaced(office, framework, cycle):
    address, before = reverse("edit_cycle", args=[cycle.pk]), shown(office, cycle)
    Cycle.objects.update(name="Theirs")
    page = office.post(address, typed(framework, name="Mine", shown=before)).content.decode()
    assert "A colleague changed this cycle meanwhile" in page and 'value="Mine"' in page
    assert refresh(cycle).name == "Theirs"
    office.post(address, typed(framework, name="Mine", shown=shown(office, cycle)))
    assert refresh(cycle).name == "Mine"


def test_saving_what_was_shown_changes_no_moment(office, framework, cycle):
    times = cycle.opens_at, cycle.closes_at
    assert times[0].microsecond
    fields = {"opens_day": times[0].date().isoformat(), "opens_time": f"{times[0]:%H:%M}"}
    fields |= {"closes_day": times[1].date().isoformat(), "closes_time": f"{times[1]:%H:%M}", "time_zone": "UTC"}
    office.post(reverse("edit_cycle", args=[cycle.pk]), typed(framework, name="Renamed", shown=shown(office, cycle)) | fields)
    row = refresh(cycle)
    assert (row.name, row.opens_at, row.closes_at) == ("Renamed", *times)


# Closing


def test_a_closing_put_off_is_reminded_of_again(office, lead, cycle):
    Cycle.objects.update(closes_at=timezone.now() + timedelta(days=1))
    open_cycle(refresh(cycle))
    assert write_reminders("http://testserver") == 1
    later = timezone.now() + timedelta(days=6)
    office.post(reverse("cycle", args=[cycle.pk]), {"closes_day": later.date().isoformat(), "closes_time": "17:00"})
    assert refresh(cycle).closes_at.date() == later.date() and Assessment.objects.first().date == later.date()
    mail.outbox.clear()
    assert write_reminders("http://testserver") == 1 and len(mail.outbox) == 1
    assert Reminder.objects.count() == 2


def test_it_is_closed_now_and_opened_anew(office, cycle):
    address = reverse("cycle", args=[cycle.pk])
    assert "The cycle is closed." in office.post(address, {"do": "close"}, follow=True).content.decode()
    assert refresh(cycle).is_over
    assert "Only an open cycle can be closed." in office.post(address, {"do": "close"}, follow=True).content.decode()
    page = office.post(address, {"closes_day": "2099-01-01", "closes_time": "17:00"}, follow=True).content.decode()
    assert "The closing was moved." in page and not refresh(cycle).is_over


@pytest.mark.parametrize("day", ["2000-01-01", "yesterday", "", "2020-01-01"])
def test_a_closing_that_cannot_be_is_told_and_stays(office, cycle, day):
    page = office.post(reverse("cycle", args=[cycle.pk]), {"closes_day": day, "closes_time": "17:00"}).content.decode()
    assert "<title>Error:" in page and (not day or f'value="{day}"' in page)
    assert refresh(cycle).closes_at == cycle.closes_at


# How far the operators are


def test_each_operator_is_told_with_its_state(office, framework, cycle, operator, other_operator, lead):
    third = Operator.objects.create(name="Third post", country="XC", region="africa")
    made = make_assessment(operator, framework, opened_by=cycle)
    other = make_assessment(other_operator, framework, opened_by=cycle)
    workflow.advance(other, "submit", by=lead)
    cycle.operators.add(third)
    found = {row.operator: row for row in standings(cycle)}
    assert {each: (row.state, row.led, row.late) for each, row in found.items()} == {
        operator: ("draft", True, False), other_operator: ("submitted", False, False), third: ("waiting", False, False),
    }  # fmt: skip
    whole = progress(pack_of(made).questions.values(), answer_set(made).responses)
    assert (found[operator].answered, found[operator].applicable) == (whole.answered, whole.applicable) == (1, whole.applicable)
    assert found[other_operator].submitted_at == other.status_changes.get().at
    page = office.get(reverse("cycle", args=[cycle.pk])).content.decode()
    assert (
        f"1 of {whole.applicable}" in page and "no lead yet: invite one" in page and "not opened" in page and "has a lead" in page
    )
    listed = office.get("/programme/cycles/").content.decode().split("<tbody")[1]
    assert re.findall(r'data-label="(Invited|Submitted)"><span>(\d+)<', listed) == [("Invited", "3"), ("Submitted", "1")]
    narrowed = office.get(reverse("cycle", args=[cycle.pk]) + "?region=africa").content.decode().split("<tbody")[1]
    assert "Third post" in narrowed and str(operator) not in narrowed
    Cycle.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    workflow.advance(other, "return", by=lead)
    workflow.advance(other, "submit", by=lead)
    late = {row.operator: (row.state, row.late) for row in standings(refresh(cycle))}
    assert late == {operator: ("draft", True), other_operator: ("submitted", True), third: ("waiting", True)}


@pytest.mark.parametrize("count", [1, 30])
def test_its_queries_do_not_grow_with_the_operators(office, framework, cycle, count, django_assert_num_queries):
    for number in range(count):
        post = Operator.objects.create(name=f"Post {number}", country="XD", region="africa")
        cycle.operators.add(post)
        make_assessment(post, framework, opened_by=cycle)
    for address, queries in (("cycle", 9), ("cycles", 6), ("edit_cycle", 10)):
        place = reverse(address, args=[] if address == "cycles" else [cycle.pk])
        office.get(place)
        with django_assert_num_queries(queries):
            office.get(place)
