"""A pack is read without changing a value, and every problem comes at once, with its line and what to do."""

from fractions import Fraction
from pathlib import Path

import pytest

from readiness.pack import Pack, parse_pack, read_pack, wording
from readiness.problems import Problems

PACKS = Path(__file__).parent.parent / "packs"
WORKED = (PACKS / "worked.yaml").read_text(encoding="utf-8")


def problems(text):
    with pytest.raises(Problems) as caught:
        parse_pack(text.encode() if isinstance(text, str) else text)
    return [problem.text() for problem in caught.value.problems]


def changed(*pairs):
    text = WORKED
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def test_a_good_pack_is_read():
    pack = read_pack(PACKS / "worked.yaml")
    assert isinstance(pack, Pack)
    assert list(pack.questions) == ["P1.1a", "P1.1b", "P1.1c", "P1.2d", "P1.2e", "P2.1f", "P2.1g"]
    assert pack.requirements["P1.1"].weight == 2


def test_no_scalar_changes_meaning():
    pack = parse_pack(changed(('edition: "1"', "edition: 1.10"), ("{fr: c, en: c}", "{fr: no, en: 012}")).encode())
    assert pack.framework.edition == "1.10"
    assert pack.questions["P1.1c"].text == {"fr": "no", "en": "012"}


def test_twelve_faults_are_listed_at_once():
    text = changed(
        ("minimum_level: 3", "minimum_level: 9\n  minimum_levl: 3"),
        ("{fr: b, en: b}", "{fr: b}"),
        ("kind: yes_no, partly: true", "kind: yesno"),
        ("{from: 0.2,", "{from: x,"),
        (', {fr: "5", en: "5"}]', "]"),
        ("P1.1: 4", "P1.9: 7"),
        ("effort: 2", "effort: 7"),
        ("code: P1.2d", "code: P1.2e"),
        ("weight: 3,", "weight: 3, weight: 4, gidance: {fr: x, en: z},"),
    )
    assert problems(text) == [
        '11: method > levels > 2 > from: write an exact number such as 3, 0.75 or 3/4, found "x"',
        "15: method > minimum_level: write a level from 2 to 5",
        '16: method > minimum_levl: the key "minimum_levl" is not known here; did you mean "minimum_level"?',
        "25: P1 > P1.1 > P1.1a > levels: write 5 levels (1 to 5), found 4",
        "26: P1 > P1.1 > P1.1b > text: write the text in en too, or en: MISSING until it is translated",
        '31: P1 > P1.2 > P1.2e > kind: write one of checklist, choice, date, level, number, text, yes_no, found "yesno"',
        '32: P1 > P1.2 > P1.2e > code: the code "P1.2e" is used twice, first in line 31; give each its own',
        '39: P2 > P2.1 > P2.1f > weight: this key is written twice; keep one, or begin a new entry with "- "',
        '39: P2 > P2.1 > P2.1f > gidance: the key "gidance" is not known here; did you mean "guidance"?',
        '42: L1 > raises > P1.9: "P1.9" is not in this pack; did you mean "P1.2"?',
        "42: L1 > raises > P1.9: write a level from 2 to 5, found 7",
        "44: L3 > effort: write a number of 5 or less",
    ]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (
            "minimum_level: 3",
            "minimum_level: &a 3",
            "15: method > minimum_level: remove the anchor (&a); write every value where it belongs",
        ),
        (
            "minimum_level: 3",
            "minimum_level: !!int 3",
            "15: method > minimum_level: remove the tag (tag:yaml.org,2002:int); values need no type",
        ),
        ("minimum_level: 3", "minimum_level:", "15: method > minimum_level: write something here, or remove the key"),
        ("minimum_level: 3", "minimum_level: 3\n  pillar: sum\n  requirement: median", None),
        ("essential: true", "essential: yes", '25: P1 > P1.1 > P1.1b > essential: write true or false, found "yes"'),
        ("weight: 2, essential", "weight: 0, essential", "25: P1 > P1.1 > P1.1b > weight: write a number above 0"),
        ("needs: {P1.1: 3}", "needs: {P1.1: 0}", "43: L3 > needs > P1.1: write a level from 1 to 5, found 0"),
        (
            "raises: {P1.2: 4}",
            "raises: {}",
            "43: L3 > raises: name at least one requirement that the lever raises, with its level",
        ),
        ("    requirements:\n      - code: P2.1", "    requirement:\n      - code: P2.1", None),
        ("languages: [fr, en]", "languages: [fr, en, DE]", None),
    ],
)
def test_one_fault_says_what_to_do(before, after, problem):
    found = problems(changed((before, after)))
    assert problem in found if problem else found


