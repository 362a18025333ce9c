"""An agenda holds every item once or says why not; what is most urgent is placed first, and no two meetings overlap."""

from datetime import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assessments.visit
from assessments.visit.fitting import TO_CHANGE, fit
from assessments.visit.sessions import Day, Fixed, Item, Meeting, minutes_to_decide, minutes_to_see, usual_meetings
from tests.test_architecture import imports

MORNING = Day(9 * 60, 11 * 60, ())  # two hours


def item(code, minutes, priority=1, function="it"):
    return Item(code, (function,) if function else (), minutes, priority, (code,))


def told(agenda):
    """Return [(day, from, to, function or meeting, items)], times as people write them."""
    return [
        (each.day, f"{each.from_:%H:%M}", f"{each.to:%H:%M}", each.fixed.code if each.fixed else each.function,
         "".join(row.code for row in each.items))
        for each in agenda.sessions
    ]  # fmt: skip


def left_out(agenda):
    return [(each.what.code, each.reason.name) for each in agenda.left_out]


def test_items_of_one_function_make_one_meeting_and_the_way_to_the_next_takes_ten_minutes():
    agenda = fit([MORNING], [], [item("a", 30), item("b", 20, function="legal"), item("c", 15)])
    assert told(agenda) == [(1, "09:00", "09:45", "it", "ac"), (1, "09:55", "10:15", "legal", "b")]
    assert agenda.left_out == []


def test_the_example_of_the_method_is_so():
    agenda = fit([MORNING], [], [item("a", 60, 1), item("b", 50, 2, "legal"), item("c", 30, 3)])
    assert told(agenda) == [(1, "09:00", "10:00", "it", "a"), (1, "10:10", "11:00", "legal", "b")]
    assert left_out(agenda) == [("c", "NO_TIME")]


def test_the_most_urgent_is_placed_first_whatever_the_order_it_is_given_in():
    agenda = fit([MORNING], [], [item("a", 60, 3), item("b", 60, 2), item("c", 60, 1)])
    assert told(agenda) == [(1, "09:00", "11:00", "it", "cb")]
    assert left_out(agenda) == [("a", "NO_TIME")]


def test_a_shorter_item_fills_what_a_longer_one_left():
    agenda = fit([MORNING], [], [item("a", 90, 1), item("b", 60, 2), item("c", 30, 3)])
    assert (told(agenda), left_out(agenda)) == ([(1, "09:00", "11:00", "it", "ac")], [("b", "NO_TIME")])


def test_the_way_to_another_function_needs_time_too():
    exact = [item("a", 60), item("b", 50, function="legal")]
    assert left_out(fit([MORNING], [], exact)) == []
    assert left_out(fit([MORNING], [], [exact[0], item("b", 51, function="legal")])) == [("b", "NO_TIME")]


def test_a_function_is_met_where_it_is_met_already_though_an_earlier_stretch_has_time():
    items = [item("a", 80), item("b", 60, function="legal"), item("c", 20, function="legal"), item("d", 10)]
    agenda = fit([MORNING, MORNING], [], items)
    assert told(agenda) == [(1, "09:00", "10:30", "it", "ad"), (2, "09:00", "10:20", "legal", "bc")]


def test_each_function_is_met_once_though_its_items_are_not_equally_urgent():
    items = [item(str(at), 20, at, function) for at, function in enumerate(["it", "legal", "hr"] * 3)]
    longer = Day(9 * 60, 11 * 60 + 10, ())
    assert told(fit([longer, longer], [], items)) == [
        (1, "09:00", "10:00", "it", "036"),
        (1, "10:10", "11:10", "legal", "147"),
        (2, "09:00", "10:00", "hr", "258"),
    ]


def test_a_function_waits_for_the_stretch_that_takes_all_it_shows():
    agenda = fit([MORNING, MORNING], [], [item("a", 60), item("b", 40, function="legal"), item("c", 40, function="legal")])
    assert told(agenda) == [(1, "09:00", "10:00", "it", "a"), (2, "09:00", "10:20", "legal", "bc")]


def test_where_no_stretch_takes_it_all_a_function_shows_as_much_as_it_can_at_once():
    shown = [item(code, minutes, function="legal") for code, minutes in (("b", 100), ("c", 20), ("d", 20))]
    assert told(fit([MORNING, MORNING], [], [item("a", 60), *shown])) == [
        (1, "09:00", "10:00", "it", "a"),
        (1, "10:10", "10:30", "legal", "d"),
        (2, "09:00", "11:00", "legal", "bc"),
    ]


