"""Three ratings per question: which is in force, the scores on each track, and the discrepancies."""

from readiness.scoring import Answer, Kind, Question, discrepancies, in_force, scores_by_track

from .builders import F, answers, one_requirement, question

FOUR = one_requirement(*(question(code, may_be_not_applicable=True) for code in "abcd"), Question("note", Kind.TEXT))
RATINGS = {
    "self": answers(a="1", b="1", c="1"),
    "desk": answers(a="1/2", b="1/2"),
    "site": answers(a="3/4", d="1/4"),
}


def test_in_force_is_site_else_desk_else_self_question_by_question():
    assert in_force(RATINGS) == answers(a="3/4", b="1/2", c="1", d="1/4")


def test_each_track_has_its_score_and_how_many_questions_were_rated_on_it():
    found = scores_by_track(FOUR, RATINGS)
    assert {track: (each.scores.overall.score, each.rated) for track, each in found.items()} == {
        "self": (F(3, 4), 3),
        "desk": (F(1, 2), 2),
        "site": (F(5, 8), 2),
    }


def test_a_discrepancy_is_self_minus_the_expert_in_force():
    assert discrepancies(FOUR, RATINGS) == {"a": F(1, 4), "b": F(1, 2), "c": None, "d": None}


def test_not_applicable_gives_no_discrepancy_but_is_a_rating():
    ratings = {"self": answers(a="1"), "desk": answers(a="1/2"), "site": answers(a=None)}
    assert discrepancies(FOUR, ratings)["a"] is None
    assert scores_by_track(FOUR, ratings)["site"].rated == 1
    assert in_force(ratings) == answers(a=None)


def test_a_refused_not_applicable_leaves_the_expert_in_force():
    refused = {"a": Answer(not_applicable=True, refused=True)}
    assert in_force({"self": refused, "desk": answers(a="1/2")}) == answers(a="1/2")
    assert in_force({"self": refused}) == {}


def test_an_expert_who_refuses_that_it_does_not_apply_has_it_count_as_unanswered():
    claimed = {**answers(a="1"), "b": Answer(not_applicable=True)}
    refused = {"b": Answer(not_applicable=True, refused=True)}
    found = scores_by_track(FOUR, {"self": claimed, "desk": refused})
    assert [each.scores.overall.score for each in found.values()] == [F(1, 3), F(1, 4), F(1, 4)]
    assert in_force({"self": claimed, "desk": refused, "site": answers(b="1/2")}) == answers(a="1", b="1/2")


def test_a_rating_without_a_value_is_none():
    assert in_force({"self": answers(a="1"), "site": {"a": Answer()}}) == answers(a="1")


def test_without_an_expert_every_track_scores_the_same():
    found = scores_by_track(FOUR, {"self": answers(a="1")})
    assert [(each.scores.overall.score, each.rated) for each in found.values()] == [(F(1, 4), 1), (F(1, 4), 0), (F(1, 4), 0)]


def test_notes_are_not_counted_as_rated():
    found = scores_by_track(FOUR, {"self": {"note": Answer("x")}})
    assert (found["self"].rated, "note" in discrepancies(FOUR, {})) == (0, False)
