"""An answers file is read exactly, and a bad one is told everything at once, without a traceback."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from readiness.answers import Piece, Response
from readiness.answers_file import parse_answers
from readiness.pack import parse_pack, read_pack
from readiness.problems import Problems

PACKS = Path(__file__).parent.parent / "packs"
PACK = read_pack(PACKS / "worked.yaml")
KINDS = parse_pack(
    (PACKS / "worked.yaml")
    .read_text(encoding="utf-8")
    .replace(
        "          - {code: P2.1g,",
        """          - {code: list, kind: checklist, text: {fr: l, en: l}, options: [
            {code: x, credit: 1/2, text: {fr: x, en: x}}, {code: y, credit: 1/4, text: {fr: y, en: y}}]}
          - {code: share, kind: number, text: {fr: s, en: s}, points: [[0, 0], [100, 1]], minimum: 0, maximum: 100}
          - {code: words, kind: text, text: {fr: w, en: w}}
          - {code: day, kind: date, text: {fr: d, en: d}}
          - {code: P2.1g,""",
    )
    .encode()
)
WORKED = json.loads((PACKS / "worked.json").read_bytes())


def problems(raw, pack=PACK):
    raw = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    with pytest.raises(Problems) as caught:
        parse_answers(raw, pack)
    return [problem.text() for problem in caught.value.problems]


def with_answers(**answers):
    return {**WORKED, "answers": answers}


def test_a_good_file_is_read():
    found = parse_answers((PACKS / "worked.json").read_bytes(), PACK)
    assert (found.operator, str(found.date), found.cycle) == ("Exemple", "2026-11-20", "")
    assert found.responses["P1.1a"] == Response(4, None, "Remarque a", (Piece("Pièce 1"),))
    assert found.responses["P1.2e"] == Response(None, "Sans objet ici")
    assert found.targets == {"P1.1": 3, "P1.2": 4, "P2.1": 5}


def test_null_and_a_remark_alone_are_unanswered():
    raw = {**WORKED, "answers": {"P1.1a": {"value": None}, "P1.1b": {"remark": "later"}}}
    assert parse_answers(json.dumps(raw).encode(), PACK).answers == {}


def test_numbers_are_exact_with_comma_or_point():
    for written in ("12.1", '"12,1"', '"12.1"'):
        raw = b'{"operator": "x", "date": "2026-11-20", "answers": {"share": {"value": %s}}}' % written.encode()
        answers = parse_answers(raw, KINDS)
        from readiness.pack.numbers import scoring_framework
        from readiness.scoring.scores import score

        assert score(scoring_framework(KINDS), answers.answers).questions["share"].credit == Fraction(121, 1000)


def test_a_target_may_be_an_exact_score():
    raw = json.dumps({**WORKED, "targets": {"P1.1": {"score": "3/5"}, "P1.2": {"score": "0,5"}}}).encode()
    assert parse_answers(raw, PACK).targets == {"P1.1": Fraction(3, 5), "P1.2": Fraction(1, 2)}


def test_everything_wrong_is_told_at_once():
    raw = {
        "operator": " ",
        "date": "20/11/2026",
        "anwsers": {},
        "answers": {
            "P1.1x": {"value": 3},
            "P1.1a": {"value": 6},
            "P1.1b": {"value": True},
            "P1.1c": {"value": "oui"},
            "P1.2d": {"not_applicable": "why"},
            "P1.2e": {"not_applicable": " "},
            "P2.1f": {"value": "yes", "remarks": "x", "evidence": "letter"},
            "P2.1g": 3,
        },
        "targets": {"P9": 3, "P1.1": 6},
    }
    assert problems(raw) == [
        'anwsers: "anwsers" is not known here; did you mean "answers"?',
        "operator: write something here; it may not be empty",
        "date: write a date as year-month-day, such as 2026-11-20",
        'answers > P1.1x: "P1.1x" is not known here; did you mean "P1.1c"?',
        "answers > P1.1a > value: write a whole number from 1 to 5, found 6",
        "answers > P1.1b > value: write a whole number from 1 to 5, found true",
        'answers > P1.1c > value: write one of yes, no, found "oui"',
        "answers > P1.2d > not_applicable: this question always applies; give a value or leave it unanswered",
        "answers > P1.2e > not_applicable: write something here; it may not be empty",
        'answers > P2.1f > remarks: "remarks" is not known here; did you mean "remark"?',
        'answers > P2.1f > evidence: write a list of texts: ["…", "…"]',
        'answers > P2.1g: write an object: {"value": …} or {"not_applicable": "why"}',
        'targets > P9: "P9" is not known here; remove it',
        'targets > P1.1: write a level from 1 to 5, or {"score": "3/5"}',
    ]


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("NaN", "found NaN"),
        ("Infinity", "found Infinity"),
        ("-Infinity", "found -Infinity"),
        ("1e400", "30 digits"),
        ("1e9999999999999999999", "60 digits"),
        ("1" * 5000, "60 digits"),
        ("0." + "1" * 100, "60 digits"),
        ("101", "from 0 to 100"),
        ('"douze"', "write a number"),
        ('"1e3"', "write a number"),
        ("true", "write a number"),
        ("[1]", "write a number"),
        ('"\\u0000"', "U+0000"),
    ],
)
def test_numbers_that_are_none(value, part):
    raw = b'{"operator": "x", "date": "2026-11-20", "answers": {"share": {"value": %s}}}' % value.encode()
    found = problems(raw, KINDS)
    assert len(found) == 1
    assert found[0].startswith("answers > share > value: ")
    assert part in found[0]


@pytest.mark.parametrize("value", [[], ["none", "x"], ["x", "x"], ["z"], "x", [1], [["x"]]])
def test_checklists_that_are_none(value):
    assert len(problems(with_answers(list={"value": value}), KINDS)) == 1


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "1: this is not JSON: a value is missing or not in quotes at column 1"),
        (b'{"operator": "caf\xe9"}', "1: this line is not UTF-8 text; save the file as UTF-8"),
        (b"[1]", 'write an object: {"operator": …, "date": …, "answers": {…}}'),
        (b"[" * 100_000, "values are nested too deeply; an answers file needs five levels"),
        (b'{"a":' * 50_000, "values are nested too deeply; an answers file needs five levels"),
        (b"NaN", 'write an object: {"operator": …, "date": …, "answers": {…}}'),
    ],
)
def test_what_cannot_be_read_says_why(raw, expected):
    assert problems(raw) == [expected]


def test_a_key_written_twice_is_refused_everywhere():
    raw = (
        b'{"operator": "x", "operator": "y", "date": "2026-11-20", "answers": '
        b'{"P1.1a": {"value": 1, "value": 2}, "P1.1b": {"value": 1}, "P1.1b": {"value": 2}}, "targets": {"P1.1": 3, "P1.1": 4}}'
    )
    assert problems(raw) == [
        "operator: this key is written twice; keep one",
        "answers > P1.1a > value: this key is written twice; keep one",
        "answers > P1.1b: this key is written twice; keep one",
        "targets > P1.1: this key is written twice; keep one",
    ]


@pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "\\u001b[31m", "\\uffff"])
def test_characters_that_cannot_be_printed_are_refused(text):
    raw = b'{"operator": "x", "date": "2026-11-20", "answers": {"P1.1a": {"remark": "a%s"}}}' % text.encode()
    assert [problem.split(":")[0] for problem in problems(raw)] == ["answers > P1.1a > remark"]


def test_too_long_a_remark_says_how_long_it_may_be():
    assert problems(with_answers(**{"P1.1a": {"remark": "x" * 20_001}})) == [
        "answers > P1.1a > remark: write at most 20000 characters, found 20001"
    ]


def test_a_file_that_is_wrong_all_over_ends_soon():
    raw = {**WORKED, "answers": {f"Q{number}": {"value": 1} for number in range(400_000)}}
    found = problems(raw)
    assert len(found) == 201
    assert found[-1] == "there are more problems than these; mend them and try again"


def test_what_was_written_cannot_forge_a_line():
    found = problems({**WORKED, "answers": {"P1\n\x1b[31mx": {"value": 1}}})
    assert found == ['answers > P1\\u000a\\u001b[31mx: "P1\\u000a\\u001b[31mx" is not known here; remove it']


# Causes of gaps and ways of levers

AROUND = parse_pack((PACKS / "around.yaml").read_bytes())


def chosen(**given):
    return {"operator": "x", "date": "2026-11-20", "answers": {}} | given


def test_causes_and_ways_are_read_in_the_packs_order():
    raw = chosen(causes={"P1.1": ["rules", "money"], "P1.2": []}, ways={"L1": "together"})
    found = parse_answers(json.dumps(raw).encode(), AROUND)
    assert found.causes == {"P1.1": ("money", "rules")}
    assert found.ways == {"L1": "together"}


def test_causes_and_ways_that_are_none_say_which_there_are():
    raw = chosen(
        causes={"P9": ["money"], "P1.1": ["mony", "money", "money", 3], "P1.2": "money"},
        ways={"L1": "alon", "L2": "alone", "L9": "alone"},
    )
    assert problems(raw, AROUND) == [
        'causes > P9: "P9" is not known here; remove it',
        'causes > P1.1 > 1: write one of money, rules, found "mony"',
        "causes > P1.1 > 3: name each root cause once",
        "causes > P1.1 > 4: write one of money, rules, found 3",
        'causes > P1.2: write a list of root causes: ["code", "code"]',
        'ways > L1: write one of alone, together, found "alon"',
        "ways > L2: this lever offers no choice of ways; remove it",
        'ways > L9: "L9" is not known here; remove it',
    ]


def test_a_pack_without_root_causes_takes_none():
    assert problems(chosen(causes={"P1.1": ["money"]})) == [
        "causes > P1.1 > 1: this framework has no closed list for this; remove it"
    ]


def test_a_piece_of_evidence_may_carry_its_date_and_language():
    def read(*pieces):
        given = {"operator": "Post", "date": "2026-11-20", "answers": {"P1.1a": {"value": 3, "evidence": pieces}}}
        return parse_answers(json.dumps(given).encode(), PACK).responses["P1.1a"].evidence

    assert read("Law", {"text": "Plan", "date": "2024-03", "language": "fr"}) == (Piece("Law"), Piece("Plan", "2024-03", "fr"))
    with pytest.raises(Problems) as told:
        read({"text": "Plan", "date": "March 2024", "language": "français", "title": "x"}, {"date": 2024})
    assert [problem.text() for problem in told.value.problems] == [
        'answers > P1.1a > evidence > 1 > title: "title" is not known here; remove it',
        "answers > P1.1a > evidence > 1 > date: write a date, a month or a year, such as 2026-11-20, 2026-11 or 2026",
        'answers > P1.1a > evidence > 1 > language: write one of fr, en, ar, es, pt, ru, zh, other, found "français"',
        "answers > P1.1a > evidence > 2 > date: write a date, a month or a year, such as 2026-11-20, 2026-11 or 2026",
        "answers > P1.1a > evidence > 2 > text: write a text in quotes",
    ]
