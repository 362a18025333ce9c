"""How a paper questionnaire is filled in: only what concerns the questions on it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assessments.questionnaire.paper_sheet import PaperSheet


def how_to_fill(sheets: Iterable[PaperSheet], has_words: bool) -> list[str]:
    """Return one sentence or two per way of answering, then what the marks mean and what becomes of the paper."""
    sheets = list(sheets)
    kinds = {sheet.kind for sheet in sheets}
    ways = [
        (
            "level" in kinds,
            _("Numbered boxes are levels: tick the one sentence that describes today. Between two, take the lower."),
        ),
        (
            any(getattr(sheet.question, "continues", ()) for sheet in sheets),
            _("A sentence that goes on from the one above it (“In addition”) holds only where that one is true as well."),
        ),
        (kinds & {"yes_no", "choice"}, _("Boxes without numbers: tick one answer.")),
        ("checklist" in kinds, _("Where it says “tick all that apply”: several boxes, or “None of these”.")),
        ("number" in kinds, _("Numbers: write the figure on the line; the unit stands beside it.")),
        (
            any(sheet.question.not_applicable for sheet in sheets),
            _("“Does not apply” is offered where that may be so. Write the reason beside it."),
        ),
        (
            any(sheet.question.essential for sheet in sheets),
            _("A question marked “essential” decides whether the requirement can be met."),
        ),
        (
            any(sheet.question.on_site for sheet in sheets),
            _("“Looked at during the visit” means that the visitors will ask to see it."),
        ),
        (True, _("Evidence: write down the document and its page, the link, or what can be shown on site.")),
        (has_words, _("Underlined words are explained at the end.")),
        (True, _("A question without an answer stays open; it can be answered later, in any order.")),
        (True, _("Afterwards somebody types the answers into Levier: only what is entered there counts.")),
    ]
    return [sentence for concerns, sentence in ways if concerns]
