"""What the report says, as plain values: everything that was typed, and every number with what makes it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from assessments.report.case import Case
from assessments.report.charts import Bar, Span, Zone, bars, timeline
from assessments.report.contents import contents
from assessments.report.page import on_page
from assessments.report.requirements import in_a_table
from assessments.report.summary import summary_chart
from assessments.report.toolbox import other_levers
from assessments.report.waves import starts
from readiness.answers import AnswerSet
from readiness.answers import Response as Answered
from readiness.answers_file import parse_answers
from readiness.pack import parse_pack, read_pack
from readiness.pack.numbers import scoring_framework
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
        "Exemple stands at 64.6% of full readiness, which is level 3 Developing.",
        "1 question is unanswered and counts as nothing; with the best answer to it the score would be 77.1%.",
        "The strongest pillar is P2 Pillar two (75.0%), the weakest P1 Pillar one (54.2%).",
        "1 of the 3 minimum requirements is not met: P1.1.",
        "For P1.1 the score would be enough, but an essential question is unanswered or not answered well enough.",
        "The plan holds 1 lever in 1 wave. If every lever of the plan is obtained and has the effect assumed, the overall score "
        "would go from 64.6% (level 3) to 66.3% (level 4) in about 1 month, and 3 of the 3 minimum requirements would be met. "
        "The conditions of each lever have still to be confirmed with its provider.",
        "Levers alone do not bring P2.1 to its target: the operator has to act itself.",
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
        "56.3%",
        "0.0",
    )
    assert [row.code for row in sheet.holders] == ["P1.1b"]
    assert sheet.sentence == "The score alone would give level 3; the answers marked below hold it at level 2."


def test_gaps_levers_and_plan(worked):
    page = None
    with override("en"):
        page = on_page(worked, settable=False)
    assert [(row.code, row.step, row.gap, row.contribution, row.own_action) for row in page["gaps"]] == [
        ("P1.1", "2 → 3", "held", "0.0", False),
        ("P2.1", "4 → 5", "5.0", "2.5", True),
        ("P1.2", "3 → 4", "10.0", "1.7", False),
    ]
    assert [(lever.code, lever.needed, lever.gain, lever.in_plan) for lever, _wrong in page["levers"]] == [
        ("L2", True, "1.7", True),
        ("L1", True, "1.3", False),
        ("L3", False, "0.0", False),
    ]
    assert [need[2] for need in page["levers"][2][0].needs] == [False]
    assert [[lever.code for lever in wave] for wave in page["plan"].waves] == [["L2"]]
    assert page["plan"].effect.startswith("If every lever of the plan is obtained")


def test_a_lever_that_waits_says_for_what(worked):
    with override("en"):
        waits = {lever.code: lever.waits for lever, _wrong in on_page(worked, settable=False)["levers"]}
    assert waits == {"L2": [], "L1": [], "L3": ["P1.1 at level 3"]}


def test_checks_name_what_is_missing_unproved_or_only_just_enough(worked):
    from assessments.report.checks import checks

    with override("en"):
        found = {check.code: check.reasons for check in checks(told(worked).pillars)}
    assert found == {
        "P1.1b": ["no evidence given"],
        "P1.1c": ["no evidence given"],
        "P1.2d": ["no evidence given"],
        "P1.2e": ["said not to apply"],
        "P2.1f": ["no evidence given"],
        "P2.1g": ["unanswered"],
    }


LEVERS = """levers:
  - {code: L1, name: {fr: un, en: one}, raises: {P1.1: 4}, needs: {P1.2: 5}, effort: 1, months: 4}
  - {code: L2, name: {fr: deux, en: two}, raises: {P1.2: 5}, needs: {P2.1: 5}, effort: 1, months: 6}
  - {code: L3, name: {fr: trois, en: three}, raises: {P2.1: 5}, effort: 1, months: 12}
