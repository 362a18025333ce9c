"""Why a gap is there: root causes of the framework's closed list, named by the operator while the assessment is a draft."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from assessments.models import Assessment, Causes
from assessments.report.case import Case
from readiness.models import Requirement


@dataclass(frozen=True)
class CauseRow:
    """One cause of the closed list; `survey` says how often posts name it, which is context and no score."""

    code: str
    name: str
    survey: str
    named: bool


@dataclass(frozen=True)
class Toggled:
    """The causes that a person ticked and unticked for one requirement; the others are not theirs to change."""

    ticked: frozenset[str]
    unticked: frozenset[str]


def cause_rows(case: Case, requirement: str) -> list[CauseRow]:
    """Return the closed list, with what is named for this requirement; nothing where it has no gap."""
    if requirement not in with_gap(case):
        return []
    named = case.answers.causes.get(requirement, ())
    return [CauseRow(row.code, case.words(row.name), case.words(row.survey), row.code in named) for row in case.pack.root_causes]


def named_causes(case: Case, requirements: set[str]) -> list[tuple[str, str, list[str]]]:
    """Return (cause, how often posts name it, the gaps it was named for) of the causes named for these requirements."""
    gaps = [code for code in with_gap(case) if code in requirements]
    found = [(row, [code for code in gaps if row.code in case.answers.causes.get(code, ())]) for row in case.pack.root_causes]
    return [(case.words(row.name), case.words(row.survey), named) for row, named in found if named]


def with_gap(case: Case) -> list[str]:
    """Return the requirements below their target, in order of importance."""
    return [gap.requirement for gap in case.result.gaps.listed]


def read_causes(case: Case, data: QueryDict) -> tuple[dict[str, Toggled], dict[str, str]]:
    """Return ({code: what the person ticked and unticked}, {code: why it cannot be}) of the requirements in the form.

    `had-…` says which causes the page showed as ticked. Every box stands for itself, so that an older page takes back
    nothing that a colleague ticked meanwhile.
    """
    known = {row.code for row in case.pack.root_causes}
    toggled, refused = {}, {}
    for code in case.pack.requirements:
        typed, had = frozenset(data.getlist(f"cause-{code}")), data.get(f"had-{code}")
        if not typed and had is None:
            continue
        had = frozenset((had or "").split())
        if not (typed | had) <= known:
            refused[code] = _("Choose root causes from the list. Nothing was changed.")
        elif typed == had:
            continue
        elif code not in with_gap(case):
            refused[code] = _("This requirement has no gap any more. Nothing was changed.")
        else:
            toggled[code] = Toggled(typed - had, had - typed)
    return toggled, refused


def write_causes(assessment: Assessment, order: list[str], toggled: Mapping[str, Toggled], by: object) -> list[str]:
    """Write the causes with their history, in this order of codes, and return the requirements that changed.

    Whoever calls it holds the assessment's row.
    """
    return [
        requirement.code
        for requirement in assessment.framework.requirements.filter(code__in=toggled)
        if _write(assessment, requirement, order, toggled[requirement.code], by)
    ]


def _write(assessment: Assessment, requirement: Requirement, order: list[str], toggled: Toggled, by: object) -> bool:
    row = Causes.objects.filter(assessment=assessment, requirement=requirement).first()
    row = row or Causes(assessment=assessment, requirement=requirement, codes=[])
    named = set(row.codes) | toggled.ticked
    codes = [code for code in order if code in named - toggled.unticked]
    if codes == row.codes:
        return False
    row._history_user = by
    if codes:
        row.codes = codes
        row.save()
    else:
        row.delete()
    return True
