"""Line breaks as a reader wants them, in the HTML of a document on paper.

None after the first word, none inside “e-commerce”, and none around the letter that French puts between verb and pronoun.
"""

import re

SPACE_BEFORE_INLINE = re.compile(r"(?<=[^\s>]) (?=<(?:a|em|span|strong)[ >])")
ONE_LETTER_WORD = re.compile(r"(?<![\w-])([eE]-\w+|\w+-t-(?:ils?|elles?|on)\b|\w+-mêmes?\b)(?![^<>]*>)")
DRAWING = re.compile(r"(<svg\b.*?</svg>)", re.S)


def with_good_breaks(html: str) -> str:
    """Return the document with the same words, and places where a line must not or need not end marked.

    A text that fills its line but for the space before an inline element is broken after its first word by WeasyPrint 70;
    the space in an element of its own keeps it whole. A drawing holds its lines itself.
    """
    head, body, rest = html.partition("<body")
    parts = DRAWING.split(rest)
    parts[::2] = [_good_breaks(part) for part in parts[::2]]
    return head + body + "".join(parts)


def _good_breaks(html: str) -> str:
    return ONE_LETTER_WORD.sub(r'<span class="whole-word">\1</span>', SPACE_BEFORE_INLINE.sub("<span> </span>", html))
