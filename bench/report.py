"""The demonstration's PDF from answers to file, against WeasyPrint alone on the same HTML."""

from pathlib import Path

from bench.table import Row, in_turns

BAR = 1.15
ROOT = Path(__file__).parent.parent


def rows() -> list[Row]:
    from weasyprint import CSS, HTML

    from assessments.printing.pdf import SHARED_STYLE
    from assessments.report.case import Case
    from assessments.report.document import STYLE, report_html, report_pdf
    from readiness.answers_file import parse_answers
    from readiness.pack import read_pack

    pack = read_pack(ROOT / "readiness/packs/dre.yaml")
    answers = parse_answers((ROOT / "docs/examples/demo.json").read_bytes(), pack)
    html = report_html(Case(pack, answers, "fr"))
    report_pdf(Case(pack, answers, "fr"))  # the process that children are forked from is warm, as in the worker

    told, alone, whole = in_turns(
        5,
        lambda: report_html(Case(pack, answers, "fr")),
        lambda: HTML(string=html).write_pdf(stylesheets=[CSS(string=SHARED_STYLE + STYLE)], pdf_variant="pdf/ua-1"),
        lambda: report_pdf(Case(pack, answers, "fr")),
    )
    return [
        Row("report: contents and HTML from answers", told, told / alone),
        Row("report: WeasyPrint alone on that HTML (the floor)", alone, 1),
        Row("report: from answers to PDF in a limited process", whole, whole / alone, f"at most {BAR}:", whole / alone <= BAR),
    ]
