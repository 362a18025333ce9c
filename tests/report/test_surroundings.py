"""What the report says beside the scores: causes, ways, figures, advice, outside help, words, origins."""

import json
from io import BytesIO

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from assessments.alphabet import alphabetical
from assessments.report.contents import contents
from assessments.report.document import report_pdf
from assessments.report.surroundings import Advice, Figure, help_for_gaps
from tests.report.conftest import PACKS, case

GAPS = {"operator": "x", "date": "2026-11-20", "answers": {}}


def asked(language="en", **given):
    return case(PACKS / "around.yaml", json.dumps(GAPS | given).encode(), language)


def told(found):
    with override(found.language):
        return contents(found)


def section(found, kind):
    sections = [each for part in told(found).parts for each in part.sections]
    return next((each.content for each in sections if each.kind == kind), None)


def html(found):
    with override(found.language):
        return render_to_string("report/report.html", {"report": contents(found)})


def test_causes_stand_in_the_sheet_beside_the_gap_and_with_their_context():
    found = asked(causes={"P1.1": ["rules", "money"], "P1.2": ["money"]})
    assert told(found).pillars[0].requirements[0].causes == ["Money", "Rules"]
    rows, causes = section(found, "gaps")
    assert {row.code: row.causes for row in rows} == {"P1.1": ["Money", "Rules"], "P1.2": ["Money"]}
    assert causes == [("Money", "Named by half.", ["P1.1", "P1.2"]), ("Rules", "", ["P1.1"])]
    page = html(found)
    assert page.count("Root causes: Money · Rules") == 1
    assert page.count("Root causes named by the operator: Money · Rules") == 1


def test_causes_change_no_number():
    found = asked(causes={"P1.1": ["money"]}, ways={"L1": "alone"})
    assert found.result.scores == asked().result.scores
    assert found.result.plan == asked().result.plan


def test_a_cause_of_a_requirement_without_a_gap_is_not_told():
    found = asked(answers={"P1.1a": {"value": 3}, "P1.1b": {"value": "yes"}}, causes={"P1.1": ["money"]})
    assert section(found, "gaps")[1] == []
    assert "Money" not in [*told(found).pillars[0].requirements[0].causes]


def test_a_way_that_is_open_is_told_with_all_of_them():
    page = html(asked())
    assert "Still to be chosen: one of" in page
    assert "– Together (subject to available funds)" in page
    assert "The source names none" not in page.partition("Still to be chosen")[0].rpartition("Conditions")[2]


def test_the_way_chosen_is_told_with_its_condition():
    assert "Chosen: Together (subject to available funds)" in html(asked(ways={"L1": "together"}))
    page = html(asked(ways={"L1": "alone"}))
    assert "Chosen: On one&#x27;s own</span>" in page
    assert "Still to be chosen" not in page


def test_figures_and_advice_are_told_once_with_what_they_concern():
    found = section(asked(), "around")
    assert found.note == "These are not scores."
    assert found.figures == [("This test", [Figure("50%", "of the posts of the test", "two posts", ["P1.1"])])]
    assert found.advice == [Advice("Ministry", "Help.", "", ["P1.2"])]
    first, second = told(asked()).pillars[0].requirements
    assert (first.figures, first.advised, second.figures, second.advised) == (1, [], 0, ["Ministry"])


def test_outside_help_follows_the_levers_only_for_gaps_and_counts_nowhere():
    found = asked()
    (row,) = section(found, "help")
    assert (row.name, row.owner, row.url, row.requirements) == ("Fund", "Others", "https://example.org/", ["P1.1"])
    assert "never counted in the effect of the plan" in html(found)
    kinds = [each.kind for each in told(found).parts[0].sections]
    assert kinds.index("help") == kinds.index("levers") + 1
    closed = asked(answers={"P1.1a": {"value": 3}, "P1.1b": {"value": "yes"}})
    assert help_for_gaps(closed) == []
    assert section(closed, "help") is None


def test_a_pack_without_surroundings_has_no_such_sections(worked):
    kinds = {each.kind for part in told(worked).parts for each in part.sections}
    assert not kinds & {"around", "help"}
    assert told(worked).terms == []


def test_the_glossary_holds_the_terms_used_and_the_first_use_links_to_it():
    english, french = told(asked()), told(asked("fr"))
    assert [(row.anchor, row.term) for row in english.terms] == [("word-advance-data", "advance data")]
    assert english.pillars[0].requirements[0].rows[0].pieces == [
        ("Is ", ""),
        ("advance data", "word-advance-data"),
        (" sent?", ""),
    ]
    assert [row.anchor for row in french.terms] == ["word-data", "word-advance-data"]  # « réponses données » is no question
    assert html(asked()).count('href="#word-advance-data"') == 1


def test_every_link_of_the_pdf_has_words_is_tagged_and_leads_somewhere():
    with pikepdf.open(BytesIO(report_pdf(asked()))) as document:
        places = {str(name) for name in document.Root.Names.Dests.Names if isinstance(name, pikepdf.String)}
        links = [each for page in document.pages for each in page.obj.get("/Annots", []) if each.Subtype == "/Link"]
        assert "word-advance-data" in {str(each.get("/Dest")) for each in links}
        assert all(str(each.Contents) and "/StructParent" in each for each in links)
        assert {str(each.Dest) for each in links if "/Dest" in each} <= places


def test_each_term_is_linked_once(demonstration):
    links = [
        anchor
        for pillar in told(demonstration).pillars
        for sheet in pillar.requirements
        for row in sheet.rows
        for _words, anchor in row.pieces
        if anchor
    ]
    assert links
    assert len(links) == len(set(links))
    assert set(links) <= {row.anchor for row in told(demonstration).terms}


def test_the_terms_stand_by_the_readers_alphabet(demonstration):
    found = [row.term for row in told(demonstration).terms]
    assert len(found) > 20
    assert found == sorted(found, key=alphabetical)


def test_the_pieces_of_a_question_are_its_text(demonstration):
    for pillar in told(demonstration).pillars:
        for sheet in pillar.requirements:
            for row in sheet.rows:
                assert "".join(words for words, _anchor in row.pieces) == row.text


def test_it_says_where_each_part_comes_from_and_what_is_to_be_confirmed():
    report = told(asked())
    assert report.origins == [("Everything", "proposed by this project", "Made for the tests.")]
    assert report.to_confirm == ["Nothing."]
    assert "Still to be confirmed" in html(asked())


@pytest.mark.django_db
def test_the_results_page_names_outside_help_and_leads_to_it(around, browse, observer):
    page = browse(observer).get(reverse("results", args=[around.pk])).content.decode()
    assert "1 initiative for requirements with a gap" in page
    assert 'href="/frameworks/around/1/help/#help-fund"' in page
    assert "never counted in the effect of a plan" in page