def test_a_function_is_met_twice_before_an_item_is_left_out():
    items = [item("a", 100, 1), item("b", 100, 2, "legal"), item("c", 20, 3), item("d", 20, 4, "legal"), item("e", 20, 5)]
    agenda = fit([MORNING, MORNING, Day(9 * 60, 9 * 60 + 20, ())], [], items)
    assert told(agenda) == [
        (1, "09:00", "11:00", "it", "ac"),
        (2, "09:00", "11:00", "legal", "bd"),
        (3, "09:00", "09:20", "it", "e"),
    ]


def test_two_items_as_long_as_the_morning_leave_one_without_time():
    assert left_out(fit([MORNING], [], [item("a", 120), item("b", 120)])) == [("b", "NO_TIME")]


def test_a_meeting_over_the_break_ends_when_it_ends():
    lunch = Fixed("lunch", 1, 12 * 60, 150)
    assert told(fit([Day()], [lunch], [item("a", 180), item("b", 60)])) == [
        (1, "09:00", "12:00", "it", "a"),
        (1, "12:00", "14:30", "lunch", ""),
        (1, "14:30", "15:30", "it", "b"),
    ]


def test_meetings_may_follow_each_other_without_a_pause():
    one, two, three = Fixed("x", 1, 9 * 60 + 30, 30), Fixed("y", 1, 10 * 60, 30), Fixed("z", 1, 9 * 60, 30)
    assert fit([MORNING], [one, two, three], []).left_out == []


def test_what_is_longer_than_any_stretch_says_so():
    agenda = fit([Day()], [], [item("a", 241)])
    assert left_out(agenda) == [("a", "TOO_LONG")]
    assert agenda.left_out[0].reason % agenda.left_out[0].params == (
        "It takes 241 minutes, and no stretch is longer than 210: divide it."
    )


def test_an_item_without_a_known_function_is_placed():
    assert told(fit([MORNING], [], [item("a", 20, function="")])) == [(1, "09:00", "09:20", "", "a")]


def test_meetings_go_around_breaks_and_what_is_fixed():
    talk = Fixed("talk", 1, 10 * 60, 60)
    agenda = fit([Day()], [talk], [item("a", 60), item("b", 90, function="legal"), item("c", 200, function="hr")])
    assert told(agenda) == [
        (1, "09:00", "10:00", "it", "a"),
        (1, "10:00", "11:00", "talk", ""),
        (1, "11:00", "12:30", "legal", "b"),
        (1, "13:30", "16:50", "hr", "c"),
    ]


def test_nothing_is_seen_before_the_opening_nor_after_the_closing():
    days = [MORNING, MORNING, MORNING]
    fixed = [Fixed("open", 2, 9 * 60 + 30, 30, Meeting.OPENING), Fixed("close", 2, 10 * 60 + 30, 10, Meeting.CLOSING)]
    agenda = fit(days, fixed, [item("a", 30), item("b", 20)])
    assert told(agenda) == [
        (2, "09:30", "10:00", "open", ""),
        (2, "10:00", "10:30", "it", "a"),
        (2, "10:30", "10:40", "close", ""),
    ]
    assert left_out(agenda) == [("b", "NO_TIME")]


@pytest.mark.parametrize(
    ("meeting", "told"),
    [
        (Fixed("x", 2, 9 * 60, 30), "It is set for day 2, and the visit ends with day 1: choose another day."),
        (Fixed("x", 0, 9 * 60, 30), "It is set for day 0, and the visit ends with day 1: choose another day."),
        (Fixed("x", 1, 8 * 60, 90), "It is not within the working hours of day 1: change its time or the hours."),
        (Fixed("x", 1, 10 * 60, 61), "It is not within the working hours of day 1: change its time or the hours."),
        (Fixed("x", 1, 9 * 60, 31), "It is at the same time as another meeting (first): change one of them."),
    ],
)
def test_a_meeting_that_cannot_be_held_is_left_out_and_says_why(meeting, told):
    agenda = fit([MORNING], [Fixed("first", 1, 9 * 60 + 30, 30), meeting], [])
    assert [each.what for each in agenda.left_out] == [meeting]
    assert agenda.left_out[0].reason % agenda.left_out[0].params == told


def test_minutes_come_from_one_rule():
    assert [minutes_to_see(1), minutes_to_see(3), minutes_to_see(3, on_the_spot=2)] == [15, 35, 55]
    assert [minutes_to_decide(), minutes_to_decide(3)] == [15, 45]


