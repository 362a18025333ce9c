"""The renderer of every document: it fetches nothing, it cannot run away, and a bomb leaves it whole."""

import time
from io import BytesIO

import pikepdf
import pytest

from assessments.printing.pdf import Limits, RenderingFailed, render, write_pdf
from tests.printing.tricks import TRICKS


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
        render(f"<html><body>{bomb}", limits=Limits(cpu_seconds=3, wall_seconds=10))
    assert time.monotonic() - start < 20


def test_after_a_bomb_the_next_document_is_made():
    with pytest.raises(RenderingFailed):
        render("<div>" * 50_000, limits=Limits(cpu_seconds=1, wall_seconds=5))
    assert render("<title>t</title><p>x</p>").startswith(b"%PDF-")
