"""Rules of answers that do not go together: how a pack writes them, what is refused, and that those of our packs can hold."""

from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from assessments.beside import to_see_on_site
from readiness.answers_file import parse_answers
from readiness.pack import parse_pack, read_pack
from readiness.pack.numbers import scoring_framework
from readiness.problems import Problems
from readiness.scoring import Answer, Condition, Contradiction, Framework, Kind, contradictions, score
from readiness.scoring.contradictions import holds

KINDS = (Path(__file__).parent.parent / "packs" / "kinds.yaml").read_text(encoding="utf-8")
RULE = """\
contradictions:
  - code: X1
    when:
      R1a: {at_least: 2, at_most: 2}
      R1b: {any_of: [no, partly]}
      R1c: {none_of: [monthly], credit_at_most: 1/2}
      R1d: {any_of: [none, post]}
      R2a: {at_most: 12.5}
    text: {en: These do not go together., fr: Cela ne va pas ensemble.}
    ask: {en: Which one is right?, fr: Laquelle est juste ?}
"""
PACK = parse_pack((KINDS + RULE).encode())
PLACE = "contradictions > X1 > when"


def problems(before, after, language="en"):
    assert RULE.count(before) == 1, before
    with pytest.raises(Problems) as caught:
        parse_pack((KINDS + RULE.replace(before, after)).encode())
    with translation.override(language):
        return [problem.text(translation.gettext).partition(": ")[2] for problem in caught.value.problems]


def test_a_rule_says_what_each_kind_of_answer_has_to_be():
    assert scoring_framework(PACK).contradictions == (
        Contradiction(
            "X1",
            (
                Condition("R1a", at_least=2, at_most=2),
                Condition("R1b", any_of=("no", "partly")),
                Condition("R1c", none_of=("monthly",), credit_at_most=scoring_framework(PACK).method.edges[1]),
                Condition("R1d", any_of=("none", "post")),
                Condition("R2a", at_most=12.5),
            ),
        ),
    )
    assert PACK.contradictions_by_code["X1"].ask["en"] == "Which one is right?"


def test_a_pack_without_rules_scores_as_one_with_them():
    without = parse_pack(KINDS.encode())
    given = {"R1a": Answer(2), "R1b": Answer("no"), "R1c": Answer("never"), "R1d": Answer(["none"]), "R2a": Answer("12")}
    assert without.contradictions == []
    plain, ruled = scoring_framework(without), scoring_framework(PACK)
    assert [rule.code for rule in contradictions(ruled, given)] == ["X1"]
    assert contradictions(plain, given) == ()
    assert score(plain, given).requirements == score(ruled, given).requirements


OF_LEVEL = "R1a > any_of: for a question of the kind level write at_least, at_most, credit_at_least, credit_at_most"
OF_CHECKLIST = "R1d > at_least: for a question of the kind checklist write any_of, none_of, credit_at_least, credit_at_most"
NOTHING = "R1a: write what the answer has to be: at_least, at_most, credit_at_least, credit_at_most, any_of, none_of"
NO_ANSWER = "n’est pas une réponse à cette question ; utilisez l’un de ceux-ci"
TOLD = [
    ("R1a:", "R9a:", 'R9a: "R9a" is not in this pack; did you mean "R2a"?', "« R9a » n’est pas dans ce pack"),
    (
        "{at_least: 2, at_most: 2}",
        "{at_least: 1}",
        "R1a > at_least: write a level from 2 to 3, found 1",
        "un niveau de 2 à 3 ; trouvé : 1",
    ),
    (
        "{at_least: 2, at_most: 2}",
        "{at_most: 3}",
        "R1a > at_most: write a level from 1 to 2, found 3",
        "un niveau de 1 à 2 ; trouvé : 3",
    ),
    (
        "{at_least: 2, at_most: 2}",
        "{at_least: 2.5}",
        "R1a > at_least: write a level from 2 to 3, found 5/2",
        "de 2 à 3 ; trouvé : 5/2",
    ),
    ("{at_least: 2, at_most: 2}", "{}", NOTHING, "écrivez ce que la réponse doit être : at_least"),
    ("{at_least: 2, at_most: 2}", "{any_of: [yes]}", OF_LEVEL, "pour une question de sorte level, écrivez at_least"),
    ("{any_of: [none, post]}", "{at_least: 1}", OF_CHECKLIST, "pour une question de sorte checklist, écrivez any_of"),
    (
        "[no, partly]",
        "[no, maybe]",
        'R1b > any_of > 2: "maybe" is no answer to this question; use one of no, partly, yes',
        f"« maybe » {NO_ANSWER} : no, partly, yes",
    ),
    (
        "[monthly]",
        "[none]",
        'R1c > none_of > 1: "none" is no answer to this question; use one of monthly, never',
        f"« none » {NO_ANSWER} : monthly, never",
    ),
    ("[none, post]", "[]", "R1d > any_of: write at least 1 entries, found 0", "trouvé : 0"),
    ("most: 1/2", "most: 2", "R1c > credit_at_most: write a credit from 0 to 1, found 2", "un crédit de 0 à 1 ; trouvé : 2"),
    (
        "{at_most: 12.5}",
        "{at_least: 13, at_most: 12.5}",
        "R2a > at_most: write a limit that is not below at_least",
        "écrivez une limite qui ne soit pas inférieure à at_least",
    ),
    ("12.5", "few", 'R2a > at_most: write an exact number such as 3, 0.75 or 3/4, found "few"', "écrivez un nombre exact"),
    (
        "R2a: {at_most: 12.5}",
        "R2b: {any_of: [x]}",
        "R2b: name only scored questions here, not text or date",
        "ne nommez ici que des questions notées, ni text ni date",
    ),
    (
        "at_most: 12.5",
        "at_mots: 12.5",
        'R2a > at_mots: the key "at_mots" is not known here; did you mean "at_most"?',
        "vouliez-vous écrire « at_most »",
    ),
]


