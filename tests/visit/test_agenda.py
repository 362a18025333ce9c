"""The agenda holds every must-see item or says that it did not fit; what people changed stays; nothing goes unsaid."""

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import AgendaItem, AgreedRating, ChosenWay, Evidence, Rating, Response, Visit
from assessments.scorecard import pack_of
from assessments.visit.agenda import told
from assessments.visit.drafting import draft, drafted
from assessments.visit.facts import visit_facts
from assessments.visit.must_see import Why, must_see
from assessments.visit.sessions import Reason

pytestmark = pytest.mark.django_db


def answer(assessment, code, **fields):
    question = assessment.framework.questions.get(code=code)
    return Response.objects.create(assessment=assessment, question=question, **fields)


def rate(assessment, code, expert, **fields):
    question = assessment.framework.questions.get(code=code)
    return Rating.objects.create(assessment=assessment, question=question, expert=expert, **fields)


def covered(items):
    return sorted(code for item in items for code in (*item.questions, *item.levers))


def wanted(seen):
    return sorted([*seen.questions, *seen.levers])


def test_each_reason_is_found_and_nothing_else(reviewed, expert, second):
    assert must_see(reviewed).questions == {"R1a": (Why.ESSENTIAL,), "R1c": (Why.SHOWN,)}
    answer(reviewed, "R1a", value=3)
    for each in (expert, second):
        rate(reviewed, "R1a", each, verdict="rated", value=2)
    rate(reviewed, "R2a", expert, on_site=True)
    Evidence.objects.create(response=answer(reviewed, "R2b", value="yes"), position=1, kind="on_site", text="The screen")
    assert must_see(reviewed).questions == {
        "R1a": (Why.DIFFERENT, Why.ESSENTIAL),
        "R1c": (Why.SHOWN,),
        "R2a": (Why.FLAGGED,),
        "R2b": (Why.SHOWN,),
    }


def test_what_does_not_apply_to_one_and_applies_to_the_other_is_a_difference(reviewed, expert):
    answer(reviewed, "R1b", not_applicable="No law.")
    question = reviewed.framework.questions.get(code="R1b")
    AgreedRating.objects.create(assessment=reviewed, question=question, track="desk", verdict="rated", value="no")
    assert must_see(reviewed).questions["R1b"] == (Why.DIFFERENT,)


def test_a_lever_waits_until_its_way_is_chosen(reviewed):
    assert must_see(reviewed).levers == ["L1"]
    ChosenWay.objects.create(assessment=reviewed, lever=reviewed.framework.levers.get(code="L1"), way="a")
    assert must_see(reviewed).levers == []


def test_a_lever_that_raises_nothing_any_more_needs_no_decision(reviewed):
    for code, value in (("R1a", 3), ("R1b", "yes"), ("R1c", "100")):
        answer(reviewed, code, value=value)
    assert must_see(reviewed).levers == []


def test_the_draft_opens_meets_each_function_holds_the_workshop_and_closes(visit):
    agenda = told(visit, pack_of(visit.assessment), "en", must_see(visit.assessment))
    assert [(f"{day:%d}", row.begins, row.ends, row.whom or row.title) for day, rows in agenda.days for row in rows] == [
        ("01", "09:00", "10:00", "Opening meeting"),
        ("01", "10:00", "10:55", "IT"),
        ("02", "13:30", "16:30", "Workshop"),
        ("03", "15:30", "17:00", "Closing meeting with management"),
    ]
    meeting = agenda.days[0][1][1]
    assert [(each.code, each.why) for each in [*meeting.questions, *meeting.levers]] == [
        ("R1a", ["essential"]), ("R1c", ["to be shown on site"]), ("L1", ["waits for a decision"]),
    ]  # fmt: skip
    assert (agenda.without_time, agenda.uncovered) == ([], [])


def test_what_did_not_fit_says_why(visit, expert):
    Visit.objects.filter(pk=visit.pk).update(opens=time(9), closes=time(10, 30))
    visit.refresh_from_db()
    draft(visit, expert)
    agenda = told(visit, pack_of(visit.assessment), "en", must_see(visit.assessment))
    said = {row.title or row.whom: row.unfit for row in agenda.without_time}
    assert "It is not within the working hours of day 2: change its time or the hours." in said["Workshop"]
    assert covered(visit.agenda.all()) == wanted(must_see(visit.assessment))


