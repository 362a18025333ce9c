"""Each pillar and requirement as the report tells it: score, level, what holds it, every answer and its next step."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.answer_words import decimal, next_step, with_sign
from assessments.beside import proofs
from assessments.evidence_words import in_words
from assessments.report.case import Case
from assessments.report.causes import cause_rows
from assessments.report.surroundings import beside
from readiness.pack import shape
from readiness.scoring.bands import percent
from readiness.scoring.numbers import plain

LONGEST_IN_A_TABLE = 400
LONGEST_KEPT_TOGETHER = 800


@dataclass(frozen=True)
class AnswerRow:
    """One question with its answer; `credit` is a percentage of the best credit, "–" where nothing counts.

    `pieces` is the text in stretches, each with the anchor of the glossary's entry it leads to, or "". `own` is the operator's
    answer, where the experts' is told instead.
    """

    code: str
    text: str
    kind: str
    answer: str
    short: str
    state: str
    credit: str
    weight: str
    essential: bool
    holds: bool
    next: str
    remark: str
    reason: str
    evidence: tuple[str, ...]
    proof: str
    earns: bool
    on_the_edge: bool
    pieces: list[tuple[str, str]]
    own: str = ""

    @property
    def brief(self) -> bool:
        """Return whether all that was written about it is short enough to stay on one page."""
        return len("".join([self.text, self.answer, self.remark, self.reason, *self.evidence])) < LONGEST_KEPT_TOGETHER


@dataclass(frozen=True)
class RequirementSheet:
    """One requirement. `sentence` says in words how it stands; `holders` are the answers that hold it.

    `figures` counts the published figures about it, `advised` names to whom advice about it goes.
    """

    code: str
    anchor: str
    name: str
    note: str
    foundational: bool
    level: int | None
    level_words: str
    band_words: str
    score: str
    range_to: str
    target: str
    gap: str
    met: bool | None
    sentence: str
    holders: list[AnswerRow]
    rows: list[AnswerRow]
    causes: list[str]
    figures: int
    advised: list[str]


@dataclass(frozen=True)
class PillarSheet:
    code: str
    anchor: str
    name: str
    level: int | None
    level_words: str
    score: str
    range_to: str
    held_by: tuple[str, ...]
    sentence: str
    requirements: list[RequirementSheet]


def pillar_sheets(case: Case) -> list[PillarSheet]:
    """Return every pillar with its requirements, in the pack's order."""
    return [pillar_sheet(case, pillar) for pillar in case.pack.pillars]


def pillar_sheet(case: Case, pillar: shape.Pillar) -> PillarSheet:
    standing = case.result.scores.pillars[pillar.code]
    return PillarSheet(
        code=pillar.code,
        anchor=f"pillar-{pillar.code}",
        name=case.words(pillar.name),
        level=standing.level,
        level_words=case.level(standing.level),
        score=case.score(standing.score),
        range_to=case.score(standing.high) if standing.high != standing.score else "",
        held_by=standing.held_by,
        sentence=pillar_sentence(case, standing),
        requirements=[requirement_sheet(case, row) for row in pillar.requirements],
    )


def pillar_sentence(case: Case, standing) -> str:
    if standing.level is None:
        return _("Nothing in this pillar applies.")
    if standing.held_by:
        return _("Level %(level)s; these minimum requirements are not met: %(codes)s.") % {
            "level": standing.level,
            "codes": ", ".join(standing.held_by),
        }
    return _("Level %(level)s; every minimum requirement is met.") % {"level": standing.level}


