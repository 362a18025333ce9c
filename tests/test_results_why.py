"""Why? behind every number: the making that is shown gives the number that is printed. Figures of the worked example."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from assessments.report.case import Case
from assessments.report.why import why_overall, why_part
from assessments.report.why_levers import why_lever
from assessments.report.why_plan import why_plan
from readiness.answers_file import parse_answers
from readiness.pack import parse_pack

PACKS = settings.BASE_DIR / "tests" / "packs"


def case_of_pack(pack="worked", answers=None, language="en", change=lambda text: text):
    pack = parse_pack(change((PACKS / f"{pack}.yaml").read_text()).encode())
    raw = answers or (PACKS / "worked.json").read_bytes()
    return Case(pack, parse_answers(raw, pack), language)


@pytest.fixture
def worked_case():
    with override("en"):
        yield case_of_pack()


def block(why, anchor):
    return next(block for block in why.blocks if block.anchor == anchor)


def test_the_answers_of_a_requirement_make_its_score(worked_case):
    made = block(why_part(worked_case, "P1.1"), "score")
    assert [line.cells[2:] for line in made.lines] == [["3/4", "1", "3/4"], ["1/4", "2", "1/2"], ["1", "1", "1"]]
    assert made.sums == ["", "", "", "4", "9/4"]
    assert made.after == ["Score: 9/4 divided by 4 = 9/16 ≈ 56.3%."]


def test_the_level_names_what_holds_it(worked_case):
    told = block(why_part(worked_case, "P1.1"), "level").before
    assert told[1].startswith("9/16 ≈ 56.3% lies in the band of level 3")
    assert told[2] == (
        "Held by essential questions that earn less than 1/2 or are unanswered (P1.1b): the level is at most 2, "
        "one below the minimum level, so it is 2."
    )


def test_a_gap_of_nothing_says_what_holds(worked_case):
    told = block(why_part(worked_case, "P1.1"), "gap").before
    assert told[-2:] == [
        "Gap: 9/16 − 9/16 = 0 = 0.0, in points.",
        "The score is high enough; the requirement is below its target because it is held (P1.1b).",
    ]


def test_a_gap_and_what_it_would_add(worked_case):
    why = why_part(worked_case, "P1.2")
    assert block(why, "gap").before[-1] == "Gap: 3/5 − 1/2 = 1/10 = 10.0, in points."
    assert block(why, "gain").before == [
        "This requirement's share of the overall score is 1/6: its weight in the pillar 1 / 3, "
        "times the pillar's weight in the whole 1 / 2.",
        "Gain = share × gap = 1/6 × 1/10 = 1/60, in points 1.7.",
    ]


def test_the_range_and_what_is_not_counted_are_said(worked_case):
    open_answer = block(why_part(worked_case, "P2.1"), "score").after
    assert open_answer[-1] == "Questions are unanswered: with the best answer to each the same sum gives 1 = 100.0%."
    left_out = block(why_part(worked_case, "P1.2"), "score")
    assert left_out.lines[1].cells[1:] == ["not applicable: leaves the mean", "–", "(1)", "–"]
    assert "neither is its weight" in left_out.after[-1]


def test_the_whole_is_capped_by_its_lowest_pillar(worked_case):
    why = why_overall(worked_case)
    assert block(why, "score").after[0] == "Score: 31/24 divided by 2 = 31/48 ≈ 64.6%."
    assert block(why, "level").before[2:] == [
        "Limited by the lowest pillar (P1): the level is at most 1 above it, so it is 3.",
        f"Level: {worked_case.level(3)}.",
    ]
    assert block(why, "met").sums == ["", "2 / 3"]
    assert block(why, "answered").sums == ["5", "6"]


def test_a_lever_shows_the_scores_before_and_then(worked_case):
    why = why_lever(worked_case, "L2")
    assert [line.cells[2] for line in block(why, "raises").lines] == [
        f"{worked_case.level(3)}, 9/16",
        f"{worked_case.level(4)}, 3/5",
    ]
    assert block(why, "gain").before[-1] == "Gain: 53/80 − 31/48 = 1/60 ≈ 1.7, in points."


def test_a_lever_that_waits_says_what_for(worked_case):
    why = why_lever(worked_case, "L3")
    assert block(why, "needs").lines[0].cells == [worked_case.level(3), worked_case.level(2), "No"]
    assert block(why, "gain").before[-1] == "Gain: 31/48 − 31/48 = 0 = 0.0, in points."


def test_the_plan_shows_what_reaches_what_and_at_which_effort(worked_case):
    why = why_plan(worked_case)
    assert [(line.code, line.cells) for line in block(why, "goals").lines] == [
        ("P1.1", ["2 → 3", "L1, L2", "L2"]),
        ("P2.1", ["4 → 5", "–", "own action needed"]),
        ("P1.2", ["3 → 4", "L2, L3", "L2"]),
    ]
    assert block(why, "effort").sums == ["4"]


@pytest.mark.parametrize("rule", ["sum", "minimum", "share_met"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_other_methods_are_explained_too(rule, language):
    def other(text):
        return text.replace("method:\n", f"method:\n  requirement: {rule}\n  pillar: {rule}\n  overall: {rule}\n", 1)

    with override(language):
        case = case_of_pack(change=other, language=language)
        for why in (why_overall(case), why_part(case, "P1"), why_part(case, "P1.1"), why_lever(case, "L2"), why_plan(case)):
            assert all(each.rows is not None and each.sum_cells is not None for each in why.blocks)


@pytest.mark.django_db
def test_each_page_of_a_number_answers_in_both_languages(worked, browse, observer):
    client = browse(observer)
    for language in ("en", "fr"):
        for name, codes in (
            ("why_overall", [[]]),
            ("why_plan", [[]]),
            ("why", [["P1"], ["P1.1"], ["P2.1"]]),
            ("why_lever", [["L1"], ["L3"]]),
        ):
            for code in codes:
                page = client.get(reverse(name, args=[worked.pk, *code]), headers={"accept-language": language})
                assert page.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "code"), [("why", "P9"), ("why", "a"), ("why", "L1"), ("why_lever", "P1.1")])
def test_a_code_that_is_none_is_not_found(worked, browse, lead, name, code):
    assert browse(lead).get(reverse(name, args=[worked.pk, code])).status_code == 404


@pytest.mark.django_db
def test_a_neighbour_finds_no_number(worked, browse, neighbour):
    assert browse(neighbour).get(reverse("why", args=[worked.pk, "P1.1"])).status_code == 404


@pytest.mark.django_db
def test_every_number_of_the_results_leads_to_its_making(worked, browse, lead):
    import re

    client = browse(lead)
    page = client.get(reverse("results", args=[worked.pk])).content.decode()
    links = set(re.findall(r'href="(/assessments/[^"]*/results/(?:why|levers|plan)[^"]*)"', page))
    assert len(links) > 10
    for link in links:
        address, _hash, anchor = link.partition("#")
        found = client.get(address).content.decode()
        assert not anchor or f'id="{anchor}"' in found, link
