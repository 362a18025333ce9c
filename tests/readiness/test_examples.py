"""The three fictitious operators of docs/examples: a post starting out, one on its way and one far ahead."""

import json
import re
from dataclasses import replace

import pytest
from django.conf import settings

from readiness.answers_file import parse_answers
from readiness.pack import read_pack
from readiness.pack.numbers import scoring_framework
from readiness.scoring.assess import assess
from readiness.scoring.bands import printed

PACK = read_pack(settings.PACKS / "dre.yaml")
FOLDER = settings.BASE_DIR / "docs" / "examples"
SETS = {path.stem: parse_answers(path.read_bytes(), PACK) for path in sorted(FOLDER.glob("*.json"))}
STARTING, DEMO, ADVANCED = SETS["starting"], SETS["demo"], SETS["advanced"]


def outcome(answers):
    asked = PACK.read_as(answers.reading)
    return assess(scoring_framework(asked), answers.asked(asked).answers, answers.targets)


def test_there_are_three_one_of_them_in_the_reading_before_the_visit():
    assert {name: answers.reading for name, answers in SETS.items()} == {
        "starting": "pre-visit",
        "demo": "",
        "advanced": "",
    }


@pytest.mark.parametrize("answers", SETS.values(), ids=SETS)
def test_each_says_by_its_name_that_it_is_fictitious(answers):
    assert re.search(r"\((opérateur fictif|fictitious operator)\)$", answers.operator)


@pytest.mark.parametrize("answers", [STARTING, ADVANCED], ids=["starting", "advanced"])
def test_these_two_leave_nothing_open(answers):
    assert set(answers.responses) == set(PACK.read_as(answers.reading).questions)
    assert not outcome(answers).scores.completeness.partial


def test_the_further_a_post_is_the_fewer_levers_it_needs():
    scores = [outcome(answers).scores.overall for answers in (STARTING, DEMO, ADVANCED)]
    assert sorted(scores, key=lambda overall: overall.score) == scores
    levers = [len(outcome(answers).recommended) for answers in (STARTING, DEMO, ADVANCED)]
    assert sorted(levers, reverse=True) == levers


@pytest.mark.parametrize("name", ["demo", "advanced"])
def test_the_trial_tells_how_far_the_short_reading_is_from_the_whole(name):
    short, whole = (outcome(replace(SETS[name], reading=reading)).scores for reading in ("pre-visit", ""))
    method = scoring_framework(PACK).method
    percent = [f"{printed(each.overall.score, method)}%" for each in (short, whole)]
    reach = f" (to {printed(whole.overall.high, method)}%)" if whole.completeness.partial else ""
    apart = [abs(standing.level - whole.requirements[code].level) for code, standing in short.requirements.items()]
    met = [sum(bool(standing.met) for standing in each.requirements.values()) for each in (short, whole)]
    row = (
        f"| `{name}.json` | {percent[0]}, level {short.overall.level} | {percent[1]}{reach}, level {whole.overall.level} "
        f"| {apart.count(0)} of {len(apart)} | {met[0]}, then {met[1]} |"
    )
    assert row in (settings.BASE_DIR / "docs" / "instrument-trial.md").read_text(encoding="utf-8")
    assert (short.overall.score > whole.overall.score, max(apart)) == (True, 1)


@pytest.mark.parametrize("answers", [DEMO, ADVANCED], ids=["demo", "advanced"])
def test_a_level_is_claimed_with_evidence(answers):
    """Above the first level of a question something can be shown."""
    bare = [
        code
        for code, response in answers.responses.items()
        if PACK.questions[code].kind == "level" and (response.value or 1) > 1 and not response.evidence
    ]
    assert bare == []


@pytest.mark.parametrize("name", SETS)
def test_the_words_are_typeset(name):
    """Typographic apostrophes and quotes; in French a no-break space before ? ! : ; » and %."""
    lines = [words for words in walk(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))) if " " in words]
    assert [words for words in lines if re.search(r"['\"]", words)] == []
    if SETS[name] is not ADVANCED:
        assert [words for words in lines if re.search(r"(?<!\u00a0)([?!;»%]|:(?=\s))|«(?!\u00a0)", words)] == []


def walk(value):
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from walk(part)
