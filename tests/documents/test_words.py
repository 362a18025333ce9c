"""What the documents of a review say: nothing raw, nothing that contradicts itself, nothing that comes too late."""

import re
from dataclasses import dataclass

import pytest
from django.conf import settings

from assessments.documents.make import html, values
from assessments.documents.snapshot import as_text, plain
from assessments.models import Kind
from assessments.scorecard import pack_of
from assessments.visit.must_see import must_see
from readiness.publish import publish
from tests.documents.mission import strategy

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Named:
    name: str

    def __str__(self):
        return f"– {self.name}"


def page(assessment, kind, language="en"):
    return html(as_text(values(assessment, kind, language) | {"number": "X", "draft": ""}))


def told(assessment, kind, language="en"):
    """Return the words of a document, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page(assessment, kind, language)).split())


@pytest.mark.parametrize("kind", [Kind.BRIEF, Kind.EXIT, Kind.GAP, Kind.REVIEW])
def test_nothing_is_printed_raw(mission, kind):
    for language in ("en", "fr"):
        words = told(mission, kind, language)
        assert [raw for raw in ("{&#x27;", "{'", "None ", "Fraction(", "<assessments") if raw in words] == []


def test_a_value_with_words_of_its_own_is_no_plain_value():
    with pytest.raises(TypeError):
        plain(Named("lost"))


def test_after_the_review_nothing_is_left_to_check_before_a_visit(mission):
    assert "before or during a visit" not in told(mission, Kind.GAP)


def test_the_annex_tells_the_operators_answer_beside_the_experts(mission):
    annex = page(mission, Kind.GAP).split('id="annex"')[1]
    apart = values(mission, Kind.GAP, "en")["parts"][0]["sections"][0]["content"]["differing"]
    assert apart and annex.count(">Operator<") == annex.count(">Experts<") == len(apart)


def test_the_counts_of_the_tracks_add_up(mission):
    sentence = r"Of (\d+) scored questions, the operator answered (\d+) and holds (\d+) not to apply"
    scored, answered, left = map(int, re.search(sentence, told(mission, Kind.BRIEF)).groups())
    figures = {what: figure for what, figure, _remark in values(mission, Kind.BRIEF, "en")["figures"]}
    assert figures["Questions answered"] == f"{answered} / {scored - left}"


def test_a_level_that_is_held_is_marked_and_explained(mission):
    rows = {row["code"]: row for row in values(mission, Kind.GAP, "en")["parts"][0]["sections"][0]["content"]["rows"]}
    held = [code for code, row in rows.items() if row["own"][1].endswith("*")]
    assert held and "* held: the score alone would give a higher level" in told(mission, Kind.GAP)


def test_every_check_of_the_brief_has_a_question_and_its_place_on_the_agenda(mission):
    brief = values(mission, Kind.BRIEF, "en")
    assert brief["checks"] and all(check["ask"] for check in brief["checks"])
    planned = {check["code"]: check["planned"] for check in brief["checks"] if check["planned"]}
    assert set(planned.values()) <= {"7 December, 10:00, Direction générale"}
    assert [each for each, _times, _codes in brief["people"]][:1] == ["Direction générale"]


def test_all_that_must_be_seen_and_every_note_stand_in_the_brief(mission, expert):
    question = mission.framework.questions.filter(ratings__on_site=False).order_by("-position").first()
    mission.ratings.filter(question=question, expert=expert).update(note="Ask for the contract.")
    brief = values(mission, Kind.BRIEF, "en")
    told = {each["code"]: each for each in (*brief["checks"], *brief["also"])}
    noted = set(mission.ratings.exclude(note="").values_list("question__code", flat=True))
    assert question.code in noted and told.keys() >= noted | must_see(mission).questions.keys()
    assert len(told) == len(brief["checks"]) + len(brief["also"])
    assert all(told[code]["notes"] for code in noted) and page(mission, Kind.BRIEF).count("Ask for the contract.") == 1
    assert all(each["why"] or each["notes"] for each in told.values())


def test_what_the_experts_see_comes_before_what_the_program_doubts(mission, expert):
    marked = set(mission.ratings.filter(on_site=True).values_list("question__code", flat=True))
    lowered = set(mission.ratings.filter(verdict="rated").values_list("question__code", flat=True))
    codes = [check["code"] for check in values(mission, Kind.BRIEF, "en")["checks"]]
    ranks = [0 if code in marked else 1 if code in lowered else 2 for code in codes]
    assert ranks == sorted(ranks) and {0, 1} <= set(ranks)
    essential = [pack_of(mission).questions[code].essential for code in codes if code in lowered - marked]
    assert essential == sorted(essential, reverse=True)


def test_what_has_no_time_is_told_reason_by_reason(mission):
    reasons = [why for _what, why in values(mission, Kind.BRIEF, "en")["visit"]["left_out"]]
    assert reasons == sorted(reasons)


def test_the_review_report_names_both_scores(mission):
    report = values(mission, Kind.REVIEW, "en")
    overall = report["tracks"]["rows"][0]
    assert overall["own"][0] in report["beside"] and overall["site"][0] in report["beside"]


def test_the_evaluation_of_the_strategy_says_nothing_of_levers_evidence_or_parts_it_has_not(mission, secretariat):
    publish((settings.PACKS / "dre-strategy.yaml").read_bytes())
    strategy(mission.operator, secretariat)
    words = told(mission, Kind.STRATEGY)
    assert "Conclusion of the theme" in words
    unfit = ["Levers alone", "Part 1 of 1", "none given", "before or during a visit", "Titles not listed here", "A lever raises"]
    assert [each for each in unfit if each in words] == []
    conclusions = re.findall(r"Conclusion of the theme</td>.*?</tr>", page(mission, Kind.STRATEGY))
    assert conclusions and not any("Keep it" in row for row in conclusions)
