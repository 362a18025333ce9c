"""The pages of the visit: who plans, who commits, who reads what; nothing typed is lost, nothing is overwritten unseen."""

import re
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from assessments.models import AgendaItem, Assessment, Rating, Visit
from assessments.visit.steps import missing
from tests.conftest import appointed
from tests.hostile.nasty import SCRIPT
from tests.visit.conftest import in_state, make_planned, upload

pytestmark = pytest.mark.django_db
PLAN = {
    "first_day": "2027-03-01", "last_day": "2027-03-04", "opens": "09:00", "closes": "17:00", "break_from": "12:30",
    "break_to": "13:30", "host": "Director of operations",
}  # fmt: skip


def at(name, assessment, *more):
    return reverse(name, args=[assessment.pk, *more])


def text(answer):
    return " ".join(answer.content.decode().split())


# The plan


def test_the_lead_reviewer_plans(browse, expert, second, reviewed):
    answer = browse(expert).post(at("visit_plan", reviewed), PLAN | {"team": [expert.pk, second.pk]})
    assert answer.status_code == 302
    visit = Visit.objects.get(assessment=reviewed)
    assert (visit.first_day, visit.days, visit.host) == (date(2027, 3, 1), 4, "Director of operations")
    assert set(visit.team.all()) == {expert, second} and visit.history.get().history_user == expert


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"last_day": "2027-03-02"}, "choose a last day from 3 March 2027 to 5 March 2027"),
        ({"last_day": "2027-03-06"}, "choose a last day from 3 March 2027 to 5 March 2027"),
        ({"last_day": "2027-02-01"}, "choose a last day from 3 March 2027 to 5 March 2027"),
        ({"last_day": ""}, "Write the first and the last day, or neither."),
        ({"closes": "09:00"}, "The day has to end after it begins."),
        ({"break_from": "14:00"}, "The break has to end after it begins."),
        ({"workshop_day": "2027-03-02"}, "Write the day and the time of the workshop, or neither."),
        ({"workshop_day": "2027-03-05", "workshop_at": "14:00"}, "has to be on one of the days of the visit"),
        ({"opens": ""}, "Write a time, such as 09:00."),
        ({"host": "a\u202eb"}, "a character that cannot be shown or printed"),
        ({"plan": "x" * 10_001}, "at most 10000 characters"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(browse, expert, reviewed, typed, said):
    answer = browse(expert).post(at("visit_plan", reviewed), PLAN | {"workshop_topic": "Typed before"} | typed)
    assert answer.status_code == 200 and said in text(answer) and "Typed before" in text(answer)
    assert not Visit.objects.exists()


def test_the_team_is_two_or_three_of_the_reviewers(browse, expert, reviewed, secretariat):
    for team in ([expert.pk], [expert.pk, secretariat.pk]):
        answer = browse(expert).post(at("visit_plan", reviewed), PLAN | {"team": team})
        assert answer.status_code == 200 and answer.context["form"].errors.keys() == {"team"}


def shown_by(page):
    return page.context["form"].shown


def test_two_who_plan_at_once_overwrite_nothing(browse, expert, secretariat, visit):
    address = at("visit_plan", visit.assessment)
    pages = {person: browse(person).get(address) for person in (expert, secretariat)}
    kept = PLAN | {"last_day": "2027-03-03"}
    browse(secretariat).post(address, kept | {"host": "Director of sales", "shown": shown_by(pages[secretariat])})
    other = browse(expert).post(address, kept | {"plan": "By train", "shown": shown_by(pages[expert])})
    visit.refresh_from_db()
    assert (other.status_code, visit.host, visit.plan) == (302, "Director of sales", "By train")
    both = browse(expert).post(address, kept | {"host": "Director of IT", "shown": shown_by(pages[expert])})
    assert "A colleague changed this meanwhile: “Director of sales”." in text(both) and "Director of IT" in text(both)
    again = browse(expert).post(address, kept | {"host": "Director of IT", "shown": shown_by(both)})
    visit.refresh_from_db()
    assert (again.status_code, visit.host, visit.plan) == (302, "Director of IT", "By train")


@pytest.mark.parametrize("shown", ["", "{", "[]", "[" * 100_000, '{"host": 1, "plan": [[1]]}', "null"])
def test_what_the_page_says_it_showed_may_be_anything(browse, expert, reviewed, shown):
    assert browse(expert).post(at("visit_plan", reviewed), PLAN | {"shown": shown}).status_code in (200, 302)


# The way across


def hrefs(answer, kind):
    """Return where the links of the trail, or of the row across, lead."""
    page = answer.content.decode()
    row = page.partition(f'<nav class="{kind}"')[2].partition("</nav>")[0]
    return re.findall(r'href="([^"]+)"', row)


@pytest.mark.parametrize("name", ["visit", "findings", "documents", "calibration"])
def test_the_trail_and_the_way_across_are_the_same_on_each_page(browse, expert, secretariat, lead, planned, name):
    assessment = in_state(planned.assessment, "report_issued")
    across = [at(each, assessment) for each in ("review", "visit", "findings", "documents")]
    for person in (expert, secretariat):
        answer = browse(person).get(at(name, assessment))
        assert hrefs(answer, "trail")[:3] == [reverse("desk"), at("assessment", assessment), at("review", assessment)]
        assert hrefs(answer, "across") == across
    answer = browse(lead).get(at(name, assessment))
    assert hrefs(answer, "trail")[:2] == [reverse("assessments"), at("assessment", assessment)]
    assert at("review", assessment) not in answer.content.decode() and hrefs(answer, "across") == []


def test_the_visit_names_the_operator(browse, lead, planned):
    assert (
        f"<h1>Visit to {escape(planned.assessment.operator)}</h1>"
        in browse(lead).get(at("visit", planned.assessment)).content.decode()
    )


# Who may


@pytest.mark.parametrize(
    ("status", "may"),
    [
        ("in_review", set()),
        ("reviewed", {"expert", "second", "secretariat", "lead"}),
        ("visit_planned", {"expert", "second", "secretariat", "lead", "contributor", "observer"}),
        ("visited", {"expert", "second", "secretariat", "lead", "contributor", "observer"}),
        ("closed", {"expert", "second", "secretariat", "lead", "contributor", "observer"}),
    ],
)
def test_who_sees_it_in_which_state(browse, cast, second, planned, status, may):
    in_state(planned.assessment, status)
    people = cast | {"second": second}
    told = {role: browse(user).get(at("visit", planned.assessment)).status_code for role, user in people.items()}
    assert {role for role, code in told.items() if code == 200} == may
    assert {told[role] for role in ("neighbour", "newcomer")} == {404}


def test_who_plans_and_who_commits(browse, cast, second, planned):
    people = cast | {"second": second}
    for page, may in (("visit_plan", {"expert", "secretariat"}), ("commitment", {"expert", "secretariat", "lead"})):
        told = {role: browse(user).get(at(page, planned.assessment)).status_code for role, user in people.items()}
        assert {role for role, code in told.items() if code == 200} == may, page


def test_an_expert_of_another_review_sees_nothing_of_it(browse, planned):
    other = appointed("facilitator")
    assert browse(other).get(at("visit", planned.assessment)).status_code == 403


def test_the_operator_is_shown_topics_and_no_doubts(browse, lead, expert, planned):
    question = planned.assessment.framework.questions.get(code="R1a")
    Rating.objects.create(assessment=planned.assessment, question=question, expert=expert, on_site=True, note="I doubt it.")
    AgendaItem.objects.filter(visit=planned, kind="meeting").update(note="Be firm.")
    told = text(browse(expert).get(at("visit", planned.assessment)))
    assert "marked to be checked on site" in told and "Be firm." in told
    told = text(browse(lead).get(at("visit", planned.assessment)))
    assert "First requirement" in told and "IT" in told
    for doubt in ("checked on site", "Be firm.", "I doubt it.", "How far is it?", "essential"):
        assert doubt not in told


def test_before_it_is_planned_the_lead_sees_the_days_and_no_agenda(browse, lead, visit):
    told = text(browse(lead).get(at("visit", visit.assessment)))
    assert "1 March 2027" in told and "Opening meeting" not in told and "Write the commitment" in told


def test_nothing_typed_is_alive(browse, lead, expert, planned):
    Visit.objects.filter(pk=planned.pk).update(
        host=SCRIPT[:200], host_contact=SCRIPT, plan=SCRIPT, committed_by=SCRIPT[:200], commitment_name=f"{SCRIPT}.pdf"[:255],
        workshop_topic=SCRIPT[:300], workshop_participants=SCRIPT, workshop_results=SCRIPT,
    )  # fmt: skip
    AgendaItem.objects.filter(visit=planned).update(title=SCRIPT[:300], whom=SCRIPT[:200], note=SCRIPT)
    pages = ["visit", "visit_plan", "commitment", "checklist"]
    for user, names in ((expert, pages), (lead, ["visit", "commitment"])):
        for name in names:
            told = browse(user).get(at(name, planned.assessment)).content.decode()
            assert escape(SCRIPT) in told, name  # it is there, as text
            assert "<script>alert" not in told and "<img src=x" not in told, name


# The commitment


def test_the_operators_lead_commits_it(browse, lead, visit):
    given = {"committed_by": "Director general", "committed_on": "2026-11-20", "document": upload()}
    assert browse(lead).post(at("commitment", visit.assessment), given).status_code == 302
    visit.refresh_from_db()
    assert (visit.committed_by, visit.commitment_name) == ("Director general", "signed.pdf")
    handed = browse(lead).get(at("commitment_file", visit.assessment))
    assert handed.headers["Content-Disposition"] == 'attachment; filename="signed.pdf"'
    assert handed.headers["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(handed).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"document": ""}, "Choose the signed document."),
        ({"document": lambda: upload("signed.exe")}, "is not a file of an accepted type"),
        ({"document": lambda: upload("signed.pdf", b"MZ not a PDF")}, "is not that of a .pdf file"),
        ({"committed_by": ""}, "Write who commits the operator."),
        ({"committed_on": "2999-01-01"}, "This day is still to come."),
    ],
)
def test_a_commitment_without_its_parts_is_not_taken(browse, lead, visit, typed, said):
    given = {"committed_by": "Director general", "committed_on": "2026-11-20", "document": upload()}
    given |= {name: value() if callable(value) else value for name, value in typed.items()}
    assert said in text(browse(lead).post(at("commitment", visit.assessment), given))
    visit.refresh_from_db()
    assert (visit.committed_by, visit.commitment) == ("", None)


