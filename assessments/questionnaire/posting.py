"""A requirement's form that came back: save each question on its own, and tell what was refused or met a conflict."""

from dataclasses import replace

from assessments.merging import Opening, Outcome
from assessments.models import Assessment
from assessments.questionnaire import evidence
from assessments.questionnaire.earlier import confirm
from assessments.questionnaire.saving import Closed, save_answer
from assessments.sheet import Sheet, sheets
from assessments.typed import REMARK, Typed, changes_of, choose, read_count, read_uuid, typed
from readiness.pack import Pack


def save_remarks(assessment: Assessment, pack: Pack, questions, data, by, language, mine) -> list[Sheet]:
    """Save the remarks on the form and nothing else that it might hold; return the sheets as save_form does, and raise as it."""
    entered_at: dict[str, Typed] = {}
    told: dict[str, Outcome] = {}
    locked = False
    opening = Opening(page) if (page := read_uuid(data.get("page"))) else None
    for sheet in sheets(assessment, pack, questions, language):
        entered = typed(sheet.code, data)
        if entered is None or entered.remark == sheet.typed.remark:
            continue
        if sheet.code not in mine:
            locked = True
            continue
        changes = {REMARK: entered.remark}
        seen = choose(sheet.code, changes, data)
        if changes:
            told[sheet.code] = outcome = save_answer(assessment, pack, sheet.code, changes, seen, by, opening)
            if outcome.refusals or outcome.conflicts:
                entered_at[sheet.code] = entered
    if locked:
        raise Closed
    fresh = sheets(assessment, pack, questions, language)
    for sheet in fresh:
        if sheet.code in entered_at:
            sheet.entered = replace(sheet.typed, remark=entered_at[sheet.code].remark)
            sheet.version = read_count(data.get(f"{sheet.code}-version"))
            sheet.refusals, sheet.conflicts = told[sheet.code].refusals, told[sheet.code].conflicts
    return fresh


def save_form(assessment: Assessment, pack: Pack, questions, data, files, by, language, mine) -> list[Sheet]:
    """Save everything on the form that can be saved; return the sheets as they stand then, with what was not kept.

    `mine` are the codes that may be answered. Where the form changes another question, Closed is raised once the rest is kept.
    """
    locked = False
    refused: dict[str, dict] = {}
    entered_at: dict[str, Typed] = {}
    conflicts: dict[str, dict] = {}
    evidence_typed: dict[str, dict] = {}
    opening = Opening(page) if (page := read_uuid(data.get("page"))) else None
    for sheet in sheets(assessment, pack, questions, language):
        code = sheet.code
        entered = typed(code, data)
        if code not in mine:
            locked |= bool(entered and entered != sheet.typed) or bool(evidence.given(assessment, code, data, files)[0])
            continue
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
        pieces, complaints = evidence.given(assessment, code, data, files)
        if pieces and (why_not := evidence.add(assessment, code, pieces, by)):
            complaints["file"] = why_not
        if complaints:
            refused[code] = refused.get(code, {}) | complaints
            kept = {name for name in ("link", "on-site") if name in complaints}
            kept |= set() if pieces else set(evidence.DESCRIBED)
            evidence_typed[code] = {name.replace("-", "_"): data.get(f"{code}-{name}", "") for name in kept}
    if taken := read_count(data.get("remove", "")):
        evidence.remove(assessment, taken, by)
    if locked:
        raise Closed
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
