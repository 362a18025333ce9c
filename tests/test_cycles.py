"""Rounds: opened once for each operator, told with their closing, reminded of once."""

from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from assessments import workflow
from assessments.cycles import open_cycle, open_due_cycles
from assessments.models import Assessment, Cycle, Membership, Reminder
from assessments.people.inviting import accept, invite
from assessments.reminders import write_openings, write_reminders
from assessments.scorecard import pack_of
from tests.conftest import member, person, with_app

pytestmark = pytest.mark.django_db
HOME = "https://levier.example.org"


def day(days):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def cycle(framework, operator, other_operator):
    made = Cycle.objects.create(
        name="2027-2028", framework=framework, opens_at=day(-1), closes_at=day(30), time_zone="Africa/Dakar"
    )
    made.operators.set([operator, other_operator])
    return made


def test_each_operator_gets_one_draft_however_often_it_is_opened(cycle, operator, other_operator):
    assert {row.operator for row in open_cycle(cycle)} == {operator, other_operator}
    assert open_cycle(cycle) == [] and open_due_cycles() == []
    row = Assessment.objects.get(operator=operator, opened_by=cycle)
    assert (row.cycle, row.status, row.framework, row.previous) == ("2027-2028", "draft", cycle.framework, None)


def test_nothing_is_opened_before_its_time(cycle):
    Cycle.objects.update(opens_at=day(1))
    cycle.refresh_from_db()
    assert open_cycle(cycle) == [] and open_due_cycles() == []


def test_the_last_submitted_one_is_what_comes_before(cycle, assessment, operator, lead):
    workflow.advance(assessment, "submit", by=lead)
    open_cycle(cycle)
    assert Assessment.objects.get(operator=operator, opened_by=cycle).previous == assessment


def test_the_pages_tell_the_closing_on_the_clock_of_its_place(browse, lead, operator, cycle):
    Cycle.objects.update(closes_at=datetime(2099, 3, 31, 17, tzinfo=ZoneInfo("Asia/Tokyo")), time_zone="Asia/Tokyo")
    [row, _other] = sorted(open_cycle(Cycle.objects.get()), key=lambda each: each.operator != operator)
    for name, *parts in (("assessment",), ("check",), ("requirement", "P1.1")):
        page = browse(lead).get(reverse(name, args=[row.pk, *parts])).content.decode()
        assert "31 March 2099" in page and "17:00" in page and "Asia/Tokyo" in page and "left" in page
    Cycle.objects.update(opens_at=day(-9), closes_at=day(-1))
    assert "the day is past" in browse(lead).get(reverse("assessment", args=[row.pk])).content.decode()
    save = reverse("save_answer", args=[row.pk, "P1.1a"])
    assert browse(lead).post(save, {}, headers={"accept": "application/json"}).status_code != 403  # late, and not locked out


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "../etc/passwd", "utc+1"])
def test_a_time_zone_that_is_none_is_refused(cycle, zone):
    cycle.time_zone = zone
    with pytest.raises(ValidationError) as told:
        cycle.full_clean()
    assert set(told.value.message_dict) == {"time_zone"}


def test_a_closing_before_the_opening_is_refused(cycle):
    cycle.closes_at = cycle.opens_at
    with pytest.raises(ValidationError):
        cycle.full_clean()


# Who leads is told that it is open


def test_the_leads_are_told_once_each_in_their_language(cycle, operator, lead, contributor, observer, neighbour):
    assert write_openings(HOME) == 0  # nothing is open yet
    neighbour.language = "fr"
    neighbour.save()
    open_cycle(cycle)
    assert write_openings(HOME) == 2 and write_openings(HOME) == 0
    sent = {message.to[0]: message for message in mail.outbox}
    assert set(sent) == {lead.email, neighbour.email}
    until = Cycle.objects.get().closes
    assert sent[lead.email].subject == (
        f"Levier: 2027-2028, a questionnaire for {operator}, to be submitted by {until.day} {until:%B %Y}"
    )
    assert (
        f"To be submitted by {until.day} {until:%B %Y}" in sent[lead.email].body
        and "(Africa/Dakar time)." in sent[lead.email].body
    )
    assert "3 questions" in sent[lead.email].body
    draft = Assessment.objects.get(operator=operator, opened_by=cycle)
    assert f"{HOME}{reverse('assessment', args=[draft.pk])}" in sent[lead.email].body
    assert "un questionnaire pour Post of the Neighbour" in sent[neighbour.email].subject
    assert "fuseau horaire Africa/Dakar" in sent[neighbour.email].body
    near(cycle, days=40)  # put off: it is open all the same
    assert write_openings(HOME) == 0


def test_what_is_asked_is_told_where_an_edition_has_readings(around, operator, lead):
    cycle = Cycle.objects.create(
        name="2027", framework=around.framework, reading="short", opens_at=day(-1), closes_at=day(30), time_zone="UTC"
    )
    cycle.operators.add(operator)
    [draft] = open_cycle(cycle)
    assert write_openings(HOME) == 1
    reading = pack_of(draft).reading("short")
    assert f"{reading.name['en']}. {reading.about['en']}" in mail.outbox[0].body
    assert f"{len(pack_of(draft).questions)} question" in mail.outbox[0].body


def test_where_nobody_leads_nobody_is_told_until_somebody_does(cycle, operator, contributor):
    open_cycle(cycle)
    assert write_openings(HOME) == 0
    late = member("lead", operator, name="late lead")
    assert write_openings(HOME) == 1 and mail.outbox[-1].to == [late.email]
    Membership.objects.filter(user=contributor).update(role="lead")
    assert write_openings(HOME) == 1