"""


def with_levers(levers, targets):
    """Return the worked example with other levers and targets."""
    pack, answers = (PACKS / "worked.yaml").read_text(encoding="utf-8"), json.loads((PACKS / "worked.json").read_bytes())
    found = parse_pack((pack[: pack.index("levers:")] + levers).encode())
    return Case(found, parse_answers(json.dumps({**answers, "targets": targets}).encode(), found), "en")


def test_a_lever_that_only_prepares_another_is_told_too():
    """P1.2 and P2.1 stand at their targets, so L2 and L3 are no recommendation, and yet L1 needs them."""
    prepared = with_levers(LEVERS, {"P1.1": 4, "P1.2": 3, "P2.1": 4})
    with override("en"):
        page = on_page(prepared, settable=False)
        plan, levers = page["plan"], [lever for lever, _wrong in page["levers"]]
        assert [(lever.code, lever.prepares, lever.opens) for lever in levers] == [
            ("L1", False, ""),
            ("L2", True, "It opens the way for L1 (P1.2 at level 5)."),
            ("L3", True, "It opens the way for L2 (P2.1 at level 5)."),
        ]
        assert other_levers(prepared) == []
        assert [[lever.code for lever in wave] for wave in plan.waves] == [["L3"], ["L2"], ["L1"]]
        assert starts(prepared) == [(1, "L3", 0), (2, "L2", 12), (3, "L1", 18)]
        assert plan.months == 22


SHUT = """levers:
  - {code: L1, name: {fr: un, en: one}, raises: {P1.2: 5}, needs: {P1.2: 4}, effort: 1}
  - {code: L2, name: {fr: deux, en: two}, raises: {P2.1: 5}, needs: {P1.2: 5}, effort: 1}
