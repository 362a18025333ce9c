"""The DRE pack keeps what the source says and what the project promises about its questions and levers."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from readiness.answers import parse_answers
from readiness.management.commands.pack_schema import pack_schema
from readiness.pack import read_pack
from readiness.pack.numbers import scoring_framework
from readiness.scoring.assess import assess

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


@pytest.mark.parametrize("code", CODES)
def test_each_requirement_has_real_questions_one_of_them_essential(code):
    questions = PACK.requirements[code].questions
    assert len(questions) >= 3
    assert [question.code for question in questions] == [f"{code}{letter}" for letter in "abcdefghij"[: len(questions)]]
    assert sum(question.essential for question in questions) >= 1
    assert all(question.guidance and question.evidence for question in questions)
    assert all(question.weight_reason for question in questions if question.weight != 1)


def test_levels_are_five_different_sentences():
    for question in PACK.questions.values():
        if question.kind == "level":
            for language in PACK.framework.languages:
                sentences = [level[language] for level in question.levels]
                assert len(set(sentences)) == 5, question.code
                assert not any(re.search(r"\b(somewhat|mostly|assez|plutôt)\b", sentence) for sentence in sentences), (
                    question.code
                )


def test_levers_are_worth_planning():
    assert sum(len(lever.raises) >= 2 for lever in PACK.levers) >= 4
    assert sum(bool(lever.needs) for lever in PACK.levers) >= 3
    assert all(lever.reason and lever.gives and lever.modes and lever.months for lever in PACK.levers)


def test_nothing_is_left_untranslated():
    assert "MISSING" not in (settings.PACKS / "dre.yaml").read_text(encoding="utf-8")


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
    from readiness.pack import shape

    models = [model for model in vars(shape).values() if isinstance(model, type) and issubclass(model, shape.Part)]
    keys = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert {key for key in keys if not re.search(rf"\b{key}\b", readme)} == set()


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
