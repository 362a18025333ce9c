"""Random frameworks, answers, targets and levers for the property tests; small enough to be read when one fails."""

from hypothesis import strategies as st

from readiness.scoring import Aggregation, Answer, Edges, Kind, Missing, NotApplicable, Question, Requirement, Rounding

from .builders import QUARTERS, F, framework, lever, pillar

CREDITS = sorted(QUARTERS, key=QUARTERS.get)
WEIGHTS = st.sampled_from([F(1), F(2), F(1, 2), F(5, 3)])
PARTS = [Aggregation.WEIGHTED_MEAN, Aggregation.SUM, Aggregation.MINIMUM, Aggregation.SHARE_MET]


@st.composite
def methods(draw) -> dict:
    """Return what a pack may choose for its method."""
    requirement = draw(st.sampled_from(PARTS))
    wholes = [*PARTS, Aggregation.FLAT_MEAN] if requirement is Aggregation.WEIGHTED_MEAN else PARTS
    return {
        "requirement": requirement,
        "pillar": draw(st.sampled_from(wholes)),
        "overall": draw(st.sampled_from(wholes)),
        "minimum_level": draw(st.integers(2, 5)),
        "edge_rule": draw(st.sampled_from(Edges)),
        "bands_on_rounded": draw(st.booleans()),
        "rounding": draw(st.sampled_from(Rounding)),
        "not_applicable": draw(st.sampled_from(NotApplicable)),
        "missing": draw(st.sampled_from(Missing)),
        "cap_above_lowest_pillar": draw(st.sampled_from([None, 0, 1])),
    }


@st.composite
def levers_for(draw, codes, most=4) -> list:
    levels = st.dictionaries(st.sampled_from(codes), st.integers(1, 5), max_size=2)
    raised = st.dictionaries(st.sampled_from(codes), st.integers(2, 5), min_size=1, max_size=3)
    return [lever(f"L{n}", draw(raised), draw(st.integers(1, 3)), draw(levels)) for n in range(draw(st.integers(0, most)))]


@st.composite
def frameworks(draw, any_method=True, levers=4):
    """Return a framework of 1 to 3 pillars, each of 1 to 3 requirements of 1 to 3 questions, all of which may not apply."""
    pillars = []
    for p in range(draw(st.integers(1, 3))):
        requirements = []
        for r in range(draw(st.integers(1, 3))):
            questions = tuple(
                Question(f"{p}{r}{q}", Kind.CHOICE, draw(WEIGHTS), draw(st.booleans()), True, options=QUARTERS)
                for q in range(draw(st.integers(1, 3)))
            )
            requirements.append(Requirement(f"R{p}{r}", questions, draw(WEIGHTS), draw(st.booleans())))
        pillars.append(pillar(f"P{p}", *requirements, weight=draw(WEIGHTS)))
    codes = [requirement.code for each in pillars for requirement in each.requirements]
    method = draw(methods()) if any_method else {}
    return framework(*pillars, levers=draw(levers_for(codes, levers)), **method)


@st.composite
def answers_to(draw, of, complete=False):
    """Return answers to a framework's questions, some missing and some not applicable unless complete."""
    choices = [Answer(credit) for credit in CREDITS]
    if not complete:
        choices += [None, Answer(not_applicable=True), Answer(not_applicable=True, refused=True)]
    given = {code: draw(st.sampled_from(choices)) for code in of.questions}
    return {code: answer for code, answer in given.items() if answer is not None}


@st.composite
def targets_for(draw, of):
    target = st.one_of(st.none(), st.integers(1, 5), st.sampled_from([F(n, 20) for n in range(21)]))
    given = {code: draw(target) for code in of.requirements}
    return {code: value for code, value in given.items() if value is not None}


@st.composite
def assessments(draw, any_method=True, complete=False, levers=4):
    """Return a framework, answers and targets."""
    of = draw(frameworks(any_method, levers))
    return of, draw(answers_to(of, complete)), draw(targets_for(of))
