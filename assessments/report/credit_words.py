"""How an answer became its credit, in words and figures."""

from fractions import Fraction
from itertools import pairwise

from django.utils.translation import gettext as _

from assessments.answer_words import decimal, with_unit
from assessments.report.case import Case
from assessments.report.exact_words import MINUS, TIMES, fraction
from readiness.pack import shape
from readiness.scoring.answers import State
from readiness.scoring.credit import NONE
from readiness.scoring.framework import Kind, Missing, NotApplicable
from readiness.scoring.numbers import plain, read_number
from readiness.scoring.results import QuestionScore


def making_of_credit(case: Case, each: QuestionScore) -> str:
    """Return where the credit of one question comes from."""
    if each.state is State.UNANSWERED:
        return _unanswered(case)
    if each.state is State.NOT_APPLICABLE:
        return _not_applicable(case, each)
    asked = case.pack.questions[each.code]
    match each.question.kind:
        case Kind.LEVEL:
            return _level(case, each)
        case Kind.CHECKLIST:
            return _checklist(case, each)
        case Kind.NUMBER:
            return _number(case, each, asked)
    return _("in the framework this answer is worth %(credit)s") % {"credit": fraction(each.credit)}


def _unanswered(case: Case) -> str:
    method = case.framework.method
    if method.missing is Missing.LEAVE_OUT:
        return _("unanswered: leaves the mean")
    return _("unanswered: counts 0, with the best answer %(best)s") % {"best": fraction(method.best_credit)}


def _not_applicable(case: Case, each: QuestionScore) -> str:
    if case.framework.method.not_applicable is NotApplicable.LEAVE_OUT:
        return _("not applicable: leaves the mean")
    return _("not applicable: the framework's method counts it as %(credit)s") % {"credit": fraction(each.credit)}


def _level(case: Case, each: QuestionScore) -> str:
    if each.question.credits:
        return _("in the framework level %(level)s is worth %(credit)s") % {"level": each.value, "credit": fraction(each.credit)}
    return f"({each.value} {MINUS} 1) / ({case.framework.method.top_level} {MINUS} 1) = {fraction(each.credit)}"


def _checklist(case: Case, each: QuestionScore) -> str:
    if NONE in each.value:
        return _("nothing ticked: 0")
    credits = [each.question.options[code] for code in each.value]
    found = f"{' + '.join(fraction(credit) for credit in credits)} = {fraction(sum(credits, Fraction(0)))}"
    if sum(credits, Fraction(0)) > each.credit:
        return found + _("; at most %(best)s") % {"best": fraction(case.framework.method.best_credit)}
    return found if len(credits) > 1 else fraction(each.credit)


def _number(case: Case, each: QuestionScore, asked: shape.NumberQuestion) -> str:
    number, points = read_number(each.value), each.question.points
    if number <= points[0][0]:
        edge = with_unit(asked, points[0][0], case.language)
        return _("up to %(edge)s: %(credit)s") % {"edge": edge, "credit": fraction(each.credit)}
    for (left, low), (right, high) in pairwise(points):
        if number <= right:
            here, start, end = (_figure(value) for value in (number, left, right))
            return (
                f"{fraction(low)} + ({fraction(high)} {MINUS} {fraction(low)}) {TIMES} ({here} {MINUS} {start}) / "
                f"({end} {MINUS} {start}) = {fraction(each.credit)}"
            )
    edge = with_unit(asked, points[-1][0], case.language)
    return _("from %(edge)s on: %(credit)s") % {"edge": edge, "credit": fraction(each.credit)}


def _figure(value: Fraction) -> str:
    return decimal(plain(value)).replace("-", MINUS)
