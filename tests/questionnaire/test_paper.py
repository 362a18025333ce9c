"""The questionnaire on paper, read back: every word asked, boxes ticked, no question cut, no page for nothing."""

import json
import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from django.conf import settings
from django.utils.translation import override
from pypdf import PdfReader

from assessments.questionnaire.paper import Paper, paper_html, paper_pdf
from readiness.answers_file import parse_answers
from readiness.pack import read_pack, wording
from tests.conftest import TINY
from tests.printing.readback import missing, squeezed, structure

EVERY_KIND = {
    "R1a": {
        "value": 2,
        "remark": "Seen on 3 March.\nTo look at again.",
        "evidence": ["Minutes of 3 March", "https://example.org/a"],
    },
    "R1b": {"value": "partly"},
    "R1c": {"value": "never"},
    "R1d": {"value": ["post"]},
    "R2a": {"value": 64.6},
    "R2b": {"value": "Money.\nAnd time."},
    "R2c": {"value": "2026-03-01"},
}


@pytest.fixture(scope="module")
def dre():
    return read_pack(settings.PACKS / "dre.yaml")


@pytest.fixture(scope="session", params=["fr", "en"])
def printed(request):
    """Return (paper, its PDF): the whole framework, blank."""
    paper = Paper(read_pack(settings.PACKS / "dre.yaml"), request.param, reading="full")
    return paper, paper_pdf(paper)


def kinds(language="en", answers=None, **fields):
    """Return the paper of a question of each kind, with these answers."""
    pack = read_pack(TINY.with_name("kinds.yaml"))
    if answers is None:
        return Paper(pack, language, **fields)
    document = {"operator": "Post of Example", "date": "2026-11-20", "cycle": "2026-2027", "answers": answers}
    return Paper.of(pack, parse_answers(json.dumps(document).encode(), pack), language, **fields)


def pages(pdf):
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


def texts(question, language):
    """Return every text of a question, as it should be printed."""
    told = [question.text, question.guidance, question.evidence, question.example, getattr(question, "unit", None)]
    told += [*getattr(question, "evidence_from", {}).values(), *getattr(question, "levels", ())]
    told += [option.text for option in getattr(question, "options", ())]
    return [wording(text, language).text for text in told if text]


def test_every_text_of_every_question_is_in_it(printed):
    paper, pdf = printed
    told = [text for question in paper.pack.questions.values() for text in texts(question, paper.language)]
    told += [wording(row.name, paper.language).text for row in (*paper.pack.pillars, *paper.pack.requirements.values())]
    told += [wording(row.note, paper.language).text for row in paper.pack.requirements.values() if row.note]
    told += [text for entry in paper.explained for text in (entry.term.text, entry.meaning.text)]
    told += [str(paper.statement), str(paper.source)]
    with override(paper.language):
        told += paper.how_to_fill
    assert missing(told, pdf) == []
    assert len(told) > 300


def test_no_question_is_cut(printed):
    """All words of a question are on the page where it begins."""
    paper, pdf = printed
    squeezed_pages = [squeezed(page) for page in pages(pdf)]
    cut = []
    for question in paper.pack.questions.values():
        whole = [
            squeezed(sentence) for text in texts(question, paper.language) for sentence in re.split(r"(?<=[.;:!?])\s+", text)
        ]
        if not any(all(text in page for text in (*whole, question.code)) for page in squeezed_pages):
            cut.append(question.code)
    assert cut == []


def test_each_requirement_begins_a_page_and_no_page_is_empty_or_holds_headings_only(printed):
    paper, pdf = printed
    told = pages(pdf)
    begins = [f"{row.code} {row.name.text}" for pillar in paper.pillars for row in pillar.requirements]
    first = [next(at for at, page in enumerate(told) if at > 1 and squeezed(begin) in squeezed(page)) for begin in begins]
    assert first == sorted(set(first))
    remark = {"en": "Remark", "fr": "Remarque"}[paper.language]
    explained = next(
        at for at, page in enumerate(told) if at > 1 and squeezed(page).count(squeezed(paper.explained[0].meaning.text))
    )
    assert [at + 1 for at, page in enumerate(told) if 2 <= at < explained and remark not in page] == []
    assert min(map(len, told)) > 100


def test_it_is_tagged_titled_and_in_its_language(printed):
    paper, pdf = printed
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang) == paper.language
        assert bool(root.MarkInfo.Marked)
        assert str(paper.framework) in document.open_metadata()["dc:title"]
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert all(page.obj.get("/Tabs") == "/S" for page in document.pages if "/Annots" in page.obj)
        headings, _figures = structure(root.StructTreeRoot)
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(headings, headings[1:], strict=False))
    assert headings.count(3) == len(paper.pack.questions)