def test_who_was_invited_since_it_is_open_was_told_then(cycle, operator, secretariat):
    open_cycle(cycle)
    newcomer = person("newcomer")
    accept(invite(newcomer.email, "lead", "en", secretariat, HOME, operator), newcomer)
    assert write_openings(HOME) == 0


def test_who_is_told_near_the_closing_is_not_reminded_in_the_same_hour(cycle, lead, contributor):
    near(cycle, days=5)
    open_cycle(Cycle.objects.get())
    assert (write_openings(HOME), write_reminders(HOME)) == (1, 1)
    assert [message.to for message in mail.outbox] == [[lead.email], [contributor.email]]
    assert write_reminders(HOME, Cycle.objects.get().closes_at - timedelta(days=1)) == 2  # the nearer one all the same


def test_nobody_is_told_of_what_is_over_or_submitted_or_of_a_closed_account(cycle, operator, lead, neighbour):
    open_cycle(cycle)
    workflow.advance(Assessment.objects.get(operator=operator), "submit", by=lead)
    neighbour.is_active = False
    neighbour.save()
    assert write_openings(HOME) == 0
    Assessment.objects.update(status="draft")
    assert write_openings(HOME, cycle.closes_at + timedelta(seconds=1)) == 0


def test_who_wants_one_mail_a_day_is_told_in_it(cycle, operator, lead):
    lead.daily_digest, lead.language = True, "en"
    lead.save()
    open_cycle(cycle)
    call_command("daily", home=HOME, stdout=StringIO())
    [message] = mail.outbox
    assert message.subject == f"Levier: today’s news, {operator}"
    assert "The questionnaire of this cycle is open. You lead the team, and submit it by" in message.body


# Reminders


def near(cycle, **left):
    Cycle.objects.filter(pk=cycle.pk).update(closes_at=timezone.now() + timedelta(**left))


def told():
    sent = sorted((message.to[0], message.subject) for message in mail.outbox)
    mail.outbox.clear()
    return sent


def test_who_answers_is_reminded_once_at_each_of_three_times(cycle, lead, contributor, observer, neighbour):
    contributor.language = "fr"
    contributor.save()
    open_cycle(cycle)
    now = timezone.now()
    assert write_reminders(HOME, now) == 0
    near(cycle, days=13, hours=23)
    assert write_reminders(HOME, now) == 3 and write_reminders(HOME, now) == 0
    sent = dict(told())
    assert set(sent) == {lead.email, contributor.email, neighbour.email}
    assert "to be submitted by" in sent[lead.email] and "à soumettre" in sent[contributor.email]
    closing = Cycle.objects.get().closes_at
    assert write_reminders(HOME, closing - timedelta(days=6)) == 3
    assert write_reminders(HOME, closing - timedelta(days=1)) == 3
    assert write_reminders(HOME, closing - timedelta(hours=1)) == 0
    assert write_reminders(HOME, closing + timedelta(hours=1)) == 0
    assert Reminder.objects.count() == 9


def test_days_missed_are_not_made_up_for(cycle, lead):
    open_cycle(cycle)
    near(cycle, days=1)
    assert write_reminders(HOME) == 1
    assert list(Reminder.objects.values_list("days", flat=True)) == [2]


def test_a_submitted_one_a_closed_account_and_a_new_closing(cycle, operator, lead, contributor):
    open_cycle(cycle)
    near(cycle, days=5)
    contributor.is_active = False
    contributor.save()
    assert write_reminders(HOME) == 1
    near(cycle, days=6)  # put off: that is news
    assert write_reminders(HOME) == 1
    workflow.advance(Assessment.objects.get(operator=operator), "submit", by=lead)
    near(cycle, days=1)
    assert write_reminders(HOME) == 0


def test_the_daily_command_opens_and_reminds_and_may_run_again(cycle, lead, contributor, settings):
    near(cycle, days=5)
    settings.ALLOWED_HOSTS = [".example.org", "levier.example.org"]
    settings.LOOPBACK = False
    out = StringIO()
    call_command("daily", stdout=out)
    told = "2 assessments opened, 1 leads told, 1 reminders written, 0 daily mails written, 0 old invitations removed.\n"
    assert out.getvalue() == told
    assert {message.to[0] for message in mail.outbox} == {lead.email, contributor.email}  # one each
    assert all(f"{HOME}/assessments/" in message.body for message in mail.outbox)
    call_command("daily", stdout=out)
    assert "0 assessments opened, 0 leads told, 0 reminders written, " in out.getvalue()


@pytest.mark.parametrize("home", ["levier.example.org", "ftp://levier.example.org", "https://"])
def test_an_address_that_is_none_is_refused(home):
    with pytest.raises(CommandError, match="is no address of a site"):
        call_command("daily", home=home)


# The back office


def test_saving_a_cycle_in_the_back_office_opens_it(browse, owner_of_the_back_office, cycle, operator):
    address = reverse("admin:assessments_cycle_change", args=[cycle.pk])
    form = {"name": "2027", "framework": cycle.framework_id, "reading": "", "time_zone": "Africa/Dakar"}
    form |= {"operators": [operator.pk], "opens_at_0": "2026-01-01", "opens_at_1": "08:00"}
    form |= {"closes_at_0": "2099-01-01", "closes_at_1": "17:00"}
    page = browse(owner_of_the_back_office).post(address, form | {"reading": "short"}, follow=True).content.decode()
    assert "This edition has no such reading" in page and not Assessment.objects.filter(opened_by=cycle).exists()
    page = browse(owner_of_the_back_office).post(address, form, follow=True).content.decode()
    assert "1 assessment was opened" in page
    assert Assessment.objects.get(opened_by=cycle).operator == operator


@pytest.fixture
def owner_of_the_back_office(db):
    return with_app(person("owner", is_staff=True, is_superuser=True))