def test_a_new_document_takes_the_place_of_the_old_one(browse, lead, planned, django_capture_on_commit_callbacks):
    from assessments import evidence_files

    folder = evidence_files.folder()
    before = folder / planned.commitment.hex
    given = {"committed_by": "Director general", "committed_on": "2026-11-20", "document": upload("new.pdf")}
    with django_capture_on_commit_callbacks(execute=True):
        browse(lead).post(at("commitment", planned.assessment), given)
    planned.refresh_from_db()
    assert planned.commitment_name == "new.pdf" and not before.exists() and (folder / planned.commitment.hex).exists()


def test_the_lead_is_called_to_commit_the_operator(browse, lead, contributor, visit):
    page, link = at("assessment", visit.assessment), at("commitment", visit.assessment)
    told = browse(lead).get(page).content.decode()
    assert link in told and told.index("This waits for you") < told.index('class="way"')
    assert link not in browse(contributor).get(page).content.decode()
    make_planned(visit)
    assert "This waits for you" not in browse(lead).get(page).content.decode()


# The steps


def test_it_is_planned_once_nothing_is_missing(browse, expert, reviewed, lead):
    answer = browse(expert).post(at("plan_visit", reviewed), follow=True)
    said = text(answer)
    for what in ("the first and the last day", "a team of two or three", "the host", "the operator’s commitment", "an agenda"):
        assert what in said
    assert Assessment.objects.get(pk=reviewed.pk).status == "reviewed"


