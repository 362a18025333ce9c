"""What stands around the questions: readings, who knows, evidence by level, words explained; and what is refused."""

from pathlib import Path

import pytest

from assessments.answer_words import answer_in_words
from readiness.answers_file import parse_answers
from readiness.pack import parse_pack
from readiness.pack.numbers import scoring_framework
from readiness.problems import Problems

AROUND = (Path(__file__).parent.parent / "packs" / "around.yaml").read_text(encoding="utf-8")
PACK = parse_pack(AROUND.encode())


def problems(*pairs):
    text = AROUND
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after, 1)
    with pytest.raises(Problems) as caught:
        parse_pack(text.encode())
    return [problem.text().partition(": ")[2] for problem in caught.value.problems]


def test_a_shorter_reading_asks_only_its_questions():
    assert list(PACK.read_as("short").questions) == ["P1.1a", "P1.2a"]
    assert list(scoring_framework(PACK.read_as("short")).questions) == ["P1.1a", "P1.2a"]


@pytest.mark.parametrize("reading", ["", "full"])
def test_the_whole_reading_asks_everything(reading):
    assert PACK.read_as(reading) is PACK


def test_a_reading_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        PACK.read_as("long")


def test_codes_must_be_in_their_lists():
    assert problems(
        ("readings: [short]\n            known_by: [legal, it]", "readings: [shrt]\n            known_by: [legl, it]"),
        ("action_lines: [C6]\n", "action_lines: [C66]\n"),
        ("action_type: policy", "action_type: polcy"),
        ("activity: A1", "activity: B7"),
        ("This test}\n      requirements: [P1.1]", "This test}\n      requirements: [P1.9]"),
    ) == [
        "P1 > P1.1 > questions: name the reading \"short\" in at least one scored question of this requirement",
        'P1 > P1.1 > P1.1a > readings > 1: "shrt" is not in this pack; did you mean "short"?',
        'P1 > P1.1 > P1.1a > known_by > 1: "legl" is not in this pack; did you mean "legal"?',
        'P1 > P1.1 > P1.1a > action_lines > 1: "C66" is not in this pack; did you mean "C6"?',
        'P1 > P1.1 > P1.1a > action_type: "polcy" is not in this pack; did you mean "policy"?',
        'P1 > P1.1 > P1.1a > activity: "B7" is not in this pack; use one of A1',
        'context > half > 1: "P1.9" is not in this pack; did you mean "P1.2"?',
    ]  # fmt: skip


def test_evidence_is_told_for_levels_that_exist_and_in_one_way():
    assert problems(("3: {fr: Un relevé., en: A record.}}", "4: {fr: Un relevé., en: A record.}}")) == [
        "P1 > P1.1 > P1.1a > evidence_from > 4: write a level from 2 to 3"
    ]
    assert problems(("            evidence_from:", "            evidence: {fr: x, en: y}\n            evidence_from:")) == [
        "P1 > P1.1 > P1.1a > evidence_from: write either evidence or evidence_from"
    ]


def test_two_entries_of_a_list_have_two_codes():
    assert problems(("code: legal,", "code: it,"), ("[legal, it]", "[it]")) == [
        'functions > it > code: the code "it" is used twice, first in line 19; give each its own'
    ]


def test_a_form_in_a_language_that_the_pack_has_not():
    assert problems(("forms: {fr: [EAD], en: [EAD]}", "forms: {fr: [EAD], es: [DAE]}")) == [
        'glossary > advance-data > forms > es: "es" is not in this pack; use one of en, fr'
    ]


def test_explained_words_are_found_as_they_are_written():
    text = "Les DONNÉES PRÉALABLES (EAD), et les données."
    assert [(entry.code, text[start:end]) for start, end, entry in PACK.words.find(text, "fr")] == [
        ("advance-data", "DONNÉES PRÉALABLES"),
        ("advance-data", "EAD"),
        ("data", "données"),
    ]
    assert PACK.words.find("database EADs", "en") == []
    assert [entry.code for entry in PACK.words.explained(["data", "data and EAD"], "en")] == ["advance-data", "data"]


def test_a_pack_without_glossary_explains_nothing():
    assert parse_pack(AROUND.split("glossary:")[0].encode()).words.find("EAD", "en") == []


def test_an_answers_file_names_its_reading():
    raw = b'{"operator": "x", "date": "2026-11-21", "reading": "%s", "answers": {"P1.1b": {"value": "yes"}}}'
    answers = parse_answers(raw.replace(b"%s", b"short"), PACK)
    assert (answers.reading, list(answers.responses)) == ("short", ["P1.1b"])
    with pytest.raises(Problems) as caught:
        parse_answers(raw.replace(b"%s", b"shrt"), PACK)
    assert [problem.text() for problem in caught.value.problems] == ['reading: "shrt" is not known here; did you mean "short"?']


LEVELS = "            levels: [{fr: Non., en: No.}"


def test_a_claim_says_what_it_continues():
    pack = parse_pack(AROUND.replace(LEVELS, "            continues: [3]\n" + LEVELS).encode())
    question = pack.questions["P1.1a"]
    assert [[text["en"] for text in question.claim(level)] for level in (1, 2, 3)] == [
        ["No."],
        ["Yes."],
        ["Yes.", "Yes, every month."],
    ]
    assert answer_in_words(question, 3, "en") == "3 – Yes. Yes, every month."
    assert answer_in_words(PACK.questions["P1.1a"], 3, "en") == "3 – Yes, every month."


def test_only_levels_that_have_one_before_can_continue():
    assert problems((LEVELS, "            continues: [1, 4]\n" + LEVELS)) == [
        "P1 > P1.1 > P1.1a > continues > 1: write a level from 2 to 3",
        "P1 > P1.1 > P1.1a > continues > 2: write a level from 2 to 3",
    ]
