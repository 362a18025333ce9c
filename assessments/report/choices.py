"""What the operator chooses on the results page, read and saved together: targets, root causes of gaps, ways of levers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Assessment
from assessments.report.case import Case
from assessments.report.causes import Toggled, read_causes, write_causes
from assessments.report.targets import read_targets, write_targets
from assessments.report.ways import read_ways, write_ways
from assessments.scorecard import answer_set


class Overtaken(Exception):
    """A colleague wrote one of the same choices after they were read: read them again, and nothing of theirs is lost."""


@dataclass(frozen=True)
class Refusals:
    """What could not be taken: {requirement: why} for targets and for causes, {lever: why} for ways."""

    targets: Mapping[str, str] = field(default_factory=dict)
    causes: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.targets or self.causes or self.ways)


@dataclass(frozen=True)
class Choices:
    """What the person changed."""

    targets: Mapping[str, int | str]
    causes: Mapping[str, Toggled]
    ways: Mapping[str, str]


def read_choices(case: Case, data: QueryDict) -> tuple[Choices, Refusals]:
    """Return what the person changed on the page, and what of it cannot be taken."""
    (targets, *wrong_targets), (causes, *wrong_causes), (ways, *wrong_ways) = (
        read(case, data) for read in (read_targets, read_causes, read_ways)
    )
    return Choices(targets, causes, ways), Refusals(*wrong_targets, *wrong_causes, *wrong_ways)


def save_choices(assessment: Assessment, case: Case, choices: Choices, by: object) -> list[str] | None:
    """Write everything that was changed, with its history, and return it in sentences.

    None when the assessment was submitted meanwhile; nothing is written then, nor where it raises Overtaken.
    """
    order = [row.code for row in case.pack.root_causes]
    with transaction.atomic():
        draft = Assessment.objects.select_for_update().filter(pk=assessment.pk, status=Assessment.Status.DRAFT)
        if draft.values_list("pk", flat=True).first() is None:
            return None
        if _overtaken(assessment, case, choices):
            raise Overtaken
        write_targets(assessment, choices.targets, by)
        causes = write_causes(assessment, order, choices.causes, by)
        ways = write_ways(assessment, choices.ways, by)
    return list(said(list(choices.targets), causes, ways))


def _overtaken(assessment: Assessment, case: Case, choices: Choices) -> bool:
    """Return whether a target or way is no longer what it was when the choices were read. Causes add up by themselves."""
    if not choices.targets and not choices.ways:
        return False
    now, then = answer_set(assessment), case.answers
    return any(now.targets.get(code) != then.targets.get(code) for code in choices.targets) or any(
        now.ways.get(code) != then.ways.get(code) for code in choices.ways
    )


def said(targets: list[str], causes: list[str], ways: list[str]) -> Iterator[str]:
    """Yield what was saved, one sentence for each kind."""
    if targets:
        told = ngettext("The target of %(codes)s is saved.", "The targets of %(codes)s are saved.", len(targets))
        yield told % {"codes": ", ".join(targets)}
    if causes:
        yield _("The root causes of %(codes)s are saved.") % {"codes": ", ".join(causes)}
    if ways:
        yield _("The way chosen for %(codes)s is saved.") % {"codes": ", ".join(ways)}


def fold_of(case: Case, data: QueryDict) -> str | None:
    """Return the anchor of the fold whose button was pressed, None where it is none of this assessment's."""
    for kind, known in (("requirement", case.pack.requirements), ("lever", case.levers)):
        if data.get(kind) in known:
            return f"{kind}-{data[kind]}"
    return None
