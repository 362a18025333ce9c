"""The PDFs read back: tagged, in their language, headings in order, and the number on each page."""

from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from assessments.documents.make import issue, pdf_of
from assessments.models import Kind
from tests.printing.readback import structure

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[Kind.BRIEF, Kind.EXIT, Kind.GAP, Kind.REVIEW])
def paper(request, mission, expert):
    """Return (an issued document in French, its PDF), of each kind in turn."""
    found = next(row for row in issue(mission, request.param, expert) if row.language == "fr")
    return found, pdf_of(found)


def test_it_is_tagged_titled_and_its_headings_are_in_order(paper):
    row, pdf = paper
    with pikepdf.open(BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "fr"
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert row.assessment.operator.name in document.open_metadata()["dc:title"]
        headings, figures = structure(document.Root.StructTreeRoot)
    assert headings[0] == 1 and all(after <= before + 1 for before, after in zip(headings, headings[1:], strict=False))
    assert all(len(alternative) > 20 for alternative in figures)


def test_its_number_and_the_page_stand_on_each_page(paper):
    row, pdf = paper
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    assert all(row.number in page for page in pages)
    assert all(f"{at} / {len(pages)}" in page for at, page in enumerate(pages, start=1) if at > 1)
