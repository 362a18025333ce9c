"""A pack's numbers as the scoring engine takes them."""

from fractions import Fraction

from readiness.pack import shape
from readiness.pack.contradictory import When
from readiness.scoring.conditions import Condition, Contradiction
from readiness.scoring.framework import Edges, Framework, Kind, Lever, Method, Pillar, Question, Requirement


def scoring_framework(pack: shape.Pack) -> Framework:
    """Return the framework the engine scores with, in the pack's order."""
    best = pack.method.best_credit
    pillars = tuple(
        Pillar(code=pillar.code, weight=pillar.weight, requirements=tuple(_requirement(row, best) for row in pillar.requirements))
        for pillar in pack.pillars
    )
    levers = tuple(
        Lever(code=row.code, raises=row.raises, effort=row.effort, months=row.months, needs=row.needs) for row in pack.levers
    )
    return Framework(pack.framework.code, pack.framework.edition, _method(pack.method), pillars, levers, _rules(pack))


def scoring_question(pack: shape.Pack, code: str) -> tuple[Question, Method]:
    """Return one question as the engine takes it, and the method it is scored by: enough to judge one answer."""
    return _question(pack.questions[code], pack.method.best_credit), _method(pack.method)


def _rules(pack: shape.Pack) -> tuple[Contradiction, ...]:
    return tuple(
        Contradiction(rule.code, tuple(_condition(question, when) for question, when in rule.when.items()))
        for rule in pack.contradictions
    )


def _condition(question: str, when: When) -> Condition:
    return Condition(
        question,
        at_least=when.at_least,
        at_most=when.at_most,
        credit_at_least=when.credit_at_least,
        credit_at_most=when.credit_at_most,
        any_of=tuple(when.any_of or ()),
        none_of=tuple(when.none_of or ()),
    )


def _method(method: shape.Method) -> Method:
    return Method(
        edges=tuple(level.from_ for level in method.levels),
        edge_rule=Edges(method.edges),
        bands_on_rounded=method.bands_on == "rounded",
        minimum_level=method.minimum_level,
        essential_credit=method.essential_credit,
        best_credit=method.best_credit,
        requirement=method.requirement,
        pillar=method.pillar,
        overall=method.overall,
        not_applicable=method.not_applicable,
        missing=method.missing,
        cap_above_lowest_pillar=method.cap_above_lowest_pillar,
        overall_level_from_completeness=method.overall_level_from_completeness,
        scale=method.print.scale,
        digits=method.print.digits,
        rounding=method.print.rounding,
    )


def _requirement(requirement: shape.Requirement, best: Fraction) -> Requirement:
    questions = tuple(_question(row, best) for row in requirement.questions)
    return Requirement(code=requirement.code, weight=requirement.weight, minimum=requirement.minimum, questions=questions)


def _question(question: shape.Question, best: Fraction) -> Question:
    values: dict = {}
    if isinstance(question, shape.LevelQuestion):
        steps = len(question.levels) - 1
        values["credits"] = tuple(question.credits or (best * step / steps for step in range(steps + 1)))
    elif isinstance(question, shape.ChoiceQuestion):
        values["options"] = {option.code: option.credit for option in question.options}
    elif isinstance(question, shape.NumberQuestion):
        values["points"] = tuple((value, credit) for value, credit in question.points)
        values["minimum"], values["maximum"] = question.minimum, question.maximum
    elif isinstance(question, shape.YesNoQuestion):
        values["partly"] = question.partly
    return Question(
        code=question.code,
        kind=Kind(question.kind),
        weight=question.weight,
        essential=question.essential,
        may_be_not_applicable=question.not_applicable,
        **values,
    )
