"""What the check tells somebody who writes YAML for the first time: the line of the mistake, and what to write there."""

from pathlib import Path

import pytest
from django.conf import settings

from readiness.pack import parse_pack
from readiness.problems import Problems

QUESTION = """\
          - code: P1.1b
            kind: level
            known_by: [it]
            text:
              fr: Les écarts sont-ils notés
              en: Are differences recorded
            levels:
              - fr: Non
                en: No
              - fr: Un peu
                en: A little
              - fr: Oui
                en: Yes
          - code: P1.1c
            kind: number
            text: {fr: Combien, en: How many}
            points: [[0, 0], [9, 1]]
"""
OTHER = "          - {code: P1.1b, kind: yes_no, text: {fr: Autre ?, en: Other?}}\n"
AROUND = (Path(__file__).parent.parent / "packs" / "around.yaml").read_text(encoding="utf-8")
PACK = AROUND.replace(OTHER, QUESTION)
FIRST = PACK[: PACK.index(QUESTION)].count("\n")  # lines before the question
PLACE = "P1 > P1.1 > P1.1b > "
NO_BREAK = "\u00a0"

SPACES = "indent with spaces, not tabs or no-break spaces; after a colon, too, write a plain space"
NO_COLON = (
    "this line lacks the colon and the space after its key; where a sentence goes on, indent its second line more than its key"
)
QUOTES = 'write one " before the whole text, one " after it, and none inside it (“ ” may stand inside)'
COLON = 'put a text that holds a colon in straight quotes ("…"); a second key goes on the next line'
OPEN = "a bracket, a comma or a quote is missing in the { } or [ ] that begin here; put each text in them in quotes"
BRACKET = "a bracket here has no partner, or a text that begins with a bracket has no quotes"
LIST = 'write a list here: in brackets, such as [a, b], or in lines that begin with "- "'
TWICE = 'this key is written twice; keep one, or begin a new entry with "- "'


def indented(spaces):
    return f"this line begins after {spaces} spaces, where it does not fit; indent it exactly like its neighbours"


def read_on(line):
    return (
        f"this line is read as a part of line {FIRST + line}; indent both alike, with a colon and a space after each key "
        "(a sentence that holds a colon goes in straight quotes)"
    )


def special(character):
    return f'put this text in quotes: it begins with a character that YAML keeps for itself ("{character}")'


def found(before, after):
    """Return [(line in the question, what is told)] of the pack with this mistake in it."""
    assert QUESTION.count(before) == 1, before
    with pytest.raises(Problems) as caught:
        parse_pack(PACK.replace(QUESTION, QUESTION.replace(before, after)).encode())
    return [(problem.line - FIRST, problem.text().partition(": ")[2]) for problem in caught.value.problems]