def test_drafted_anew_it_keeps_what_was_changed_by_hand_and_plans_it_only_once(visit, expert):
    item = visit.agenda.get(kind="meeting")
    AgendaItem.objects.filter(pk=item.pk).update(by_hand=True, day=2, start=time(9), questions=["R1a"], levers=[], title="Mine")
    draft(visit, expert)
    kept = visit.agenda.get(pk=item.pk)
    assert (kept.day, kept.start, kept.title) == (2, time(9), "Mine")
    assert covered(visit.agenda.all()) == ["L1", "R1a", "R1c"]
    draft(visit, expert)
    assert covered(visit.agenda.all()) == ["L1", "R1a", "R1c"] and visit.agenda.filter(kind="opening").count() == 1


def test_an_opening_set_by_hand_is_the_only_one(visit, expert):
    visit.agenda.filter(kind="opening").update(by_hand=True, start=time(10))
    draft(visit, expert)
    assert [(row.day, row.start) for row in visit.agenda.filter(kind="opening")] == [(1, time(10))]
    assert min(row.start for row in visit.agenda.filter(day=1, kind="meeting")) >= time(11)


def test_what_becomes_a_must_after_the_draft_is_told_as_missing(visit, expert):
    rate(visit.assessment, "R2a", expert, on_site=True)
    agenda = told(visit, pack_of(visit.assessment), "en", must_see(visit.assessment))
    assert [(each.code, each.why) for each in agenda.uncovered] == [("R2a", ["marked to be checked on site"])]


def test_what_does_not_go_together_is_said(visit):
    AgendaItem.objects.create(visit=visit, day=1, start=time(9, 30), minutes=600, title="Long", by_hand=True)
    AgendaItem.objects.create(visit=visit, day=5, start=time(9), minutes=30, title="Late", by_hand=True)
    agenda = told(visit, pack_of(visit.assessment), "en", must_see(visit.assessment))
    wrong = {row.title or row.whom: row.wrong for row in agenda.rows}
    assert wrong["Long"] == [
        "It is outside the working hours of the visit.",
        "It is at the same time as: Opening meeting.",
        "It is at the same time as: IT.",
    ]
    assert wrong["Late"] == ["It is after the last day of the visit."]


def test_the_operator_is_told_whom_it_meets_and_about_what_and_no_reason(visit, expert):
    rate(visit.assessment, "R2b", expert, on_site=True, note="I doubt it.")
    AgendaItem.objects.filter(visit=visit, kind="meeting").update(note="Be firm.")
    facts = visit_facts(visit.assessment, "en")
    assert facts.days[0] == (
        "Monday 1 March 2027",
        [
            ("09:00–10:00", "Opening meeting", "", []),
            ("10:00–10:55", "Meeting", "IT", ["R1 First requirement", "L1 Choice lever"]),
        ],
    )
    assert facts.people == [("IT", ["1 March, 10:00"])] and (facts.planned, facts.left_out) == ({}, [])
    assert not any(word in repr(facts) for word in ("doubt", "firm", "essential", "R1a", "R2b"))
    experts = visit_facts(visit.assessment, "en", for_experts=True)
    assert [what for what, _why in experts.left_out] == ["R2b Is it shown?"]
    assert experts.days[0][1][1][3] == ["R1 First requirement: R1a, R1c", "L1 Choice lever"]
    assert experts.planned["R1a"] == "1 March, 10:00, IT"


def test_the_history_says_who_drafted_it(visit, expert):
    assert {row.history_user for row in AgendaItem.history.all()} == {expert}


