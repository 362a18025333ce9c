"""What the report says, as plain values: everything that was typed, and every number with what makes it."""

import json

import pytest
from django.utils.translation import override

from assessments.report.charts import Bar, Span, Zone, bars, timeline
from assessments.report.contents import contents
from assessments.report.page import on_page
from assessments.report.summary import summary_chart
from tests.report.conftest import PACKS, case


def told(case):
    with override(case.language):
        return contents(case)


def test_the_cover_names_operator_date_ratings_edition_and_number(worked):
    report = told(worked)
    assert report.operator == "Exemple"
    assert dict(report.facts) == {
        "Round": "–",
        "Date of the answers": "20 November 2026",
        "Ratings": "Self-assessed by the operator, not yet reviewed by experts",
        "Framework edition": "WORKED 1",
        "Report number": worked.number,
    }


def test_the_summary_in_sentences(worked):
    assert told(worked).summary == [
        "Exemple stands at 64.6\u202f% of full readiness, which is level 3 Developing.",
        "1 question is unanswered and counts as nothing; with the best answer to it the score would be 77.1\u202f%.",
        "The strongest pillar is P2 Pillar two (75.0\u202f%), the weakest P1 Pillar one (54.2\u202f%).",
        "P1.1 is held below the minimum level by an essential question that is not answered well enough.",
        "The plan needs 1 lever in 1 wave and would bring the overall score to 66.3\u202f%.",
        "No lever brings P2.1 to its target: it needs action of the operator's own.",
    ]


def test_french_numbers_have_a_comma():
    report = told(case(PACKS / "worked.yaml", PACKS / "worked.json", "fr"))
    assert "64,6\u202f%" in report.summary[0]


def test_a_held_requirement_says_what_holds_it(worked):
    sheet = told(worked).pillars[0].requirements[0]
    assert (sheet.code, sheet.level_words, sheet.band_words, sheet.score, sheet.gap) == (
        "P1.1",
        "2 Initial",
        "3 Developing",
        "56.3\u202f%",
        "0.0",
    )
    assert [row.code for row in sheet.holders] == ["P1.1b"]
    assert sheet.sentence == "The score alone would give level 3; the answers marked below hold it at level 2."


def test_gaps_levers_and_plan(worked):
    page = None
    with override("en"):
        page = on_page(worked, settable=False)
    assert [(row.code, row.step, row.gap, row.contribution, row.own_action) for row in page["gaps"]] == [
        ("P1.1", "2 → 3", "0.0", "0.0", False),
        ("P2.1", "4 → 5", "5.0", "2.5", True),
        ("P1.2", "3 → 4", "10.0", "1.7", False),
    ]
    assert [(lever.code, lever.needed, lever.gain, lever.in_plan) for lever in page["levers"]] == [
        ("L2", True, "1.7", True),
        ("L1", True, "1.3", False),
        ("L3", False, "0.0", False),
    ]
    assert [need[2] for need in page["levers"][2].needs] == [False]
    assert [[lever.code for lever in wave] for wave in page["plan"].waves] == [["L2"]]
    assert (page["plan"].before, page["plan"].after, page["plan"].level_after) == ("64.6\u202f%", "66.3\u202f%", "4 Established")


def test_the_number_is_the_same_for_the_same_answers_in_any_order(worked):
    answers = json.loads((PACKS / "worked.json").read_bytes())
    turned = {**answers, "answers": dict(reversed(answers["answers"].items()))}
    assert case(PACKS / "worked.yaml", json.dumps(turned).encode()).number == worked.number
    other = {**answers, "operator": "Other"}
    assert case(PACKS / "worked.yaml", json.dumps(other).encode()).number != worked.number


@pytest.mark.parametrize("pack", ["samm", "gdhm", "spar"])
def test_other_frameworks_are_told_as_well(pack):
    report = told(case(PACKS / f"{pack}.yaml", b'{"operator": "x", "date": "2026-11-20", "answers": {}}'))
    assert report.parts
    assert report.rules


def test_where_nothing_applies_nothing_is_told():
    text = (
        (PACKS / "worked.yaml")
        .read_text(encoding="utf-8")
        .replace("kind: yes_no, weight: 3", "kind: yes_no, not_applicable: true, weight: 3")
    )
    from assessments.report.case import Case
    from readiness.answers import parse_answers
    from readiness.pack import parse_pack

    pack = parse_pack(text.replace("code: P2.1g, kind: yes_no,", "code: P2.1g, kind: yes_no, not_applicable: true,").encode())
    raw = b'{"operator": "x", "date": "2026-11-20", "answers": {'
    raw += b'"P2.1f": {"not_applicable": "a"}, "P2.1g": {"not_applicable": "b"}}}'
    sheet = told(Case(pack, parse_answers(raw, pack), "en")).pillars[1].requirements[0]
    assert (sheet.level, sheet.score, sheet.target, sheet.gap) == (None, "not applicable", "–", "–")


def test_the_chart_says_in_words_what_it_draws(worked):
    with override("en"):
        chart = summary_chart(worked, paper=False)
    assert "P1.1 Requirement one: 56.3\u202f%, level 2. Target level 3." in chart
    assert 'role="img"' in chart


def test_a_chart_escapes_what_was_typed_and_has_no_style_or_script():
    chart = bars([Bar("<script>alert(1)</script>", None, "", "–", "<b>")], [Zone(1, 0, 1)], 0, "t", "%", paper=False)
    line = timeline([Span("<script>", 1, 0, 3, 1, "<i>")], "t", paper=True)
    for drawing in (chart, line):
        assert "<script" not in drawing
        assert " style=" not in drawing
        assert " on" not in drawing.replace(" on the", "")