def test_words_lead_to_the_glossary_once_in_a_requirement(printed):
    paper, _pdf = printed
    html = paper_html(paper)
    asked = re.split(r'<section class="requirement', html)[1:]
    assert all(len(links) == len(set(links)) for links in (re.findall(r'href="#(word-[^"]+)"', part) for part in asked))
    assert set(re.findall(r'href="#(word-[^"]+)"', html)) == set(re.findall(r'id="(word-[^"]+)"', html))


def test_a_shorter_reading_prints_fewer_questions(dre):
    assert len(Paper(dre.read_as("pre-visit"), "en", reading="pre-visit").sheets) == 37
    assert len(Paper(dre, "en").sheets) == 106
    number = f"DRE {dre.framework.edition} · Short questionnaire before the visit"
    assert Paper(dre.read_as("pre-visit"), "en", reading="pre-visit").number == number


def test_a_long_name_is_cut_in_the_header_and_nothing_in_it_is_escaped():
    name = "La\u00a0Poste de l’Archipel\u202f" + "d’Essai " * 10
    short = Paper(read_pack(TINY.with_name("kinds.yaml")), "fr", operator=name).short_operator
    assert (len(short), short[:-1]) == (60, name[:59])


@pytest.mark.parametrize("path", sorted(settings.PACKS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_statement_speaks_of_no_results_for_a_blank_paper_has_none(path):
    statement = read_pack(path).method.statement
    assert not re.search("résultat|result", " ".join(statement.values()))


def test_one_pillar_is_printed_alone():
    text = " ".join(pages(paper_pdf(kinds(pillar="P2"))))
    assert "What share of offices?" in text
    assert "Second pillar" in text
    assert "How far is it?" not in text
    assert "First pillar" not in text


def test_a_blank_paper_has_empty_boxes_and_lines():
    text = "".join(pages(paper_pdf(kinds("fr"))))
    assert (text.count("☐"), text.count("☒")) == (3 + 3 + 2 + 3 + 1, 0)
    assert "Ne s’applique pas, parce que" in text
    assert paper_html(kinds()).count('class="rule"') == 7 * 4 + 2 + 5


def test_answers_are_ticked_and_written():
    paper = kinds(answers=EVERY_KIND)
    html = paper_html(paper)
    ticked = re.findall(
        r'<li class="[a-z]* ?given"><span class="box">☒</span>(?: <span class="level">(\d)</span>)? <span>([^<]*)', html
    )
    assert ticked == [("2", "Half of it is done."), ("", "Partly"), ("", "Never"), ("", "The post")]
    text = " ".join(pages(paper_pdf(paper)))
    assert text.count("☒") == 4
    for written in ("64.6", "% of offices", "Money.", "And time.", "1 March 2026", "Seen on 3 March.", "https://example.org/a"):
        assert written in text
    assert "Answered so far 7 of 7" in re.sub(r"\s+", " ", text)


def test_what_does_not_apply_is_ticked_with_its_reason():
    paper = kinds(answers={"R1a": {"not_applicable": "There is no team."}})
    assert (
        '☒</span> <span class="name">Does not apply, because</span> <span class="given" dir="auto">There is no team.'
        in paper_html(paper)
    )


def test_a_blank_paper_of_an_operator_says_whose_it_is_and_nothing_of_the_answers():
    text = " ".join(pages(paper_pdf(kinds(answers=EVERY_KIND, blank=True))))
    assert "Post of Example" in text
    assert "☒" not in text
    assert "64.6" not in text
    assert "Answered so far" not in text


def test_a_number_is_written_as_the_reader_does():
    assert '<span class="blank" dir="auto">64,6</span>' in paper_html(kinds("fr", EVERY_KIND))


def test_a_missing_translation_is_printed_in_its_language():
    assert '<span class="name">Exemple</span> <span lang="en">Minutes of March.</span>' in paper_html(kinds("fr"))
    assert "Minutes of March." in " ".join(pages(paper_pdf(kinds("fr"))))


def test_a_long_remark_is_printed_whole_and_leaves_no_heading_alone():
    remark = " ".join(f"word{number}" for number in range(2200))
    told = pages(paper_pdf(kinds(answers={"R2a": {"value": 1, "remark": remark}})))
    text = " ".join(told)
    assert {word for word in remark.split() if word not in text} == set()
    assert "word100" in next(page for page in told if "Answers to type" in page and "Contents" not in page)


def test_typed_markup_is_text():
    html = paper_html(
        kinds(answers={"R1a": {"value": 1, "remark": "<script>alert(1)</script><img src=x>", "evidence": ["<b>x"]}})
    )
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html


def test_only_what_concerns_the_questions_is_explained():
    told = kinds(pillar="P2").how_to_fill
    assert any("unit stands beside it" in sentence for sentence in told)
    assert not any("levels" in sentence or "essential" in sentence or "visit" in sentence for sentence in told)


def test_the_same_answers_give_the_same_bytes():
    paper = kinds(answers=EVERY_KIND)
    assert paper_pdf(paper) == paper_pdf(replace(paper))
