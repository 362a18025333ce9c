"""A doubt is told in the reader's language, with numbers as they write them."""

import pytest
from django.utils import translation

from assessments.doubt_words import doubt_in_words
from readiness.scoring import Answer, Kind, Question, Reason, triage
from tests.scoring.builders import F, answers, framework, pillar, question, requirement

OF = framework(
    pillar("P1", requirement("R1", question("a", essential=True), question("b"), question("c"), Question("d", Kind.LEVEL)))
)


def told(language, reason, code="a", own="1", desk=None, earlier=None, **evidence):
    given = {"self": {code: Answer(own)}, "desk": answers(**desk or {})}
    doubts = triage(OF, given, earlier=answers(**earlier or {}), **evidence).questions[code].doubts
    with translation.override(language):
        return doubt_in_words(next(doubt for doubt in doubts if doubt.reason == reason))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Above the mean of the expert’s 2 ratings in R1, in levels: 3.5."),
        ("fr", "Au-dessus de la moyenne des 2 évaluations de l’expert dans R1, en niveaux\u00a0: 3,5."),
    ],
)
def test_a_level_is_written_as_the_reader_writes_numbers(language, sentence):
    assert told(language, Reason.FAR, desk={"b": "1/4", "c": "0"}) == sentence


def test_a_number_is_rounded_to_a_tenth_half_up():
    third = Question("z", Kind.LEVEL, credits=(F(0), F(1, 3), F(2, 3), F(1)))
    of = framework(pillar("P1", requirement("R1", third)))
    doubts = triage(of, {"self": {"z": Answer(4)}}, earlier={"z": Answer(2)}).questions["z"].doubts
    jump = next(doubt for doubt in doubts if doubt.reason is Reason.JUMP)
    assert doubt_in_words(jump) == "Higher than in the last round, in levels: 2.7."


@pytest.mark.parametrize(
    ("language", "level", "share"),
    [
        ("en", "Level 4 is claimed without evidence.", "A claim worth 75% of what can be had, without evidence."),
        ("fr", "Le niveau 4 est déclaré sans justificatif.", "Une réponse qui vaut 75\u00a0% du maximum, sans justificatif."),
    ],
)
def test_a_claim_without_evidence_says_how_high_it_is(language, level, share):
    assert told(language, Reason.NO_EVIDENCE, "d", 4) == level
    assert told(language, Reason.NO_EVIDENCE, own="3/4") == share
