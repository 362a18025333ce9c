"""The DRE pack keeps what the source says and what the project promises about its questions and levers."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from readiness.answers_file import parse_answers
from readiness.management.commands.pack_schema import pack_schema
from readiness.pack import read_pack
from readiness.pack.numbers import scoring_framework
from readiness.pack.validation import known_keys
from readiness.scoring.answers import Answer
from readiness.scoring.assess import assess
from readiness.scoring.framework import Kind

PACK = read_pack(settings.PACKS / "dre.yaml")
DEMO = parse_answers((settings.BASE_DIR / "docs/examples/demo.json").read_bytes(), PACK)
CODES = ["F1", "F2", "P1.1", "P1.2", "P1.3", "P2.1", "P2.2", "P2.3", "P2.4", "P3.1", "P3.2", "P3.3", "P3.4"]


def test_three_pillars_thirteen_requirements_eleven_levers_eight_modes():
    assert [pillar.code for pillar in PACK.pillars] == ["P1", "P2", "P3"]
    assert list(PACK.requirements) == CODES
    assert [lever.code for lever in PACK.levers] == [f"L{number}" for number in range(1, 12)]
    assert [mode.code for mode in PACK.support_modes] == [f"M{number}" for number in range(1, 9)]


def test_the_foundations_are_scored_and_have_no_lever():
    assert [code for code, requirement in PACK.requirements.items() if requirement.foundational] == ["F1", "F2"]
    assert not {"F1", "F2"} & {code for lever in PACK.levers for code in lever.raises}


def test_it_asks_90_to_120_questions_most_of_them_by_levels():
    kinds = [question.kind for question in PACK.questions.values()]
    assert 90 <= len(kinds) <= 120
    assert kinds.count("level") > len(kinds) / 2


@pytest.mark.parametrize("code", CODES)
def test_each_requirement_has_six_to_ten_questions_some_of_them_essential(code):
    requirement = PACK.requirements[code]
    questions = requirement.questions
    assert 6 <= len(questions) <= 10
    assert [question.code for question in questions] == [f"{code}{letter}" for letter in "abcdefghij"[: len(questions)]]
    assert sum(question.essential for question in questions) == (1 if requirement.foundational else 2)


@pytest.mark.parametrize("key", ["guidance", "example", "known_by", "weight_reason", "action_lines", "action_type", "activity"])
def test_every_question_says(key):
    assert [code for code, question in PACK.questions.items() if not getattr(question, key)] == []


def test_every_question_says_what_proves_its_answer():
    """One text, or one from a level on; the lowest of these is level 2 or 3, or the minimum could be claimed without."""
    unproved = [
        code
        for code, question in PACK.questions.items()
        if not (question.evidence or question.kind == "level" and {"2", "3"} & set(question.evidence_from))
    ]
    assert unproved == []


def test_legal_questions_climb_one_ladder_word_for_word():
    levels = {code: question.levels for code, question in PACK.questions.items() if question.kind == "level"}
    legal = [code for code in levels if PACK.questions[code].text["en"].startswith("Does a legal text")]
    ladder = levels[legal[0]]
    assert len(legal) >= 10
    assert [code for code in legal if levels[code] != ladder] == []
    assert [code for code in levels if code not in legal and any(level in ladder for level in levels[code])] == []


def test_the_reading_before_the_visit_is_short_and_holds_what_is_essential():
    short = PACK.read_as(PACK.readings[0].code)
    assert [reading.code for reading in PACK.readings] == ["pre-visit", "full"]
    assert 30 <= len(short.questions) <= 40
    assert [code for code, question in PACK.questions.items() if question.essential and code not in short.questions] == []
    assert [code for code, requirement in short.requirements.items() if len(requirement.questions) < 2] == []


def best(question):
    return extreme(question, max)


def worst(question):
    return extreme(question, min)


def extreme(question, most):
    """Return the answer with the most, or the least, credit."""
    match question.kind:
        case Kind.LEVEL:
            return most(1, len(question.credits))
        case Kind.YES_NO:
            return "yes" if most is max else "no"
        case Kind.CHOICE:
            return most(question.options, key=question.options.get)
        case Kind.CHECKLIST:
            return list(question.options) if most is max else ["none"]
        case Kind.NUMBER:
            return str(most(question.points, key=lambda point: point[1])[0])


def recommended_from(reading):
    """Return {lever: the questions that bring it up when they alone are at their worst and everything else at its best}."""
    framework = scoring_framework(PACK.read_as(reading))
    answers = {code: Answer(best(question)) for code, question in framework.questions.items()}
    found = {lever.code: [] for lever in PACK.levers}
    for code, question in framework.questions.items():
        for recommended in assess(framework, answers | {code: Answer(worst(question))}, {}).recommended:
            found[recommended.lever].append(code)
    return found


@pytest.mark.parametrize("reading", ["pre-visit", "full"])
def test_each_lever_is_brought_up_by_two_questions_of_what_it_raises(reading):
    requirement_of = {question.code: code for code, row in PACK.requirements.items() for question in row.questions}
    found = recommended_from(reading)
    assert {lever: codes for lever, codes in found.items() if len(codes) < 2} == {}
    assert {lever.code: {requirement_of[code] for code in found[lever.code]} for lever in PACK.levers} == {
        lever.code: {code for code, level in lever.raises.items() if level >= PACK.method.minimum_level} for lever in PACK.levers
    }


def test_a_raise_below_the_minimum_is_called_for_where_nothing_stands():
    """An essential question at its worst leaves the level just below the minimum, so one question alone never asks for it."""
    framework = scoring_framework(PACK)
    nothing = {code: Answer(worst(question)) for code, question in framework.questions.items()}
    recommended = {each.lever: each.raises for each in assess(framework, nothing, {}).recommended}
    assert recommended == {lever.code: dict(lever.raises) for lever in PACK.levers}


@pytest.mark.parametrize("language", PACK.framework.languages)
def test_the_reason_of_a_lever_names_questions_of_all_that_it_raises(language):
    named = {lever.code: set(re.findall(r"\b[FP]\d(?:\.\d)?[a-j]\b", lever.reason[language])) for lever in PACK.levers}
    assert {code for codes in named.values() for code in codes} - set(PACK.questions) == set()
    unnamed = [
        (lever.code, raised)
        for lever in PACK.levers
        for raised in lever.raises
        if not named[lever.code] & {question.code for question in PACK.requirements[raised].questions}
    ]
    assert unnamed == []


def test_levels_are_five_different_sentences():
    for question in PACK.questions.values():
        if question.kind == "level":
            for language in PACK.framework.languages:
                sentences = [level[language] for level in question.levels]
                assert len(set(sentences)) == 5, question.code
                assert not any(re.search(r"\b(somewhat|mostly|assez|plutôt)\b", sentence) for sentence in sentences), (
                    question.code
                )


def test_an_answer_to_choose_is_a_sentence_of_its_own():
    """It is printed without the ones above it, so it cannot go on from them."""
    options = [option.text for question in PACK.questions.values() if question.kind == "choice" for option in question.options]
    assert [text for text in options if re.search(r"(?i)in addition|en outre|these actions|ces actions", str(text))] == []


def test_levers_are_worth_planning():
    assert sum(len(lever.raises) >= 2 for lever in PACK.levers) >= 4
    assert sum(bool(lever.needs) for lever in PACK.levers) >= 3
    assert all(lever.reason and lever.gives and lever.modes and lever.months for lever in PACK.levers)


def test_all_eight_modes_of_support_are_used():
    assert {mode for lever in PACK.levers for mode in lever.modes} == {mode.code for mode in PACK.support_modes}


def test_help_from_others_and_figures_stand_beside_a_requirement():
    for beside in (*PACK.initiatives, *PACK.context.figures, *PACK.stakeholders):
        assert beside.requirements, beside.code
        assert set(beside.requirements) <= set(CODES), beside.code
    helped = {code for beside in (*PACK.initiatives, *PACK.stakeholders) for code in beside.requirements}
    assert {code for lever in PACK.levers for code in lever.raises} - helped == set()


def test_the_lost_title_is_not_invented():
    assert PACK.requirements["P3.2"].wording == "lost"
    assert PACK.requirements["P3.2"].note


def test_the_report_has_the_three_deliverables():
    assert [part.code for part in PACK.report_parts] == ["D1", "D2", "D3"]


def test_the_mobile_lever_offers_three_ways():
    ways = next(lever for lever in PACK.levers if lever.code == "L10").conditions.ways
    assert [way.subject_to_funds for way in ways] == [False, False, True]


def test_the_schema_for_editors_is_up_to_date():
    assert (settings.PACKS / "pack.schema.json").read_text(encoding="utf-8") == pack_schema()


def test_the_readme_shows_the_format_as_it_is():
    """Every key of the shapes stands in the authors' README."""
    readme = (settings.PACKS / "README.md").read_text(encoding="utf-8")
    assert {key for key in known_keys() if not re.search(rf"\b{key}\b", readme)} == set()


def test_the_demonstration_shows_every_case():
    outcome = assess(scoring_framework(PACK), DEMO.answers, DEMO.targets)
    standings = outcome.scores.requirements
    assert {standing.level for standing in standings.values()} == {1, 2, 3, 4, 5}
    assert any(standing.held_by and standing.band > standing.level for standing in standings.values())
    assert any(response.not_applicable for response in DEMO.responses.values())
    assert outcome.scores.completeness.partial
    assert outcome.plan.own_action
    assert len(outcome.plan.waves) >= 2


def test_no_python_names_a_code_of_a_pack():
    """Codes live in packs: a framework is data."""
    codes = [*CODES, *(lever.code for lever in PACK.levers), "P1", "P2", "P3"]
    pattern = re.compile(rf"""["']({"|".join(map(re.escape, codes))})[a-j]?["']""")
    sources = [path for app in ("readiness", "assessments") for path in Path(settings.BASE_DIR, app).rglob("*.py")]
    assert sources
    assert {
        str(path): pattern.findall(path.read_text(encoding="utf-8"))
        for path in sources
        if pattern.search(path.read_text(encoding="utf-8"))
    } == {}
