"""A score from a shorter reading says so wherever it stands."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from assessments.report.contents import contents
from readiness.pack import read_pack
from tests.report.conftest import PACKS, case

SENTENCE = (
    "This is a first picture, from 2 of the framework’s 4 questions (“Short”): once all are asked, "
    "scores and levels may be higher or lower."
)


def told(reading):
    found = case(PACKS / "around.yaml", b'{"operator": "x", "date": "2026-11-20", "reading": "%s", "answers": {}}' % reading)
    found = type(found)(found.pack.read_as(found.answers.reading), found.answers, "en")
    with override("en"):
        return contents(found)


def test_a_shorter_reading_knows_how_much_the_whole_asks():
    pack = read_pack(PACKS / "around.yaml")
    assert (len(pack.read_as("short").questions), pack.read_as("short").all_questions, pack.all_questions) == (2, 4, 4)


def test_the_cover_figures_and_summary_say_what_a_shorter_reading_asks():
    report = told(b"short")
    assert dict(report.facts)["Reading"] == "Short – 2 of 4 questions asked"
    assert report.figures[0][2].endswith(" – 2 of 4 questions asked")
    assert report.summary[1] == SENTENCE


def test_the_whole_reading_is_named_on_the_cover_only():
    report = told(b"full")
    assert dict(report.facts)["Reading"] == "Whole – all 4 questions asked"
    assert "asked" not in report.figures[0][2]
    assert SENTENCE not in report.summary


def test_a_pack_without_readings_names_none(worked):
    with override("en"):
        assert "Reading" not in dict(contents(worked).facts)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["results", "why_overall", "what_if"])
def test_each_page_with_an_overall_score_says_so(around, browse, lead, page):
    assert SENTENCE in browse(lead).get(reverse(page, args=[around.pk])).content.decode()
