"""Small frameworks for the scoring tests, and the worked example of the method."""

from fractions import Fraction

from readiness.scoring import Answer, Framework, Kind, Lever, Method, Pillar, Question, Requirement, Scores, score

F = Fraction
QUARTERS = {str(credit): credit for credit in (Fraction(quarter, 4) for quarter in range(5))}


def question(code, weight=1, **choices) -> Question:
    """Return a choice question whose option codes are their credits: "0", "1/4", "1/2", "3/4", "1"."""
    return Question(code, Kind.CHOICE, Fraction(weight), options=QUARTERS, **choices)


def requirement(code, *questions, weight=1, minimum=False) -> Requirement:
    return Requirement(code, questions, Fraction(weight), minimum)


def pillar(code, *requirements, weight=1) -> Pillar:
    return Pillar(code, requirements, Fraction(weight))


def framework(*pillars, levers=(), **method) -> Framework:
    return Framework("test", "1", Method(**method), pillars, tuple(levers))


def one_requirement(*questions, **method) -> Framework:
    """Return a framework of one pillar P1 with one requirement R1 that is not a minimum requirement."""
    return framework(pillar("P1", requirement("R1", *questions)), **method)


def simple(levers=(), **method) -> Framework:
    """Return one pillar P1 of R1, R2 and R3, each of one question: a, b and c, none minimum or essential."""
    parts = [requirement(f"R{number}", question(code)) for number, code in enumerate("abc", 1)]
    return framework(pillar("P1", *parts), levers=levers, **method)


def answers(**credits) -> dict[str, Answer]:
    """Return answers by question code: a credit as text such as "3/4", None for not applicable."""
    return {code: Answer(not_applicable=True) if credit is None else Answer(credit) for code, credit in credits.items()}


def scored(of: Framework, targets=None, **credits) -> Scores:
    return score(of, answers(**credits), targets)


def lever(code, raises, effort=1, needs=None) -> Lever:
    return Lever(code, raises, effort, needs=needs or {})


EXAMPLE = framework(
    pillar(
        "P1",
        requirement("P1.1", question("a"), question("b", 2, essential=True), question("c"), weight=2, minimum=True),
        requirement("P1.2", question("d"), question("e", may_be_not_applicable=True), minimum=True),
    ),
    pillar("P2", requirement("P2.1", question("f", 3), question("g"))),
    levers=(
        lever("L1", {"P1.1": 4}, 3),
        lever("L2", {"P1.1": 3, "P1.2": 4}, 4),
        lever("L3", {"P1.2": 4}, 2, {"P1.1": 3}),
    ),
)
EXAMPLE_ANSWERS = answers(a="3/4", b="1/4", c="1", d="1/2", e=None, f="1")
EXAMPLE_TARGETS = {"P1.1": 3, "P1.2": 4, "P2.1": 5}
