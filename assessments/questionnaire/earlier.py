"""The answers of the last round, offered to be confirmed: they count for nothing until somebody says that they still hold."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.answer_words import answer_in_words
from assessments.merging import Opening, Outcome
from assessments.models import Assessment, Response
from assessments.questionnaire.saving import save_answer
from assessments.scorecard import pack_of
from assessments.sheet import Sheet
from assessments.typed import FIELDS, NOT_APPLICABLE, REMARK, VALUE
from readiness.pack import Pack, shape
from readiness.pack.numbers import scoring_question
from readiness.scoring.answers import Answer
from readiness.scoring.credit import check
from readiness.scoring.errors import AnswerError


@dataclass(frozen=True)
class Earlier:
    """What was answered in the last round; `reworded` says that the question or its answers read otherwise now."""

    cycle: str
    value: object
    reason: str
    remark: str
    words: str
    reworded: bool


def earlier_answers(assessment: Assessment, pack: Pack, questions: Iterable[shape.Question], language: str) -> dict[str, Earlier]:
    """Return {question: Earlier} of what was answered before and can be answered so again; at most four queries."""
    if assessment.previous_id is None:
        return {}
    before = Assessment.objects.select_related("framework").get(pk=assessment.previous_id)
    asked = {question.code: question for question in questions}
    rows = Response.objects.filter(assessment=before, question__code__in=asked).select_related("question")
    known = pack_of(before).questions
    found = {}
    for row in rows:
        question, old = asked[row.question.code], known.get(row.question.code)
        if (row.value is None and not row.not_applicable) or not still_fits(pack, question, row):
            continue
        words = "" if row.not_applicable else answer_in_words(question, row.value, language)
        reworded = old is None or old.model_dump(include=TEXTS) != question.model_dump(include=TEXTS)
        found[question.code] = Earlier(before.cycle, row.value, row.not_applicable, row.remark, words, reworded)
    return found


TEXTS = {"kind", "text", "levels", "options", "unit", "partly"}


def still_fits(pack: Pack, question: shape.Question, row: Response) -> bool:
    """Return whether the question of this edition takes the answer; what is not scored takes what its form takes."""
    if question.kind in ("text", "date"):
        return isinstance(row.value, str) or bool(row.not_applicable and question.not_applicable)
    answer = Answer(not_applicable=True) if row.not_applicable else Answer(value=row.value)
    try:
        scored, method = scoring_question(pack, question.code)
        check(scored, answer, method)
    except (AnswerError, KeyError, TypeError):
        return False
    return True


def confirm(assessment: Assessment, pack: Pack, sheet: Sheet, by: object, opening: Opening | None) -> Outcome | None:
    """Save the earlier answer to a question as this round's; None where there is none, or one was given meanwhile."""
    code = sheet.code
    earlier = earlier_answers(assessment, pack, [sheet.question], sheet.language).get(code)
    if earlier is None or sheet.answered:
        return None
    changes = {NOT_APPLICABLE: earlier.reason} if earlier.reason else {VALUE: earlier.value}
    if earlier.remark and not sheet.typed.remark:
        changes[REMARK] = earlier.remark
    return save_answer(assessment, pack, code, changes, dict.fromkeys(FIELDS, 0), by, opening)