def test_an_alias_is_refused_and_never_expanded():
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + at)}: &{chr(98 + at)} [*{chr(97 + at)}, *{chr(97 + at)}]\n" for at in range(20))
    assert any("instead of an alias" in problem for problem in problems(bomb))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"\xff\xfe", "1: this line is not UTF-8 text; save the file as UTF-8"),
        (b"framework: caf\xe9", "1: this line is not UTF-8 text; save the file as UTF-8"),
        (b"a: b\n\x00", "2: a character here is not allowed in a text file; remove it"),
        (b"", "write exactly one document in the file"),
        (b"- a", "1: write the pack as keys and values: framework, method, pillars …"),
        (
            b"a: [",
            "1: a bracket, a comma or a quote is missing in the { } or [ ] that begin here; put each text in them in quotes",
        ),
        (b"x" * (2**20 + 1), "the file has 1048577 bytes; keep a pack below 1048576 bytes"),
    ],
)
def test_what_cannot_be_read_says_why(raw, expected):
    assert problems(raw) == [expected]


def test_deep_nesting_ends_in_a_message():
    assert problems("a: " + "[" * 200 + "]" * 200) == ["1: values are nested too deeply; write at most 20 levels"]
    assert any("nested" in problem or "depth" in problem for problem in problems("[" * 100_000))


def test_a_marked_missing_translation_falls_back_and_says_its_language():
    pack = parse_pack(changed(("{fr: Pilier un, en: Pillar one}", "{fr: Pilier un, en: MISSING}")).encode())
    assert wording(pack.pillars[0].name, "en") == ("Pilier un", "fr")


def test_a_pack_without_report_has_one_part_with_everything():
    parts = read_pack(PACKS / "worked.yaml").report_parts
    assert [part.sections for part in parts] == [["requirements", "gaps", "levers", "plan"]]


def test_flat_mean_needs_weighted_requirements():
    text = changed(("minimum_level: 3", "minimum_level: 3\n  requirement: sum\n  overall: flat_mean"))
    assert problems(text) == ["17: method > overall: flat_mean goes only with requirement: weighted_mean"]


def test_default_credits_are_equal_steps():
    from readiness.pack.numbers import scoring_framework

    credits = scoring_framework(read_pack(PACKS / "worked.yaml")).questions["P1.1a"].credits
    assert credits == (0, Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), 1)


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ("minimum_level: 3", "minimum_level: ٣", '15: method > minimum_level: write a whole number, found "٣"'),
        ("languages: [fr, en]", "languages: [fr, en, en]", "4: framework > languages: name each language once"),
        ("{from: 0, ", "{from: 0.1, ", "10: method > levels > 1 > from: write 0: level 1 begins with the lowest score"),
        (
            "minimum_level: 3",
            "minimum_level: 3\n  essential_credit: 2",
            "16: method > essential_credit: write a credit from 0 to 1, found 2",
        ),
        (
            "{fr: c, en: c}",
            '{fr: c, en: "c\\0"}',
            "26: P1 > P1.1 > P1.1c > text > en: remove the character U+0000, which cannot be shown or printed",
        ),
    ],
)
def test_lenient_readings_are_refused(before, after, problem):
    assert problem in problems(changed((before, after)))


def test_yes_no_goes_only_with_a_best_credit_of_one():
    found = problems(changed(("minimum_level: 3", "minimum_level: 3\n  best_credit: 5")))
    assert "27: P1 > P1.1 > P1.1c > kind: write a choice question with its credits; yes_no goes only with best_credit: 1" in found


def test_a_pack_that_is_wrong_all_over_ends_soon():
    found = problems(WORKED + "".join(f"key{number}: x\n" for number in range(50_000)))
    assert len(found) == 201
    assert found[-1] == "there are more problems than these; mend them and try again"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("a:\n\tb: c", "indent with spaces, not tabs"),
        ("a: b: c", "put a text that holds a colon in straight quotes"),
        ('a: "b', "no closing quote"),
        ("a: [b", "a bracket, a comma or a quote is missing"),
    ],
)
def test_yaml_faults_say_what_to_do(text, part):
    assert part in problems(text)[0]


def test_one_question_is_the_one_of_the_whole_framework():
    from readiness.pack.numbers import scoring_framework, scoring_question

    pack = read_pack(PACKS / "kinds.yaml")
    whole = scoring_framework(pack)
    for code, question in whole.questions.items():
        assert scoring_question(pack, code) == (question, whole.method)
