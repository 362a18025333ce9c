"""A case to a finished PDF: contents, template, rendering; needs no database."""

from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import override

from assessments.printing.pdf import render
from assessments.report.case import Case
from assessments.report.contents import contents

STYLE = (Path(__file__).parent / "print.css").read_text(encoding="utf-8")


def report_html(case: Case) -> str:
    """Return the whole report as one HTML document, in the case's language."""
    with override(case.language):
        return render_to_string("report/report.html", {"report": contents(case)})


def report_pdf(case: Case) -> bytes:
    """Return the report as a PDF; raises RenderingFailed. The same case gives the same bytes."""
    return render(report_html(case), STYLE)
