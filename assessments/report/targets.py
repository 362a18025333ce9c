"""What the operator aims at: targets of requirements set or taken back, while the assessment is a draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from assessments.models import Assessment, Target
from assessments.report.case import Case
from readiness.scoring.gaps import default_target
from readiness.scoring.numbers import plain

DEFAULT, KEPT = "default", "kept"


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen as target; `value` is what the form sends."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Refused:
    """A choice that cannot be taken, with what to do about it."""

    code: str
    message: str


def choices(case: Case, code: str) -> list[Choice]:
    """Return what can be chosen for a requirement; nothing where nothing applies."""
    standing = case.result.scores.requirements[code]
    if standing.level is None:
        return []
    method, target = case.framework.method, case.answers.targets.get(code)
    default = _("Default: %(level)s") % {"level": case.level(default_target(standing.level, method))}
    found = [Choice(DEFAULT, default, target is None)]
    if target is not None and not isinstance(target, int):
        found.append(Choice(KEPT, _("Score %(score)s") % {"score": plain(target * method.scale)}, True))
    levels = range(1, method.top_level + 1)
    return [*found, *(Choice(str(level), case.level(level), level == target) for level in levels)]


def read_target(case: Case, code: str, typed: str) -> int | Literal["default", "kept"] | Refused:
    """Return the level that was chosen, that it is the default or stays as it is, or why it cannot be."""
    offered = {choice.value for choice in choices(case, code)}
    if typed in offered:
        return int(typed) if typed not in (DEFAULT, KEPT) else typed
    top = case.framework.method.top_level
    return Refused(code, _("Choose a level from 1 to %(top)s, or the default. Nothing was changed.") % {"top": top})


def read_targets(case: Case, data: Mapping[str, str]) -> tuple[dict[str, int | str], dict[str, str]]:
    """Return ({code: the level chosen, or "default"}, {code: why it cannot be}) of the rows that the person changed.

    The form holds every row, with `was-…`, what it showed: a row left as it was is not theirs, whatever a colleague made
    of it meanwhile, and one that both changed is refused.
    """
    aims, refused = {}, {}
    for code in case.pack.requirements:
        typed, was = data.get(f"target-{code}"), data.get(f"was-{code}")
        now = next((choice for choice in choices(case, code) if choice.chosen), None)
        if typed is None or typed == was or (now and typed == now.value):
            continue
        aim = read_target(case, code, typed)
        if isinstance(aim, Refused):
            refused[code] = aim.message
        elif was is not None and now and was != now.value:
            refused[code] = _("It was changed meanwhile, and is this one now. Choose again. Nothing was changed.")
        else:
            aims[code] = aim
    return aims, refused


def write_targets(assessment: Assessment, aims: Mapping[str, int | str], by: object) -> None:
    """Write targets with their history. Whoever calls it holds the assessment's row."""
    for requirement in assessment.framework.requirements.filter(code__in=aims):
        _write(assessment, requirement, aims[requirement.code], by)


def _write(assessment, requirement, aim, by):
    row = Target.objects.filter(assessment=assessment, requirement=requirement).first()
    row = row or Target(assessment=assessment, requirement=requirement)
    row._history_user = by
    if aim == DEFAULT:
        if row.pk:
            row.delete()
    elif aim not in (KEPT, row.level):
        row.level, row.score = aim, None
        row.save()
