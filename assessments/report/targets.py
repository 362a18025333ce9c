"""What the operator aims at: one requirement's target set or taken back, while the assessment is a draft."""

from dataclasses import dataclass
from typing import Literal

from django.db import transaction
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


def set_target(assessment: Assessment, code: str, target: int | str) -> bool:
    """Write a target; return False when the assessment was submitted meanwhile and nothing is written."""
    with transaction.atomic():
        draft = Assessment.objects.select_for_update().filter(pk=assessment.pk, status=Assessment.Status.DRAFT)
        if draft.values_list("pk", flat=True).first() is None:
            return False
        if target == DEFAULT:
            Target.objects.filter(assessment=assessment, requirement__code=code).delete()
        elif target != KEPT:
            requirement = assessment.framework.requirements.get(code=code)
            Target.objects.update_or_create(
                assessment=assessment, requirement=requirement, defaults={"level": target, "score": None}
            )
    return True