def test_with_everything_there_it_is_planned_called_off_planned_and_ended(browse, expert, planned):
    assessment = in_state(planned.assessment, "reviewed")
    begin_today(planned)
    assert missing(assessment) == []
    planned_now = ("plan_visit", "visit_planned")
    for action, status in (planned_now, ("cancel_visit", "reviewed"), planned_now, ("end_visit", "visited")):
        browse(expert).post(at(action, assessment), {"note": "why"})
        assert Assessment.objects.get(pk=assessment.pk).status == status
    assert Visit.objects.filter(pk=planned.pk).exists()


def begin_today(visit):
    visit.first_day = timezone.localdate()
    visit.last_day = visit.first_day + timedelta(days=2)
    visit.save()


def test_a_visit_is_not_over_before_it_begins(browse, expert, planned):
    assessment, person = planned.assessment, browse(expert)
    Visit.objects.filter(pk=planned.pk).update(first_day=timezone.localdate() + timedelta(days=1))
    assert at("end_visit", assessment) not in person.get(at("visit", assessment)).content.decode()
    told = text(person.post(at("end_visit", assessment), follow=True))
    assert "and cannot be over before" in told and "the first day of the visit, it can be said here" in told
    assert Assessment.objects.get(pk=assessment.pk).status == "visit_planned"
    begin_today(planned)
    person.post(at("end_visit", assessment))
    assert Assessment.objects.get(pk=assessment.pk).status == "visited"


