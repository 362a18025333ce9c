"""Findings drafted from what is known: minimum requirements that stand below their level by the ratings in force."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.answer_words import answer_in_words
from assessments.models import Assessment, Evidence, Finding
from assessments.scorecard import answer_set, answers_in_force, pack_of
from readiness.pack import Pack, wording
from readiness.pack.numbers import scoring_framework
from readiness.scoring.assess import Outcome, assess

MOST_ANSWERS = 3


@dataclass(frozen=True)
class Proposal:
    """A finding as it could be written: the code of its requirement, and what its form begins with."""

    code: str
    name: str
    level: int
    initial: dict[str, str]


def proposals(assessment: Assessment, language: str) -> list[Proposal]:
    """Return one for each minimum requirement below its level about which nothing has been written yet."""
    pack, answers = pack_of(assessment), answers_in_force(assessment)
    result = assess(scoring_framework(pack), answers.answers, answers.targets)
    own = assess(scoring_framework(pack), answer_set(assessment).answers, answers.targets)
    written = set(Finding.objects.filter(assessment=assessment).values_list("requirement__code", flat=True))
    low = [row for row in result.scores.requirements.values() if row.requirement.minimum and row.met is False]
    proofs = evidence_of(assessment)
    return [
        Proposal(
            code=row.code,
            name=wording(pack.requirements[row.code].name, language).text,
            level=row.level,
            initial={
                "severity": Finding.Severity.CRITICAL if row.level == 1 else Finding.Severity.MAJOR,
                "observation": observed(pack, row, own, answers, language),
                "evidence": "\n".join(text for code in lowest(row) for text in proofs.get(code, ())) or _("No evidence given."),
                "recommendation": recommended(pack, result, row.code, language),
                "lever": lever_for(result, row.code),
            },
        )
        for row in low
        if row.code not in written
    ]


def lowest(row) -> list[str]:
    """Return the codes of the answers that keep a requirement low: those that hold it, else those with the least credit."""
    rated = [each for each in row.questions if each.credit is not None]
    return list(row.held_by) or [each.code for each in sorted(rated, key=lambda each: each.credit)][:MOST_ANSWERS]


def observed(pack: Pack, row, own: Outcome, answers, language: str) -> str:
    told = {"level": row.level, "own": own.scores.requirements[row.code].level or "–"}
    lines = [_("By the experts’ ratings it stands at level %(level)s; the operator rates it at level %(own)s.") % told]
    for code in lowest(row)[:MOST_ANSWERS]:
        question, value = pack.questions[code], answers.responses[code].value if code in answers.responses else None
        said = answer_in_words(question, value, language) if value is not None else _("Unanswered")
        lines.append(f"{code} {wording(question.text, language).text} {said}")
    return "\n".join(lines)


def recommended(pack: Pack, result: Outcome, code: str, language: str) -> str:
    lever = lever_for(result, code)
    names = {each.code: wording(each.name, language).text for each in pack.levers}
    return _("Ask for the lever %(lever)s: %(name)s.") % {"lever": lever, "name": names[lever]} if lever else ""


def lever_for(result: Outcome, code: str) -> str:
    """Return the code of the first recommended lever that raises a requirement, "" where there is none."""
    return next((each.lever for each in result.recommended if code in each.raises), "")


def evidence_of(assessment: Assessment) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = Evidence.objects.filter(response__assessment=assessment).select_related("response__question")
    for piece in rows.order_by("position"):
        found.setdefault(piece.response.question.code, []).append(str(piece))
    return found
