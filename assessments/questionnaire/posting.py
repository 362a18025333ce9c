"""A requirement's form that came back: save each question on its own, and tell what was refused or met a conflict."""

from dataclasses import replace

from django.utils.translation import gettext as _

from assessments.answer_words import decimal
from assessments.models import Assessment, Evidence, Response
from assessments.questionnaire import evidence
from assessments.questionnaire.earlier import confirm
from assessments.questionnaire.forms import (
    FIELDS,
    NOT_APPLICABLE,
    REMARK,
    VALUE,
    Typed,
    read_count,
    read_uuid,
    read_value,
    two_readings,
    typed,
)
from assessments.questionnaire.saving import Opening, Outcome, save_answer
from assessments.questionnaire.sheet import Sheet
from readiness.pack import Pack, shape
from readiness.problems import shortened
from readiness.scoring.errors import AnswerError
from readiness.scoring.numbers import read_number


def sheets(assessment: Assessment, pack: Pack, questions: list[shape.Question], language: str) -> list[Sheet]:
    """Return what is kept for the questions, as pages show it; two queries."""
    codes = [question.code for question in questions]
    rows = Response.objects.filter(assessment=assessment, question__code__in=codes).select_related("question", "updated_by")
    by_code = {row.question.code: row for row in rows}
    pieces: dict[int, list[Evidence]] = {}
    for piece in Evidence.objects.filter(response__in=[row.pk for row in by_code.values()]):
        pieces.setdefault(piece.response_id, []).append(piece)
    return [
        Sheet(pack, question, language, row, pieces.get(row.pk, []) if row else [])
        for question in questions
        for row in [by_code.get(question.code)]
    ]


def changes_of(question: shape.Question, entered: Typed, kept: Typed | None = None) -> tuple[dict, dict]:
    """Return ({field: value}, {field: message}): what does not apply needs a reason, and is not kept without.

    A number that can be read in two ways is not kept either, unless it is what the page showed.
    """
    changes = entered.changes(question)
    number = question.kind == "number" and not entered.ticked
    ways = two_readings(entered.text) if number else None
    if number and not readable(changes[VALUE]):
        del changes[VALUE], changes[NOT_APPLICABLE]
        return changes, {VALUE: unreadable(entered.text)}
    if ways and not (kept and changes[VALUE] == read_value(question, kept.texts)):
        del changes[VALUE], changes[NOT_APPLICABLE]
        return changes, {VALUE: ambiguous(entered.text, *ways)}
    if entered.ticked and not entered.reason:
        del changes[VALUE], changes[NOT_APPLICABLE]
        return changes, {NOT_APPLICABLE: _("Write why this does not apply.")}
    return changes, {}


def readable(value):
    """Say whether the text of a number is one; how long or large it may be is for saving to say."""
    try:
        read_number(value or "0")
    except AnswerError as error:
        return "digits" in error.params
    return True


def unreadable(text):
    return _("“%(text)s” is not a number. Write one such as 12 or %(example)s.") % {
        "text": shortened(text), "example": decimal("12.5"),
    }  # fmt: skip


def ambiguous(text, whole, fraction):
    return _("“%(text)s” can be read as %(whole)s or as %(fraction)s. Write it as you mean it: %(whole)s or %(fraction)s.") % {
        "text": text, "whole": whole, "fraction": decimal(fraction),
    }  # fmt: skip


def save_remarks(assessment: Assessment, pack: Pack, questions, data, by, language) -> list[Sheet]:
    """Save the remarks on the form and nothing else that it might hold; return the sheets as save_form does."""
    entered_at: dict[str, Typed] = {}
    told: dict[str, Outcome] = {}
    opening = Opening(page) if (page := read_uuid(data.get("page"))) else None
    for sheet in sheets(assessment, pack, questions, language):
        entered = typed(sheet.code, data)
        if entered is None or entered.remark == sheet.typed.remark:
            continue
        changes = {REMARK: entered.remark}
        seen = choose(sheet.code, changes, data)
        if changes:
            told[sheet.code] = outcome = save_answer(assessment, pack, sheet.code, changes, seen, by, opening)
            if outcome.refusals or outcome.conflicts:
                entered_at[sheet.code] = entered
    fresh = sheets(assessment, pack, questions, language)
    for sheet in fresh:
        if sheet.code in entered_at:
            sheet.entered = replace(sheet.typed, remark=entered_at[sheet.code].remark)
            sheet.version = read_count(data.get(f"{sheet.code}-version"))
            sheet.refusals, sheet.conflicts = told[sheet.code].refusals, told[sheet.code].conflicts
    return fresh


def save_form(assessment: Assessment, pack: Pack, questions, data, files, by, language) -> list[Sheet]:
    """Save everything on the form that can be saved; return the sheets as they stand then, with what was not kept."""
    refused: dict[str, dict] = {}
    entered_at: dict[str, Typed] = {}
    conflicts: dict[str, dict] = {}
    evidence_typed: dict[str, dict] = {}
    opening = Opening(page) if (page := read_uuid(data.get("page"))) else None
    for sheet in sheets(assessment, pack, questions, language):
        code = sheet.code
        entered = typed(code, data)
        if entered is not None:
            if data.get("clear") == code:
                entered = Typed(remark=entered.remark)
            changes, refusals = changes_of(sheet.question, entered, sheet.typed)
            seen = choose(code, changes, data)
            if refusals or (entered != sheet.typed and changes):
                outcome = save_answer(assessment, pack, code, changes, seen, by, opening)
                refusals |= outcome.refusals
                conflicts[code] = outcome.conflicts
            if refusals or conflicts.get(code):
                entered_at[code] = entered
            refused[code] = refusals
            if data.get("confirm") == code and entered.changes(sheet.question) == sheet.typed.changes(sheet.question):
                outcome = confirm(assessment, pack, sheet, by, opening)
                refused[code], conflicts[code] = (outcome.refusals, outcome.conflicts) if outcome else ({}, {})
        pieces, complaints = evidence.given(code, data, files)
        if pieces and (why_not := evidence.add(assessment, code, pieces, by)):
            complaints["file"] = why_not
        if complaints:
            refused[code] = refused.get(code, {}) | complaints
            wrong = {"link", "title"} if {"link", "title"} & set(complaints) else set()
            wrong |= {"on-site"} & set(complaints)
            evidence_typed[code] = {name.replace("-", "_"): data.get(f"{code}-{name}", "") for name in wrong}
    if taken := read_count(data.get("remove", "")):
        evidence.remove(assessment, taken, by)
    fresh = sheets(assessment, pack, questions, language)
    for sheet in fresh:
        code = sheet.code
        sheet.refusals = refused.get(code, {})
        sheet.conflicts = conflicts.get(code, {})
        sheet.evidence_typed = evidence_typed.get(code, {})
        if code in entered_at:
            sheet.entered = entered_at[code]
            sheet.version = read_count(data.get(f"{code}-version"))
    return fresh


def choose(code, changes, data):
    """Return {field: version seen} after a choice between two texts: to keep one's own is to have seen the other."""
    seen = dict.fromkeys(FIELDS, read_count(data.get(f"{code}-version")))
    shown = read_count(data.get(f"{code}-shown"))
    for choice in ("keep", "take"):
        chosen, _colon, name = data.get(choice, "").rpartition(":")
        if chosen != code:
            continue
        for each in (REMARK,) if name == REMARK else (VALUE, NOT_APPLICABLE):
            if choice == "keep":
                seen[each] = shown
            else:
                changes.pop(each, None)
    return seen