"""


def test_a_step_of_the_operators_own_is_told_with_the_levers_it_opens_and_where_to_begin():
    """P1.2 stands at 1/2 with d alone answered, and level 4 begins at 3/5."""
    shut = with_levers(SHUT, {})
    with override("en"):
        page = on_page(shut, settable=False)
        assert {lever.code: (lever.shut, lever.spared) for lever, _wrong in page["levers"]} == {
            "L1": (["P1.2 at level 4"], False),
            "L2": (["P1.2 at level 4"], False),
        }
        assert [(code, waiting) for code, _name, _partly, waiting in page["plan"].own_action] == [
            ("P1.1", []),
            ("P1.2", ["L1"]),
            ("P2.1", ["L2"]),
        ]
        (step,) = page["plan"].own_steps
        assert step.sentence == (
            "L1 and L2 wait until P1.2 Requirement two stands at level 4 (today 3). "
            "No lever brings it there: the operator takes this step itself."
        )
        assert [code for code, _text, _answer in step.first] == ["P1.2d"]
        assert "What opens further levers" in html_of(shut)
        assert step.sentence in html_of(shut)


def test_the_starting_operator_is_told_to_write_a_draft_strategy():
    """L4 examines a draft, and L5 and L11 need what comes of it; no lever writes it."""
    whole = case(settings.PACKS / "dre.yaml", settings.BASE_DIR / "docs/examples/starting.json", "fr")
    found = replace(whole, pack=whole.pack.read_as(whole.answers.reading))
    with override("fr"):
        (step,) = on_page(found, settable=False)["plan"].own_steps
    assert step.sentence.startswith("L4, L5 et L11 attendent que P2.1 Stratégie numérique soit au niveau\u00a02")
    assert [(code, answer) for code, _text, answer in step.first] == [
        ("P2.1a", "2 – Un projet daté d’une telle stratégie existe, mais il n’est pas approuvé."),
    ]


def test_a_lever_without_a_gain_of_its_own_says_what_it_opens(demonstration):
    with override(demonstration.language):
        told = {lever.code: lever.opens for lever, _wrong in on_page(demonstration, settable=False)["levers"] if lever.opens}
    opens = {"fr": "à L5 et L11 (P2.1 au niveau\u00a03)", "en": "for L5 and L11 (P2.1 at level 3)"}
    assert list(told) == ["L4"]
    assert opens[demonstration.language] in told["L4"]


def html_of(case):
    return render_to_string("report/report.html", {"report": contents(case)})


def test_a_long_answer_is_cut_and_not_escaped():
    """French separates what is ticked by a no-break space and a semicolon."""
    assert in_a_table("un\u00a0; deux") == "un\u00a0; deux"
    cut = in_a_table("un\u00a0; " * 100)
    assert cut.startswith("un\u00a0; un")
    assert len(cut) < 440
    assert "\\u" not in cut


def test_levers_start_when_their_own_needs_stand(demonstration):
    months = {code: start for _wave, code, start in starts(demonstration)}
    assert months == {"L2": 0, "L4": 0, "L10": 0, "L5": 6, "L11": 6}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("answers", ["none", "worst", "best"])
def test_extreme_operators_are_told(answers, language):
    found = read_pack(settings.PACKS / "dre.yaml")
    framework = scoring_framework(found)
    given = {"none": {}, "worst": {}, "best": {}}[answers]
    if answers != "none":
        given = {code: Answered(extreme(question, best=answers == "best")) for code, question in framework.questions.items()}
    with override(language):
        report = contents(Case(found, AnswerSet("x", date(2026, 11, 20), responses=given), language))
        assert render_to_string("report/report.html", {"report": report})
    assert bool(report.pillars[0].requirements[0].met) == (answers == "best")


def extreme(question, *, best):
    """Return the best or the worst answer to a question of the scoring framework."""
    pick = max if best else min
    match question.kind:
        case "level":
            return len(question.credits) if best else 1
        case "yes_no":
            return "yes" if best else "no"
        case "choice":
            return pick(question.options, key=question.options.get)
        case "checklist":
            return list(question.options) if best else ["none"]
        case "number":
            return int(pick(question.points, key=lambda point: point[1])[0])
    raise ValueError(question.kind)


def test_a_missing_translation_names_its_language_and_prints_no_markup():
    raw = (
        (PACKS / "worked.yaml")
        .read_text(encoding="utf-8")
        .replace("en: Pillar one", "en: MISSING")
        .replace("en: Lever two", "en: MISSING")
    )
    found = parse_pack(raw.encode())
    partly = Case(found, parse_answers((PACKS / "worked.json").read_bytes(), found), "en")
    with override("en"):
        html = render_to_string("report/report.html", {"report": contents(partly)})
    assert "Pilier un (fr)" in html
    assert "&lt;" not in html


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
    pack = parse_pack(text.replace("code: P2.1g, kind: yes_no,", "code: P2.1g, kind: yes_no, not_applicable: true,").encode())
    raw = b'{"operator": "x", "date": "2026-11-20", "answers": {'
    raw += b'"P2.1f": {"not_applicable": "a"}, "P2.1g": {"not_applicable": "b"}}}'
    sheet = told(Case(pack, parse_answers(raw, pack), "en")).pillars[1].requirements[0]
    assert (sheet.level, sheet.score, sheet.target, sheet.gap) == (None, "not applicable", "–", "–")


def test_the_chart_says_in_words_what_it_draws(worked):
    with override("en"):
        chart = summary_chart(worked, paper=False)
    assert "P1.1 Requirement one: 56.3%, level 2. Target level 3." in chart
    assert 'role="img"' in chart


def test_a_chart_escapes_what_was_typed_and_has_no_style_or_script():
    chart = bars([Bar("<script>alert(1)</script>", None, "", "–", "<b>")], [Zone(1, 0, 1)], 0, "t", "%", paper=False)
    line = timeline([Span("<script>", 1, 0, 3, 1, "<i>")], "t", paper=True)
    for drawing in (chart, line):
        assert "<script" not in drawing
        assert " style=" not in drawing
        assert " on" not in drawing.replace(" on the", "")