CODES = ["R1a", "R1b", "R1c", "R2a", "R2b"]
HAND = st.tuples(
    st.one_of(st.none(), st.integers(1, 6)), st.integers(8, 18), st.integers(5, 480), st.sampled_from(AgendaItem.Kind.values),
    st.lists(st.sampled_from(CODES), max_size=3, unique=True),
)  # fmt: skip
PLACES = {
    "days": st.integers(3, 5), "opens": st.integers(7, 12), "hours": st.integers(1, 11), "pause": st.integers(0, 120),
    "workshop": st.one_of(st.none(), st.tuples(st.integers(0, 6), st.integers(6, 20))),
    "flags": st.sets(st.sampled_from(CODES)), "hand": st.lists(HAND, max_size=4),
}  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(**PLACES)
def test_whatever_is_set_every_must_see_item_is_there_once_and_what_has_no_time_says_why(
    reviewed, expert, days, opens, hours, pause, workshop, flags, hand
):
    Visit.objects.filter(assessment=reviewed).delete()
    Rating.objects.filter(assessment=reviewed).delete()
    for code in flags:
        rate(reviewed, code, expert, on_site=True)
    first = date(2027, 3, 1)
    visit = Visit.objects.create(
        assessment=reviewed, first_day=first, last_day=first + timedelta(days=days - 1), opens=time(opens),
        closes=time(opens + hours), break_from=time(12), break_to=time(12 + pause // 60, pause % 60),
        workshop_day=first + timedelta(days=workshop[0]) if workshop else None,
        workshop_at=time(workshop[1]) if workshop else None,
    )  # fmt: skip
    for day, hour, minutes, kind, codes in hand:
        at = {"day": day, "start": time(hour) if day else None}
        AgendaItem.objects.create(visit=visit, **at, minutes=minutes, kind=kind, questions=codes, by_hand=True)
    by_hand = {code for *_place, codes in hand for code in codes}
    draft(visit, expert)
    items, seen = list(visit.agenda.all()), must_see(reviewed)
    drafted_now = [item for item in items if not item.by_hand]
    assert covered(drafted_now) == sorted(set(wanted(seen)) - by_hand)
    assert {item.pk for item in items if item.by_hand} == {item.pk for item in visit.agenda.filter(by_hand=True)}
    agenda = told(visit, pack_of(reviewed), "en", seen)
    assert agenda.uncovered == []
    assert sorted(row.item.pk for row in agenda.rows) == sorted(item.pk for item in items)
    for row in agenda.without_time:
        assert row.item.by_hand or (row.unfit and row.item.unfit["reason"] in Reason.__members__)
    for item in drafted_now:
        if item.day:
            assert 1 <= item.day <= days and item.start >= visit.opens


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["it", "legal", ""]), st.integers(1, 3)), min_size=1, max_size=60), st.integers(3, 5))
def test_many_questions_are_each_placed_or_left_out_with_a_reason(reviewed, questions, days):
    """A framework of any size, without writing rows: the pack's own questions stand in for as many as it takes."""
    from assessments.visit.must_see import MustSee

    class Part:
        def __init__(self, code, function):
            self.code, self.known_by = code, [function] if function else []

    class Requirement:
        def __init__(self, code, parts):
            self.code, self.questions = code, parts

    class Many:
        requirements = {}
        questions = {}

    parts = [Part(f"Q{at}", function) for at, (function, _why) in enumerate(questions)]
    many = Many()
    many.questions = {part.code: part for part in parts}
    many.requirements = {f"R{at}": Requirement(f"R{at}", parts[at : at + 7]) for at in range(0, len(parts), 7)}
    why = {part.code: (list(Why)[each],) for part, (_function, each) in zip(parts, questions, strict=True)}
    visit = Visit(assessment=reviewed, first_day=date(2027, 3, 1), last_day=date(2027, 3, 1) + timedelta(days=days - 1))
    rows = drafted(visit, [], MustSee(many, why))
    assert sorted(code for row in rows for code in row.questions) == sorted(many.questions)
    assert all(row.day or row.unfit for row in rows)


def test_the_documents_are_told_the_plan_as_the_operator_may_read_it(visit):
    from assessments.documents.subject import Subject
    from assessments.documents.visit_plan import visit_plan

    told = visit_plan(Subject(visit.assessment, "en"))
    assert ("Host", "Director of operations") in told.facts
    meeting = ("10:00–10:55", "Meeting", "IT", ["R1 First requirement", "L1 Choice lever"])
    assert told.days[0] == ("Monday 1 March 2027", [("09:00–10:00", "Opening meeting", "", []), meeting])
    assert (told.people, told.left_out) == ([("IT", ["1 March, 10:00"])], [])