def test_the_question_without_mistakes_is_read():
    assert [question.code for question in parse_pack(PACK.encode()).requirements["P1.1"].questions] == ["P1.1a", "P1.1b", "P1.1c"]


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ("            known_by", "             known_by", 3, read_on(2)),
        ("            text:\n", "             text:\n", 4, indented(13)),
        ("            known_by", "           known_by", 3, indented(11)),
        ("          - code: P1.1b", "        - code: P1.1b", 1, indented(8)),
        ("              - fr: Un peu", "            - fr: Un peu", 10, indented(12)),
        ("              en: Are", "             en: Are", 6, indented(13)),
        ("              en: Are", "                en: Are", 6, read_on(5)),
        ("            known_by", "\t\t\tknown_by", 3, SPACES),
        ("              fr: Les", "\tfr: Les", 5, SPACES),
        ("            known_by", NO_BREAK * 12 + "known_by", 3, SPACES),
        ("fr: Les", f"fr:{NO_BREAK}Les", 5, SPACES),
        ("- fr: Un peu", "-fr: Un peu", 10, 'write a space after the "-"'),
        ("- code: P1.1b", "-code: P1.1b", 1, 'write a space after the "-"'),
        ("kind: level", "kind level", 2, NO_COLON),
        ("kind: level", "kind:level", 2, NO_COLON),
        ("en: Are", "en Are", 6, NO_COLON),
        ("Are differences", "Are\n              differences", 7, NO_COLON),
        ("fr: Les", "fr Les", 6, read_on(5)),
        ("en: Are", "en: Now: are", 6, COLON),
        ("fr: Les", f"fr: Les{NO_BREAK}: les", 5, COLON),
        ("en: Are", "en: “Are: they”", 6, COLON),
        ("en: Are", 'en: "Are"', 6, QUOTES),
        ("Are differences recorded", '"Are "differences" recorded"', 6, QUOTES),
        ("{fr: Combien,", '{fr: "Combien" donc,', 16, QUOTES),
        ("en: Are", "en: % of", 6, special("%")),
        ("en: Are", "en: @ are", 6, special("@")),
        ("en: Are", "en: *Are*", 6, "put a text that begins with * or & in quotes"),
        ("en: Are", "en: - are", 6, 'put a text that begins with "-" in quotes; a list begins on the line after its key'),
        ("en: Are", "en: [Are]", 6, BRACKET),
        ("[9, 1]]", "[9, 1]]]", 17, BRACKET),
        ("[9, 1]]", "[9, 1]", 17, OPEN),
        ("{fr: Combien, en", "{fr: Combien en", 16, OPEN),
        ("How many}", "How many", 16, OPEN),
        ("en: Are", 'en: "\\Are"', 6, "write a backslash twice inside double quotes"),
    ],
)
def test_what_cannot_be_read_is_told_in_its_line(before, after, line, told):
    assert found(before, after) == [(line, told)]


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        (
            "kind: level",
            f"kind{NO_BREAK}: level",
            2,
            "P1 > P1.1 > P1.1b: remove the no-break space between the key and its colon",
        ),
        ("known_by: [it]", "known_by: it", 3, PLACE + "known_by: " + LIST),
        ("known_by: [it]", "known_by: [x]", 3, PLACE + 'known_by > 1: "x" is not in this pack; use one of it, legal'),
        (
            "known_by: [it]",
            "weight: [2]",
            3,
            PLACE + "weight: write a single value here, without brackets and without further lines",
        ),
        ("- fr: Un peu", "- fr:", 10, PLACE + "levels > 2 > fr: write the text here, or MISSING until it is translated"),
        (
            "- fr: Un peu\n                en",
            "- en",
            10,
            PLACE + "levels > 2: write the text in fr too, or fr: MISSING until it is translated",
        ),
        (
            "- fr: Un peu\n                en: A little",
            "- Un peu",
            10,
            PLACE + "levels > 2: write the text once for each language: fr: …, en: …",
        ),
        (
            "{fr: Combien,",
            "{fr: Combien, donc,",
            16,
            'P1 > P1.1 > P1.1c > text: write only fr, en here, found "donc"; inside { } a text that holds a comma goes in quotes',
        ),
        ("{fr: Combien,", "{fr:Combien,", 16, 'P1 > P1.1 > P1.1c > text: write a space after "fr:"'),
        (
            "known_by: [it]",
            "partly: true",
            3,
            PLACE + 'partly: the key "partly" does not belong here; see its indentation and the kind of this entry, or remove it',
        ),
        ("[9, 1]", "[9, 0,5]", 17, "P1 > P1.1 > P1.1c > points > 2: write at most 2 entries, found 3"),
        (
            "code: P1.1c",
            "code: P1.1b",
            14,
            f'P1 > P1.1 > P1.1b > code: the code "P1.1b" is used twice, first in line {FIRST + 1}; give each its own',
        ),
    ],
)
def test_what_does_not_fit_says_what_does(before, after, line, told):
    assert (line, told) in found(before, after)


def test_a_forgotten_dash_is_thought_of():
    assert (14, PLACE + "code: " + TWICE) in found("          - code: P1.1c", "            code: P1.1c")


def test_a_code_of_a_list_that_the_pack_has_not():
    pack = PACK.replace("activities: [{code: A1, name: {fr: Une, en: One}}]\n", "")
    with pytest.raises(Problems) as caught:
        parse_pack(pack.encode())
    assert [problem.message for problem in caught.value.problems] == [
        '"%(code)s" is not in this pack; list it first, or remove it'
    ]


def test_the_question_of_the_guide_lacks_only_its_last_levels():
    question = (settings.PACKS / "README.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    dre = (settings.PACKS / "dre.yaml").read_text(encoding="utf-8")
    after = "      - code: P3.3\n"
    assert after in dre
    with pytest.raises(Problems) as caught:
        parse_pack(dre.replace(after, question.replace("P3.2i", "P3.2z") + after).encode())
    assert [problem.text().partition(": ")[2] for problem in caught.value.problems] == [
        "P3 > P3.2 > P3.2z > levels: write 5 levels (1 to 5), found 3"
    ]
