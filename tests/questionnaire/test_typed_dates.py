"""Dates as respondents type them: a year, a month or a day, in figures or with the month's name."""

import pytest
from django.utils import translation

from assessments.evidence_words import date_in_words, in_words
from assessments.questionnaire.typed_dates import read_date
from readiness.answers import Piece
from readiness.partial_dates import is_partial_date


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2024", "2024"), (" 2024 ", "2024"), ("٢٠٢٤", "2024"),
        ("03/2024", "2024-03"), ("3.2024", "2024-03"), ("2024-03", "2024-03"), ("March 2024", "2024-03"),
        ("mars 2024", "2024-03"), ("Août 2023", "2023-08"), ("janv. 2020", "2020-01"), ("Sept 2020", "2020-09"),
        ("15/03/2024", "2024-03-15"), ("15.3.2024", "2024-03-15"), ("2024-03-15", "2024-03-15"),
        ("15 mars 2024", "2024-03-15"), ("1er février 2023", "2023-02-01"), ("March 5, 2024", "2024-03-05"),
        ("5th of May 2024", "2024-05-05"), ("29/02/2024", "2024-02-29"),
    ],
)  # fmt: skip
def test_what_is_typed_is_read(typed, kept):
    assert read_date(typed) == kept
    assert is_partial_date(kept)


@pytest.mark.parametrize(
    "typed",
    [
        "12", "24", "03/15/2024", "13/2024", "0/2024", "0/3/2024", "1/0/2024", "30/02/2024", "29/02/2023", "2020-2024",
        "last year", "Foo 2024", "9999", "0000", "1799", "2024/", "²⁰²⁴x",
    ],
)  # fmt: skip
def test_what_is_no_date_or_more_than_one_is_not_guessed(typed):
    assert read_date(typed) == ""


@pytest.mark.parametrize("text", ["2024-3", "2024-13", "24", "2024-02-30", "2024-03-", "2024-00", "", " 2024", "٢٠٢٤"])
def test_only_one_way_to_write_it_is_kept(text):
    assert not is_partial_date(text)


@pytest.mark.parametrize(
    ("language", "about", "words"),
    [
        ("en", "2024-03-15", "15 March 2024"), ("en", "2024-03", "March 2024"), ("en", "2024", "2024"), ("en", "", ""),
        ("fr", "2024-03-15", "15 mars 2024"), ("fr", "2024-03", "mars 2024"),
    ],
)  # fmt: skip
def test_it_is_told_as_far_as_it_is_known_and_can_be_typed_again(language, about, words):
    with translation.override(language):
        assert date_in_words(about) == words
    assert read_date(words) == about


def test_without_date_and_language_a_reports_number_is_what_it_was():
    assert Piece("Strategy").told == "Strategy"
    assert Piece("Strategy", "2024").told != Piece("Strategy", "2025").told != Piece("Strategy").told


def test_a_piece_is_printed_with_what_is_known_of_it():
    piece = Piece("Strategy – plan.pdf", "2024-03", "fr")
    with translation.override("en"):
        assert in_words(piece) == "Strategy – plan.pdf (March 2024, French)"
        assert in_words(Piece("Strategy", language="other")) == "Strategy (another language)"
        assert in_words(Piece("Strategy")) == "Strategy"
    with translation.override("fr"):
        assert in_words(piece) == "Strategy – plan.pdf (mars 2024, français)"
