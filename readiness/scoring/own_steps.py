"""Steps that only the operator can take: levels that levers wait for and that no lever brings, with the answers to begin with."""

from collections.abc import Iterable
from dataclasses import dataclass

from .first_answers import first_answers
from .framework import Framework
from .levers import Recommended, what_if
from .raising import raised
from .results import Scores
from .scores import with_changes


@dataclass(frozen=True)
class OwnStep:
    """A requirement that has to stand at `level` first; `opens` are the recommended levers that stay shut without it.

    `first` holds better answers that would bring it there, by question.
    """

    requirement: str
    level: int
    opens: tuple[str, ...]
    first: dict[str, object]


def own_steps(framework: Framework, scores: Scores, recommended: Iterable[Recommended]) -> tuple[OwnStep, ...]:
    """Return the steps without which recommended levers cannot act, even with all the others in place; in framework order."""
    wanted = {each.lever for each in recommended}
    levels: dict[str, int] = {}
    while missing := _shut(framework, scores, wanted, levels):
        needs = [(code, level) for lacking in missing.values() for code, level in lacking.items()]
        code = min((code for code, _level in needs), key=list(framework.requirements).index)
        levels[code] = min(level for need, level in needs if need == code)
    return tuple(
        OwnStep(
            code,
            levels[code],
            tuple(_shut(framework, scores, wanted, {other: level for other, level in levels.items() if other != code})),
            first_answers(scores.requirements[code], levels[code], framework.method),
        )
        for code in framework.requirements
        if code in levels
    )


def _shut(framework: Framework, scores: Scores, wanted: set[str], taken: dict[str, int]) -> dict[str, dict[str, int]]:
    """Return {lever: what it lacks} of the wanted levers that cannot act once these steps are taken and all levers in place."""
    after = {code: raised(scores.requirements[code], level, framework.method) for code, level in taken.items()}
    found = what_if(framework, with_changes(scores, after), framework.levers_by_code)
    return {code: lacking for code, lacking in found.without_effect.items() if code in wanted}
