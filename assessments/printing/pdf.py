"""HTML to a tagged PDF in a limited child process that fetches nothing."""

import gc
import multiprocessing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from assessments.printing.breaks import with_good_breaks
from readiness.confined import confine

CPU_SECONDS = 60
WALL_SECONDS = 90
MEMORY_BYTES = 2 * 2**30
SHARED_STYLE = (Path(__file__).parent / "print.css").read_text(encoding="utf-8")

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["weasyprint"])


class RenderingFailed(RuntimeError):
    """The PDF could not be made; the text says why."""


@dataclass(frozen=True)
class Limits:
    """What one rendering may use: seconds of processor, seconds by the clock, bytes of address space."""

    cpu_seconds: int = CPU_SECONDS
    wall_seconds: int = WALL_SECONDS
    memory_bytes: int = MEMORY_BYTES


def render(html: str, style: str = "", limits: Limits | None = None) -> bytes:
    """Return the PDF (tagged, PDF/UA-1) of a whole HTML document; raises RenderingFailed, never half a file.

    `style` comes after what all documents share. The same document gives the same bytes.
    """
    limits = limits or Limits()
    ours, theirs = _processes.Pipe(duplex=False)
    child = _processes.Process(target=_render_in_child, args=(html, style, limits, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(limits.wall_seconds):
            raise RenderingFailed(f"no PDF within {limits.wall_seconds} seconds")
        outcome, value = ours.recv()
    except EOFError:
        child.join()
        raise RenderingFailed(f"the rendering process ended without a PDF (exit code {child.exitcode})") from None
    finally:
        ours.close()
        child.kill()
        child.join()
    if outcome == "failed":
        raise RenderingFailed(value)
    return value


def _render_in_child(html: str, style: str, limits: Limits, result: Connection) -> None:
    confine(limits.cpu_seconds, limits.memory_bytes)
    gc.disable()
    try:
        pdf = write_pdf(html, style)
    except BaseException as error:  # WeasyPrint's fatal fetching error is no Exception
        result.send(("failed", f"{type(error).__name__}: {error}"))
    else:
        result.send(("made", pdf))
    finally:
        result.close()


def write_pdf(html: str, style: str = "") -> bytes:
    """Return the PDF, made in this process without limits; render() is what the product calls."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    class NothingFetched(URLFetcher):
        """Refuses every address: what a document needs is in its HTML."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)

        def fetch(self, url: str, headers: dict | None = None) -> None:
            raise ValueError("a document fetches nothing")

    fetcher, fonts = NothingFetched(), FontConfiguration()
    sheet = CSS(string=SHARED_STYLE + style, url_fetcher=fetcher, font_config=fonts)
    document = HTML(string=with_good_breaks(html), url_fetcher=fetcher)
    return document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
