"""From a score to its level, and to the number that is printed."""

import pytest

from readiness.scoring import Edges, Method, Rounding, level_of, lower_edge, percent, printed, rounded

from .builders import F


@pytest.mark.parametrize(
    ("score", "level"),
    [(F(0), 1), (F(199, 1000), 1), (F(1, 5), 2), (F(2, 5), 3), (F(599, 1000), 3), (F(3, 5), 4), (F(4, 5), 5), (F(1), 5)],
)
def test_the_lower_edge_belongs_to_the_higher_level(score, level):
    assert level_of(score, Method()) == level


def test_exclusive_edges_belong_to_the_level_below():
    method = Method(edge_rule=Edges.EXCLUSIVE)
    assert [level_of(F(tenths, 10), method) for tenths in (0, 2, 3, 4, 8, 9)] == [1, 1, 2, 2, 4, 5]


def test_shares_are_told_in_whole_percent_halves_up():
    assert [percent(share) for share in (F(0), F(1, 3), F(1, 8), F(3, 8), F(2, 3), F(1))] == [0, 33, 13, 38, 67, 100]


def test_no_score_has_no_level():
    assert (level_of(None, Method()), printed(None, Method())) == (None, None)


def test_a_score_below_every_edge_is_level_1():
    assert level_of(F(0), Method(edges=(F(1), F(2)), minimum_level=2)) == 1


def test_bands_on_rounded_let_the_printed_number_decide():
    almost = F(3996, 10_000)
    assert level_of(almost, Method()) == 2
    assert level_of(almost, Method(bands_on_rounded=True)) == 3


def test_the_lower_edge_of_each_level():
    assert [lower_edge(level, Method()) for level in range(1, 6)] == [F(0), F(1, 5), F(2, 5), F(3, 5), F(4, 5)]


@pytest.mark.parametrize(
    ("rounding", "found"),
    [
        (Rounding.HALF_UP, ["0", "1", "1", "2", "2", "3"]),
        (Rounding.HALF_DOWN, ["0", "0", "1", "1", "2", "2"]),
        (Rounding.HALF_EVEN, ["0", "0", "1", "2", "2", "2"]),
        (Rounding.UP, ["1", "1", "1", "2", "2", "3"]),
        (Rounding.DOWN, ["0", "0", "0", "1", "1", "2"]),
    ],
)
def test_each_way_of_rounding(rounding, found):
    method = Method(scale=F(1), digits=0, rounding=rounding)
    assert [printed(score, method) for score in (F(4, 10), F(1, 2), F(6, 10), F(3, 2), F(17, 10), F(5, 2))] == found


def test_halves_round_away_from_zero_on_both_sides():
    method = Method(scale=F(1), digits=1)
    assert [printed(F(number, 100), method) for number in (25, -25, -4)] == ["0.3", "-0.3", "0.0"]


def test_scale_and_digits():
    assert printed(F(2, 3), Method(scale=F(5), digits=2)) == "3.33"
    assert printed(F(2, 3), Method(scale=F(5), digits=0)) == "3"
    assert printed(F(1, 100), Method(scale=F(1), digits=3)) == "0.010"


def test_rounding_is_exact_at_a_half():
    assert rounded(F(12345, 100_000), Method(scale=F(100), digits=2)) == F(1235, 100)


def test_a_full_score_is_printed_with_its_decimal():
    assert (printed(F(1), Method()), printed(F(0), Method())) == ("100.0", "0.0")