@pytest.mark.parametrize(("before", "after", "english", "french"), TOLD)
def test_what_is_wrong_says_what_to_write(before, after, english, french):
    assert f"{PLACE} > {english}" in problems(before, after)
    assert any(french in told.replace("\u00a0", " ") for told in problems(before, after, "fr"))


def test_one_answer_alone_contradicts_nothing():
    first, last = RULE.index("      R1b"), RULE.index("    text:")
    assert problems(RULE[first:last], "") == [f"{PLACE}: write at least 2 entries, found 1"]


def test_partly_only_where_it_is_offered():
    with pytest.raises(Problems, match="use one of no, yes"):
        parse_pack((KINDS.replace("            partly: true\n", "") + RULE).encode())


def test_two_rules_have_two_codes():
    again = RULE + RULE.partition("contradictions:\n")[2]
    with pytest.raises(Problems, match='the code "X1" is used twice'):
        parse_pack((KINDS + again).encode())


def test_a_shorter_reading_keeps_the_rules_and_asks_less():
    pack = read_pack(settings.PACKS / "dre.yaml")
    short = scoring_framework(pack.read_as(pack.readings[0].code))
    assert short.contradictions == scoring_framework(pack).contradictions
    outside = [rule for rule in short.contradictions if not set(rule.questions) <= set(short.questions)]
    assert outside
    given = {code: Answer(1) for code, question in scoring_framework(pack).questions.items() if question.kind is Kind.LEVEL}
    assert not set(contradictions(short, given)) & set(outside)


# The rules of our own packs

PACKS = {path.stem: read_pack(path) for path in sorted(settings.PACKS.glob("*.yaml"))}
RULES = [(name, rule.code) for name, pack in PACKS.items() for rule in pack.contradictions]


def choices(question):
    """Return answers that try out all a condition can tell apart: every choice, every set of options, numbers in steps."""
    match question.kind:
        case Kind.LEVEL:
            return list(range(1, len(question.credits) + 1))
        case Kind.YES_NO:
            return ["yes", "partly", "no"] if question.partly else ["yes", "no"]
        case Kind.CHOICE:
            return list(question.options)
        case Kind.CHECKLIST:
            sets = [list(some) for size in (1, 2, 3, 4) for some in combinations(question.options, size)]
            return [["none"], *sets, list(question.options)]
        case _:
            low, high = question.minimum or 0, question.maximum or 100
            return [str(number) for number in range(int(low), int(high) + 1)]


def answers_that(framework: Framework, condition, fulfil=True):
    tried = choices(framework.questions[condition.question])
    return [value for value in tried if holds(framework, condition, {condition.question: Answer(value)}) is fulfil]


def test_there_are_rules_across_pillars():
    dre = PACKS["dre"]
    pillar_of = scoring_framework(dre).pillar_of
    requirement_of = scoring_framework(dre).requirement_of
    across = [rule for rule in dre.contradictions if len({pillar_of[requirement_of[code]] for code in rule.when}) > 1]
    assert (15 <= len(dre.contradictions) <= 35, len(across) >= 8) == (True, True)


@pytest.mark.parametrize(("name", "code"), RULES)
def test_each_rule_can_hold_and_each_of_its_conditions_matters(name, code):
    framework = scoring_framework(PACKS[name])
    rule = next(each for each in framework.contradictions if each.code == code)
    holding = {each.question: Answer(answers_that(framework, each)[0]) for each in rule.conditions}
    assert rule in contradictions(framework, holding)
    for each in rule.conditions:
        other = Answer(answers_that(framework, each, fulfil=False)[0])
        assert rule not in contradictions(framework, holding | {each.question: other})
        assert rule not in contradictions(framework, holding | {each.question: Answer(not_applicable=True)})


@pytest.mark.parametrize(("name", "code"), RULES)
def test_what_is_not_ticked_counts_only_below_the_best_credit(name, code):
    """Where four of six boxes are enough, the other two say nothing."""
    framework = scoring_framework(PACKS[name])
    rule = next(each for each in framework.contradictions if each.code == code)
    for each in rule.conditions:
        question = framework.questions[each.question]
        if question.kind is Kind.CHECKLIST and each.none_of and sum(question.options.values()) > framework.method.best_credit:
            assert each.credit_at_most is not None and each.credit_at_most < framework.method.best_credit


@pytest.mark.parametrize("example", ["advanced", "starting"])
def test_the_examples_do_not_contradict_themselves(example):
    answers = parse_answers((settings.BASE_DIR / f"docs/examples/{example}.json").read_bytes(), PACKS["dre"])
    assert contradictions(scoring_framework(PACKS["dre"]), answers.answers) == ()


def test_every_essential_question_of_dre_says_what_to_look_at_on_the_spot():
    questions = PACKS["dre"].questions
    assert [code for code, question in questions.items() if question.essential and not question.ask_on_site] == []
    assert all(
        len(question.ask_on_site[language]) < 180
        for question in questions.values()
        if question.ask_on_site
        for language in ("fr", "en")
    )


def test_without_words_of_its_own_the_evidence_of_the_claim_is_asked_for():
    essential, other = PACKS["dre"].questions["F2a"], PACKS["dre"].questions["F2c"]
    assert to_see_on_site(essential, "en", 3).ask.text.startswith("Open the adopted roadmap")
    assert to_see_on_site(essential, "fr", 3).proofs == []
    assert to_see_on_site(other, "en", 3).ask is None
    assert [proof.level for proof in to_see_on_site(other, "en", 3).proofs] == [
        level for level in (2, 3) if str(level) in other.evidence_from
    ]