@pytest.mark.parametrize("kind", ["opening", "closing"])
def test_a_visit_is_not_planned_while_its_opening_or_closing_has_no_time(browse, expert, planned, kind):
    assessment = in_state(planned.assessment, "reviewed")
    planned.agenda.filter(kind=kind).update(day=None, start=None)
    told = text(browse(expert).post(at("plan_visit", assessment), follow=True))
    assert f"a time for the {kind} meeting, which did not fit" in told
    assert Assessment.objects.get(pk=assessment.pk).status == "reviewed"


# The agenda


def test_the_program_drafts_on_demand(browse, expert, visit):
    visit.agenda.all().delete()
    browse(expert).post(at("draft_agenda", visit.assessment))
    assert list(visit.agenda.values_list("kind", flat=True)) == ["opening", "meeting", "workshop", "closing"]


def test_without_days_there_is_no_agenda_yet(browse, expert, reviewed):
    for page in ("draft_agenda", "add_agenda_item"):
        answer = browse(expert).post(at(page, reviewed), follow=True)
        assert "Set the first and the last day first" in text(answer)


def test_an_item_is_added_changed_moved_and_removed_by_hand(browse, expert, visit):
    person = browse(expert)
    form = {"kind": "meeting", "day": "2", "start": "09:15", "minutes": "40", "function": "legal", "asked": "R1b, R2b R1b"}
    assert person.post(at("add_agenda_item", visit.assessment), form).status_code == 302
    item = visit.agenda.get(by_hand=True)
    assert (item.day, item.start, item.questions) == (2, time(9, 15), ["R1b", "R2b"])
    address = reverse("agenda_item", args=[item.pk])
    person.post(address, form | {"day": "3", "title": "The law", "shown": shown_by(person.get(address))})
    item.refresh_from_db()
    assert (item.day, item.title) == (3, "The law")
    person.post(address, {"do": "remove"})
    assert not visit.agenda.filter(pk=item.pk).exists()
    assert item.history.filter(history_type="-").get().history_user == expert


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"asked": "R1b R9z"}, "There is no such question: R9z."),
        ({"minutes": "0"}, "from 5 to 480"),
        ({"day": "2", "start": ""}, "Choose a day and a time, or neither."),
        ({"day": "9"}, "Select a valid choice"),
    ],
)
def test_what_an_item_cannot_be_is_told(browse, expert, visit, typed, said):
    form = {"kind": "meeting", "day": "2", "start": "09:15", "minutes": "40", "asked": "R1b", "title": "Typed"}
    answer = browse(expert).post(at("add_agenda_item", visit.assessment), form | typed)
    assert said in text(answer) and "Typed" in text(answer)
    assert not visit.agenda.filter(by_hand=True).exists()


def test_the_page_takes_as_many_queries_for_many_items(browse, expert, visit, django_assert_max_num_queries):
    for at_hour in range(8, 18):
        AgendaItem.objects.create(visit=visit, day=2, start=time(at_hour), minutes=30, questions=["R1a"], by_hand=True)
    person = browse(expert)
    with django_assert_max_num_queries(45):
        person.get(at("visit", visit.assessment))
