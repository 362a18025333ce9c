"""The PDF is read back: every word typed is in it, it is tagged, it fetches nothing and it cannot run away."""

import json
import re
import socketserver
import threading
import time
import unicodedata
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from assessments.report.document import report_html, report_pdf
from assessments.report.pdf import Limits, RenderingFailed, render, write_pdf
from tests.report.conftest import PACKS, case


@pytest.fixture(scope="session")
def pdf(demonstration):
    return report_pdf(demonstration)


def squeezed(text):
    """Return the text without spaces and hyphens, which line breaks change."""
    return re.sub(r"[\s\u00ad\u200b-]", "", unicodedata.normalize("NFKC", text))


def words_of(pdf):
    """Return the pages' text, running headers and footers apart, squeezed."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    lines = [
        line
        for page in pages
        for line in page.splitlines()
        if not re.fullmatch(r"\d+ / \d+|[A-Z]+-\S+-[0-9A-F]{8}|Part(ie)? \d.*", line.strip())
    ]
    return squeezed(" ".join(lines))


def missing(told, pdf):
    """Return the texts of which some sentence is not in the PDF; a page break may stand between sentences."""
    found = words_of(pdf)
    pieces = [piece for text in told for piece in re.split(r"(?<=[.;:!?])\s+|\n", text) if piece.strip()]
    return [piece for piece in pieces if squeezed(piece) not in found]


def test_every_word_that_was_typed_is_in_it(demonstration, pdf):
    answers = demonstration.answers
    typed = [answers.operator, answers.cycle]
    for response in answers.responses.values():
        typed += [response.remark, response.not_applicable or "", *response.evidence]
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


def structure(node):
    """Return the heading levels in reading order, and the alternative texts of the figures."""
    headings, figures = [], []
    waiting = [node]
    while waiting:
        element = waiting.pop()
        if not isinstance(element, pikepdf.Dictionary):
            continue
        kind = str(element.get("/S", ""))
        if re.fullmatch(r"/H\d", kind):
            headings.append(int(kind[2]))
        if kind == "/Figure":
            figures.append(str(element.get("/Alt", "")))
        kids = element.get("/K", [])
        waiting += reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])
    return headings, figures


def test_it_has_bookmarks_and_at_least_twelve_pages(pdf):
    reader = PdfReader(BytesIO(pdf))
    assert len(reader.pages) >= 12
    assert len(reader.outline) >= 6


def test_the_same_case_gives_the_same_bytes(worked):
    assert report_pdf(worked) == report_pdf(worked)


@pytest.fixture
def listener():
    """A server on loopback that counts who comes."""
    hits = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            hits.append(self.rfile.readline())
            self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], hits
        server.shutdown()


TRICKS = [
    '<img src="{url}" alt="x">',
    '<img srcset="{url} 2x" src="{url}" alt="x">',
    '<picture><source srcset="{url}"><img src="{url}" alt="x"></picture>',
    '<link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{url}">',
    '<a rel="attachment" href="{url}">x</a>',
    "<style>@import url({url});</style>",
    "<style>@import '{url}';</style>",
    "<style>body {{ background: url({url}) }}</style>",
    "<style>@page {{ background: url({url}) }}</style>",
    "<style>@page {{ @top-left {{ content: url({url}) }} }}</style>",
    "<style>p::before {{ content: url({url}) }}</style><p>x</p>",
    "<style>@font-face {{ font-family: x; src: url({url}) }} p {{ font-family: x }}</style><p>x</p>",
    "<style>ul {{ list-style: url({url}) }}</style><ul><li>x</li></ul>",
    "<style>p {{ border-image: url({url}) 1 }}</style><p>x</p>",
    "<style>p {{ mask: url({url}); cursor: url({url}) }}</style><p>x</p>",
    '<ul style="list-style-image: url({url})"><li>x</li></ul>',
    '<p style="content: url({url})">x</p>',
    '<p style="background: url({url}), url({url})">x</p>',
    '<object data="{url}">x</object>',
    '<embed src="{url}">',
    '<iframe src="{url}"></iframe>',
    '<video poster="{url}" src="{url}"></video>',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}" width="9" height="9"/></svg>',
    '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{url}" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="{url}#a"/></svg>',
    "<svg><style>@import url({url})</style><text>x</text></svg>",
    '<base href="{url}"><img src="y.png" alt="x">',
    '<?xml-stylesheet href="{url}"?><body background="{url}">x</body>',
]


def document_with(trick, url):
    return f'<html lang="en"><head><title>t</title></head><body>{trick.format(url=url)}</body></html>'


def everything_in(pdf):
    """Return the bytes of the PDF with all its streams unpacked, attachments too."""
    with pikepdf.open(BytesIO(pdf)) as document:
        streams = [each for each in document.objects if isinstance(each, pikepdf.Stream)]
        return pdf + b"".join(each.read_bytes(pikepdf.StreamDecodeLevel.generalized) for each in streams)


@pytest.fixture
def canary(tmp_path):
    path = tmp_path / "canary.txt"
    path.write_text("CANARY-IN-A-FILE")
    return path.as_uri()


def test_there_are_twenty_nine_tricks():
    assert len(set(TRICKS)) == 29


@pytest.mark.parametrize("trick", TRICKS)
def test_nothing_is_fetched(trick, listener, canary):
    port, hits = listener
    for url in (f"http://127.0.0.1:{port}/x", canary):
        pdf = write_pdf(document_with(trick, url))
        assert b"CANARY" not in everything_in(pdf)
        with pikepdf.open(BytesIO(pdf)) as document:
            assert not list(document.attachments)
    assert hits == []


def test_the_listener_and_the_canary_would_notice(listener, canary):
    """The negative control: WeasyPrint left to itself fetches from the network and puts files into the PDF."""
    from weasyprint import HTML

    port, hits = listener
    leaks = 0
    for trick in TRICKS:
        HTML(string=document_with(trick, f"http://127.0.0.1:{port}/x")).write_pdf()
        leaks += b"CANARY" in everything_in(HTML(string=document_with(trick, canary)).write_pdf())
    assert len(hits) >= 10
    assert leaks >= 1


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


def cut_off(pdf):
    """Return the (page, x) of the long words that begin outside the page."""
    found = []
    for number, page in enumerate(PdfReader(BytesIO(pdf)).pages, start=1):

        def visit(text, page_matrix, text_matrix, _font, _size, number=number):
            x = page_matrix[0] * text_matrix[4] + page_matrix[4]
            if re.search(r"\d{9}|O{9}", text) and not 0 <= x < 595:
                found.append((number, x))

        page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 50_000,
        "<p style='font-size: 1e9px'>x</p>",
        "<table>" + "<tr><td>x</td></tr>" * 60_000 + "</table>",
    ],
    ids=["nested", "huge", "long"],
)
def test_a_bomb_ends_in_a_clean_failure(bomb):
    start = time.monotonic()
    with pytest.raises(RenderingFailed):
        render(f"<html><body>{bomb}", Limits(cpu_seconds=3, wall_seconds=10))
    assert time.monotonic() - start < 20


def test_after_a_bomb_the_next_report_is_made(worked):
    with pytest.raises(RenderingFailed):
        render("<div>" * 50_000, Limits(cpu_seconds=1, wall_seconds=5))
    assert report_pdf(worked).startswith(b"%PDF-")
