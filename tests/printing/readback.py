"""A PDF read back: its words, its headings and figures in reading order, and what lies outside the page."""

import re
import unicodedata
from io import BytesIO

import pikepdf
from pypdf import PdfReader


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
