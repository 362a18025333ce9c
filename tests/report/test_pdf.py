"""The PDF is read back: every word typed is in it, it is tagged, and what was typed stays text."""

import json
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from assessments.report.document import report_html, report_pdf
from tests.printing.readback import cut_off, missing, structure, words_of
from tests.printing.tricks import TRICKS
from tests.report.conftest import PACKS, case


@pytest.fixture(scope="session")
def pdf(demonstration):
    return report_pdf(demonstration)


def test_every_word_that_was_typed_is_in_it(demonstration, pdf):
    answers = demonstration.answers
    typed = [answers.operator, answers.cycle]
    for response in answers.responses.values():
        typed += [response.remark, response.not_applicable or "", *(piece.text for piece in response.evidence)]
    assert missing(typed, pdf) == []


def test_every_question_answer_and_lever_condition_is_in_it(demonstration, pdf):
    language = demonstration.language
    told = [str(demonstration.words(question.text)) for question in demonstration.pack.questions.values()]
    told += [lever.reason[language] for lever in demonstration.pack.levers if lever.code in demonstration.result.plan.levers]
    told += [
        demonstration.pack.method.statement[language],
        *(row.name[language] for row in demonstration.pack.requirements.values()),
    ]
    assert missing(told, pdf) == []


def test_the_date_and_the_language_of_evidence_stand_behind_it_in_words(demonstration, pdf):
    known = {"fr": "(12 mars 2026, français)", "en": "(12 March 2026, French)"}[demonstration.language]
    assert missing([known], pdf) == []


def test_a_word_that_was_not_typed_is_missing(pdf):
    assert missing(["Nobody wrote this."], pdf) == ["Nobody wrote this."]


def test_it_is_tagged_titled_and_in_its_language(demonstration, pdf):
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang) == demonstration.language
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert demonstration.answers.operator in document.open_metadata()["dc:title"]
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert all(page.obj.get("/Tabs") == "/S" for page in document.pages if "/Annots" in page.obj)
        headings, figures = structure(root.StructTreeRoot)
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(headings, headings[1:], strict=False))
    assert len(figures) == 2
    assert all(len(alternative) > 100 for alternative in figures)


def test_it_has_bookmarks_and_at_least_twelve_pages(pdf):
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) >= 12
    assert len(reader.outline) >= 6


def test_the_same_case_gives_the_same_bytes(worked):
    assert report_pdf(worked) == report_pdf(worked)


@pytest.mark.parametrize("trick", TRICKS[::4])
def test_a_trick_that_was_typed_is_printed_as_text(trick, listener):
    port, hits = listener
    remark = trick.format(url=f"http://127.0.0.1:{port}/x")
    answers = json.dumps({"operator": "x", "date": "2026-11-20", "answers": {"P1.1a": {"value": 1, "remark": remark}}}).encode()
    pdf = report_pdf(case(PACKS / "worked.yaml", answers))
    assert missing([remark], pdf) == []
    assert hits == []


HOSTILE = '<img src=x onerror=alert(1)><script>alert(1)</script> {{ 7*7 }} "quoted" العربية 中文 \U0001f600'


def test_typed_markup_is_text():
    answers = json.dumps(
        {
            "operator": HOSTILE[:150],
            "date": "2026-11-20",
            "answers": {"P1.1a": {"value": 1, "remark": HOSTILE, "evidence": [HOSTILE]}},
        }
    ).encode()
    hostile = case(PACKS / "worked.yaml", answers)
    html = report_html(hostile)
    assert "<script" not in html
    assert "<img" not in html
    assert report_pdf(hostile).startswith(b"%PDF-")


def test_long_texts_do_not_lose_a_word():
    remark = " ".join(f"word{number}" for number in range(2200))
    answers = json.dumps({"operator": "x", "date": "2026-11-20", "answers": {"P1.1a": {"value": 1, "remark": remark}}}).encode()
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(report_pdf(case(PACKS / "worked.yaml", answers)))).pages)
    assert {word for word in remark.split() if word not in text} == set()


def test_a_word_longer_than_the_page_is_not_cut():
    word = "".join(f"{number:05d}" for number in range(600))
    remarks = {"value": 1, "remark": word, "evidence": [f"https://example.org/{word[:1500]}"]}
    answers = json.dumps({"operator": "O" * 190, "date": "2026-11-20", "answers": {"P1.1a": remarks}}).encode()
    pdf = report_pdf(case(PACKS / "worked.yaml", answers))
    found = words_of(pdf)
    pieces = [word[at : at + 50] for at in range(0, len(word), 50)]
    assert sum(piece not in found for piece in pieces) <= 1  # one stands on both sides of a page break
    assert "https://example.org/" in found
    assert cut_off(pdf) == []
