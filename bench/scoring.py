"""Scoring one assessment of 120 questions, against the same weighted means in bare floats."""

import random
from fractions import Fraction

from bench.table import Row, in_turns
from readiness.scoring.answers import Answer
from readiness.scoring.assess import assess
from readiness.scoring.document import document
from readiness.scoring.framework import Framework, Kind, Lever, Method, Pillar, Question, Requirement
from readiness.scoring.scores import score

BAR_MILLISECONDS = 2


def framework() -> Framework:
    """Return 3 pillars of 4 requirements of 10 questions, and 12 levers."""
    pillars = tuple(
        Pillar(
            f"P{pillar}",
            tuple(
                Requirement(
                    f"P{pillar}.{requirement}",
                    tuple(
                        Question(f"P{pillar}.{requirement}{chr(97 + at)}", Kind.LEVEL, Fraction(1 + at % 2), essential=at == 0)
                        for at in range(10)
                    ),
                )
                for requirement in range(1, 5)
            ),
        )
        for pillar in range(1, 4)
    )
    codes = [requirement.code for pillar in pillars for requirement in pillar.requirements]
    levers = tuple(
        Lever(f"L{at}", {code: 4, codes[(at + 3) % 12]: 3}, 1 + at % 5, 6, {codes[(at + 1) % 12]: 2} if at % 3 else {})
        for at, code in enumerate(codes)
    )
    return Framework("bench", "1", Method(), pillars, levers)


def floats(given: Framework, answers: dict[str, Answer]) -> float:
    """Return the overall score as one would compute it without keeping anything."""
    pillars = []
    for pillar in given.pillars:
        requirements = []
        for requirement in pillar.requirements:
            weights = [float(question.weight) for question in requirement.questions]
            credits = [(answers[question.code].value - 1) / 4 for question in requirement.questions]
            requirements.append(sum(weight * credit for weight, credit in zip(weights, credits, strict=True)) / sum(weights))
        pillars.append(sum(requirements) / len(requirements))
    return sum(pillars) / len(pillars)


def rows() -> list[Row]:
    given = framework()
    values = random.Random(1)
    answers = {code: Answer(values.randint(1, 5)) for code in given.questions}
    bare, scores, everything, printed = in_turns(
        200,
        lambda: floats(given, answers),
        lambda: score(given, answers),
        lambda: _all(given, answers),
        lambda: document(given, answers, {}),
    )
    return [
        Row("120 questions: bare floats, nothing kept (the floor)", bare, 1),
        Row(
            "120 questions: exact scores with what explains them",
            scores,
            scores / bare,
            f"at most {BAR_MILLISECONDS} ms:",
            scores <= BAR_MILLISECONDS,
        ),
        Row("120 questions: scores, gaps, recommended levers and exact plan", everything, everything / bare),
        Row("120 questions: the whole JSON document", printed, printed / bare),
    ]


def _all(given: Framework, answers: dict[str, Answer]) -> None:
    outcome = assess(given, answers)
    outcome.gaps, outcome.recommended, outcome.plan  # noqa: B018  (worked out when asked for)