@pytest.mark.parametrize("days", [3, 4, 5])
def test_a_usual_visit_opens_holds_its_workshop_and_closes(days):
    agenda = fit([Day()] * days, usual_meetings([Day()] * days), [])
    assert agenda.left_out == []
    assert [(each.fixed.meeting, each.day, each.from_, each.to) for each in agenda.sessions] == [
        ("opening", 1, time(9), time(10)),
        ("workshop", days - 1, time(13, 30), time(16, 30)),
        ("closing", days, time(15, 30), time(17)),
    ]


def test_a_visit_of_one_day_has_no_workshop():
    assert [each.code for each in usual_meetings([Day()])] == ["opening", "closing"]


def test_fitting_needs_nothing_but_values():
    folder = Path(assessments.visit.__file__).parent
    names = {name for file in ("fitting.py", "sessions.py") for name in imports(folder / file)}
    assert {name for name in names if name.startswith(("django", "assessments", "readiness"))} == {
        *(f"assessments.visit.sessions.{name}" for name in ("Day", "Fixed", "Item", "LeftOut", "Meeting", "Reason", "Session")),
        "readiness.problems.gettext_noop",
    }


# Whatever is asked of it


@st.composite
def days_of_visit(draw):
    found = []
    for _day in range(draw(st.integers(1, 5))):
        start = draw(st.integers(8, 11)) * 60
        end = start + draw(st.integers(30, 480))
        pause = draw(st.integers(start, end))
        found.append(Day(start, end, ((pause, min(pause + draw(st.integers(0, 90)), end)),) if draw(st.booleans()) else ()))
    return found


FIXED = st.builds(
    Fixed, st.sampled_from("xyz"), st.integers(0, 6), st.integers(480, 1100), st.integers(1, 240), st.sampled_from(Meeting)
)
FUNCTIONS = st.lists(st.sampled_from(["it", "legal", "hr"]), max_size=2).map(tuple)
ITEMS = st.lists(st.tuples(FUNCTIONS, st.integers(1, 300), st.integers(1, 4)), max_size=30).map(
    lambda rows: [Item(str(at), *row) for at, row in enumerate(rows)]
)
VISITS = st.tuples(days_of_visit(), st.lists(FIXED, max_size=4), ITEMS)


@given(VISITS)
def test_none_vanishes_and_none_is_twice(visit):
    days, fixed, items = visit
    agenda = fit(*visit)
    placed = [row for session in agenda.sessions for row in session.items] + [
        session.fixed for session in agenda.sessions if session.fixed
    ]
    assert sorted(map(repr, placed + [each.what for each in agenda.left_out])) == sorted(map(repr, [*fixed, *items]))
    assert all(each.reason % each.params for each in agenda.left_out)


@given(VISITS)
def test_sessions_keep_to_the_hours_and_never_overlap(visit):
    days, fixed, items = visit
    agenda = fit(*visit)
    for session in agenda.sessions:
        day = days[session.day - 1]
        assert day.start <= session.start < session.end <= day.end
        if not session.fixed:
            assert session.end - session.start == sum(row.minutes for row in session.items)
            assert {row.function for row in session.items} == {session.function}
            assert not any(start < session.end and session.start < end for start, end in day.breaks)
    for one, other in pairwise(agenda.sessions):
        assert (one.day, one.end) <= (other.day, other.start)
        meet_on = one.day == other.day and not (one.fixed or other.fixed)
        pause = any(one.end <= start <= end <= other.start and start < end for start, end in days[one.day - 1].breaks)
        assert not meet_on or other.start - one.end == TO_CHANGE or pause or other.start > one.end + TO_CHANGE


@given(VISITS)
def test_nothing_lies_before_the_opening_or_after_the_closing(visit):
    agenda = fit(*visit)
    for session in agenda.sessions:
        for meeting in (each.fixed for each in agenda.sessions if each.fixed and not session.fixed):
            if meeting.meeting is Meeting.OPENING:
                assert (session.day, session.start) >= (meeting.day, meeting.end)
            if meeting.meeting is Meeting.CLOSING:
                assert (session.day, session.end) <= (meeting.day, meeting.start)


@given(VISITS, st.integers(0, 30))
def test_what_is_less_urgent_never_costs_a_more_urgent_item_its_place(visit, some):
    days, fixed, items = visit
    first = sorted(items, key=lambda row: row.priority)[:some]
    alone, among_all = fit(days, fixed, first), fit(*visit)
    assert [row.code for row in first if row in {each.what for each in among_all.left_out}] == [
        each.what.code for each in alone.left_out if isinstance(each.what, Item)
    ]


@given(VISITS)
def test_the_same_visit_has_the_same_agenda(visit):
    days, fixed, items = visit
    assert fit(*visit) == fit(days, fixed, sorted(items, key=lambda row: row.priority))
