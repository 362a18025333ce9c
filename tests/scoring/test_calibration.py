"""How far self, desk and site ratings lie apart: means of differences over questions rated on both tracks."""

from hypothesis import given
from hypothesis import strategies as st

from readiness.scoring import Answer, Difference, Kind, Pair, Question, calibration, calibration_over_time, discrepancies

from .builders import F, answers, framework, one_requirement, pillar, question, requirement
from .strategies import answers_to, frameworks

OF = framework(
    pillar(
        "P1",
        requirement("R1", question("a", 5), question("b", may_be_not_applicable=True)),
        requirement("R2", question("c"), Question("note", Kind.TEXT)),
    ),
    pillar("P2", requirement("R3", question("d"))),
)
RATINGS = {
    "self": answers(a="1", b="3/4", c="1", d="1/2") | {"note": Answer("x")},
    "desk": answers(a="1/2", b="1/2", c="1") | {"note": Answer("y")},
    "site": answers(a="3/4", b=None),
}
NOTHING = dict.fromkeys(Pair)


def test_each_question_rated_on_both_tracks_counts_once():
    """Desk: 1/2, 1/4 and 0 below self, whatever the weights: 1/4 or one level. Site: a alone."""
    found = calibration(OF, RATINGS)
    assert found.overall == {
        Pair.SELF_DESK: Difference(3, F(1, 4), F(1), 2),
        Pair.SELF_SITE: Difference(1, F(1, 4), F(1), 1),
        Pair.DESK_SITE: Difference(1, F(-1, 4), F(-1), 1),
    }
    assert found.pillars == {"P1": found.overall, "P2": NOTHING}
    assert found.requirements == {
        "R1": {**found.overall, Pair.SELF_DESK: Difference(2, F(3, 8), F(3, 2), 2)},
        "R2": {**NOTHING, Pair.SELF_DESK: Difference(1, F(0), F(0), 0)},
        "R3": NOTHING,
    }


def test_a_track_that_rated_nothing_borrows_from_no_other():
    assert calibration(OF, {"self": answers(a="1")}).overall == NOTHING
    assert calibration(OF, {"desk": answers(a="1"), "site": answers(b="1")}).overall == NOTHING


def test_refused_and_without_a_value_are_no_ratings():
    ratings = {"self": {"b": Answer(not_applicable=True, refused=True), "a": Answer()}, "desk": answers(a="1", b="1")}
    assert calibration(OF, ratings).overall == NOTHING


def test_differences_that_even_out_are_still_differences():
    found = calibration(OF, {"self": answers(a="1", b="1/2"), "desk": answers(a="1/2", b="1")}).overall[Pair.SELF_DESK]
    assert found == Difference(2, F(0), F(0), 2)


def test_levels_are_steps_of_the_method():
    of = one_requirement(Question("a", Kind.LEVEL), edges=(F(0), F(1, 3), F(2, 3)), minimum_level=2)
    found = calibration(of, {"self": {"a": Answer(3)}, "desk": {"a": Answer(2)}}).overall[Pair.SELF_DESK]
    assert found == Difference(1, F(1, 2), F(1), 1)


def test_rounds_come_in_the_order_given_each_under_its_own_edition():
    later = one_requirement(question("z"))
    rounds = [("2025", OF, RATINGS), ("2026", later, {"self": answers(z="1"), "site": answers(z="1/2")})]
    found = calibration_over_time(rounds)
    assert found == [("2025", calibration(OF, RATINGS)), ("2026", calibration(later, rounds[1][2]))]
    assert found[1][1].overall[Pair.SELF_SITE] == Difference(1, F(1, 2), F(2), 1)


@given(st.data())
def test_the_whole_is_the_mean_of_its_parts_by_questions(data):
    of = data.draw(frameworks())
    ratings = {track: data.draw(answers_to(of)) for track in ("self", "desk")}
    found = calibration(of, ratings)
    for parts in (found.pillars, found.requirements):
        each = [part[Pair.SELF_DESK] for part in parts.values() if part[Pair.SELF_DESK]]
        whole = found.overall[Pair.SELF_DESK]
        assert sum(part.questions for part in each) == (whole.questions if whole else 0)
        assert sum(part.questions * part.credits for part in each) == (whole.questions * whole.credits if whole else 0)
    apart = [difference for difference in discrepancies(of, ratings).values() if difference is not None]
    assert (found.overall[Pair.SELF_DESK] is None) == (not apart)