def requirement_sheet(case: Case, requirement: shape.Requirement) -> RequirementSheet:
    standing = case.result.scores.requirements[requirement.code]
    target = case.result.gaps.by_requirement.get(requirement.code)
    rows = [answer_row(case, question, standing) for question in requirement.questions]
    figures, advised = beside(case, requirement.code)
    return RequirementSheet(
        code=requirement.code,
        anchor=f"requirement-{requirement.code}",
        name=case.words(requirement.name),
        note=case.words(requirement.note),
        foundational=requirement.foundational,
        level=standing.level,
        level_words=case.level(standing.level),
        band_words=case.level(standing.band),
        score=case.score(standing.score),
        range_to=case.score(standing.high) if standing.high != standing.score else "",
        target=case.level(target.target_level) if target else "–",
        gap=case.points(target.gap) if target else "–",
        met=standing.met,
        sentence=requirement_sentence(case, standing, target),
        holders=[row for row in rows if row.holds],
        rows=rows,
        causes=[row.name for row in cause_rows(case, requirement.code) if row.named],
        figures=figures,
        advised=advised,
    )


def requirement_sentence(case: Case, standing, target) -> str:
    """Return how the requirement stands, in one sentence."""
    method = case.framework.method
    if standing.level is None:
        return _("Nothing here applies, so the requirement leaves the means.")
    if standing.completeness.applicable and not standing.completeness.answered:
        return _("Not assessed yet: no question is answered, and unanswered counts as nothing.")
    if standing.held_by and standing.band > standing.level:
        return _("The score alone would give level %(band)s; the answers marked below hold it at level %(level)s.") % {
            "band": standing.band,
            "level": standing.level,
        }
    if not standing.met:
        return _("Not met: level %(level)s is below the minimum level %(minimum)s.") % {
            "level": standing.level,
            "minimum": method.minimum_level,
        }
    if target and target.below:
        return _("Met; level %(level)s is below the target level %(target)s.") % {
            "level": standing.level,
            "target": target.target_level,
        }
    return _("Met, and at its target.")


def answer_row(case: Case, question: shape.Question, standing) -> AnswerRow:
    response, answer = case.response(question.code), case.answer(question)
    score = case.result.scores.questions.get(question.code)
    counted = score is not None and score.credit is not None
    scored = question.kind not in ("text", "date")
    state = "not_applicable" if response.not_applicable is not None else "unanswered" if response.value is None else "answered"
    text = case.words(question.text)
    return AnswerRow(
        code=question.code,
        text=text,
        kind=question.kind,
        answer=answer,
        short=in_a_table(answer),
        state=state,
        credit=credit_words(case, score.credit) if counted else "–",
        weight=decimal(plain(question.weight)) if scored else "–",
        essential=question.essential,
        holds=question.code in standing.held_by,
        next=next_words(case, question, state),
        remark=response.remark,
        reason=response.not_applicable or "",
        evidence=tuple(in_words(piece) for piece in response.evidence),
        proof=proof_in_words(case, question, response.value),
        earns=bool(counted and score.credit),
        on_the_edge=bool(counted and question.essential and score.credit == case.framework.method.essential_credit),
        pieces=[(text, "")],
    )


def proof_in_words(case: Case, question: shape.Question, value: object) -> str:
    """Return what counts as evidence for the answer claimed; for an unanswered level question, level by level."""
    claimed = value if isinstance(question, shape.LevelQuestion) and isinstance(value, int) else None
    found = proofs(question, case.language, claimed)
    return "\n".join(
        _("From level %(level)s: %(proof)s") % {"level": proof.level, "proof": proof.text} if proof.level else str(proof.text)
        for proof in found
    )


def next_words(case: Case, question: shape.Question, state: str) -> str:
    """Return the next step up from the answer, "" where there is none."""
    if state == "unanswered":
        return _("Answer this question.")
    if state == "not_applicable":
        return ""
    return next_step(question, case.response(question.code).value, case.language)


def credit_words(case: Case, credit) -> str:
    """Return a credit as a whole percentage of the best one."""
    return with_sign(str(percent(credit / case.framework.method.best_credit)), "%")


def in_a_table(answer: str) -> str:
    """Return the answer, or its beginning where it is too long for a table; the annex has it all."""
    if len(answer) <= LONGEST_IN_A_TABLE:
        return answer
    return Truncator(answer).chars(LONGEST_IN_A_TABLE) + " " + _("(in full in the annex)")
