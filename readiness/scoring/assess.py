"""One assessment worked out: its scores, gaps, recommended levers and plan, for the pages and the report."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from .answers import Answer
from .framework import Framework
from .gaps import Gaps, check_target, gaps
from .levers import Recommended, WhatIf, recommended, what_if
from .own_steps import OwnStep, own_steps
from .plan import Plan, plan
from .requirement_score import Target
from .results import Scores
from .scores import score


@dataclass(frozen=True)
class Outcome:
    """What follows from one assessment's answers; each part is worked out when it is first asked for."""

    framework: Framework
    scores: Scores
    targets: Mapping[str, Target]

    @cached_property
    def gaps(self) -> Gaps:
        return gaps(self.scores, self.targets)

    @cached_property
    def recommended(self) -> tuple[Recommended, ...]:
        return recommended(self.framework, self.scores, self.gaps)

    @cached_property
    def plan(self) -> Plan:
        return plan(self.framework, self.scores, self.gaps)

    @cached_property
    def own_steps(self) -> tuple[OwnStep, ...]:
        return own_steps(self.framework, self.scores, self.recommended)

    @property
    def percent_to_target(self) -> Fraction | None:
        return self.gaps.percent_to_target

    def what_if(self, lever_codes: Iterable[str]) -> WhatIf:
        return what_if(self.framework, self.scores, lever_codes)


def assess(framework: Framework, answers: Mapping[str, Answer], targets: Mapping[str, Target] | None = None) -> Outcome:
    """Return the outcome of an assessment. Raises AnswerError or TargetError when its input cannot be read."""
    for target in (targets or {}).values():
        check_target(target, framework.method)
    return Outcome(framework, score(framework, answers, targets), targets or {})
