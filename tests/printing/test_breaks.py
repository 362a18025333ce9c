"""Where lines end on paper: never after the first word of a text that would fit, never inside “e-commerce”."""

import pytest
from weasyprint import CSS, HTML

from assessments.printing.breaks import with_good_breaks

QUESTION = 'Has the mobile service been put through a <a href="#x">security test</a>? <span>essential</span>'
WIDTHS = [60 + tenth / 10 for tenth in range(0, 60, 2)]


def page(body, head=""):
    return f"<html><head>{head}</head><body>{body}</body></html>"


def lines(html, width, style=""):
    """Return the lines of the first page, in a column of so many millimetres."""
    sheet = CSS(string=f'@page {{ margin: 10mm }} body {{ font: 9pt "Noto Sans"; width: {width}mm }}' + style)
    found = []

    def walk(box):
        if type(box).__name__ == "LineBox":
            found.append("".join(part.text for part in box.descendants() if hasattr(part, "text")))
        else:
            for child in getattr(box, "children", ()):
                walk(child)

    walk(HTML(string=html).render(stylesheets=[sheet]).pages[0]._page_box)
    return found


def test_a_text_before_a_link_is_not_broken_after_its_first_word():
    as_it_is = [lines(page(QUESTION), width)[0] for width in WIDTHS]
    assert "Has" in as_it_is, "WeasyPrint has mended this: the space needs an element of its own no longer"
    mended = [lines(with_good_breaks(page(QUESTION)), width)[0] for width in WIDTHS]
    assert min(len(line) for line in mended) > 25


def test_e_commerce_stays_on_one_line():
    style = ".whole-word { white-space: nowrap }"
    text = page("Sales of e-commerce items")
    assert any(line.rstrip().endswith("e-") for width in range(15, 40) for line in lines(text, width, style))
    whole = with_good_breaks(text)
    assert not any(line.rstrip().endswith("e-") for width in range(20, 40) for line in lines(whole, width, style))


@pytest.mark.parametrize("word", ["examine-t-elle", "a-t-il", "lui-même"])
def test_a_verb_and_its_pronoun_stay_on_one_line(word):
    assert with_good_breaks(page(f"Cela, {word} ?")) == page(f'Cela, <span class="whole-word">{word}</span> ?')


@pytest.mark.parametrize(
    "kept",
    [
        page("Nothing to mend."),
        page('<a href="/e-commerce/">x</a>'),
        page("<svg><text>e-commerce <tspan>x</tspan></text></svg>"),
        page("x", head='<title>On e-commerce <span></title><meta name="description" content="e-commerce">'),
        page("Is-e-commerce and re-made"),
    ],
)
def test_attributes_drawings_and_the_head_stay_as_they_are(kept):
    assert with_good_breaks(kept) == kept


def test_no_word_changes():
    import re

    found = with_good_breaks(page(f"<p>{QUESTION} E-commerce &amp; <em>e-government</em></p>"))
    plain = re.sub("<[^>]*>", "", found)
    assert plain == "Has the mobile service been put through a security test? essential E-commerce &amp; e-government"
