"""A problem in a file somebody wrote: where it is, what to do about it, ready for translation."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice


def gettext_noop(message: str) -> str:
    """Return the message itself; marks it for translation in modules that must not import Django."""
    return message


@dataclass(frozen=True)
class Problem:
    """One problem: `path` in codes and keys, an English message with %(name)s places, and the line when known."""

    path: tuple[str, ...]
    message: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return "12: P1 > P1.2 > P1.2c: write 5 levels (1 to 5), found 4" in the translator's language."""
        sentence = translate(self.message) % self.params if self.params else translate(self.message)
        parts = [str(self.line)] if self.line else []
        parts += [" > ".join(self.path)] if self.path else []
        return ": ".join([*parts, sentence])


MOST = 200


class Problems(ValueError):
    """Everything wrong with one file, in the file's order; of a file that is wrong all over, the first MOST."""

    def __init__(self, problems: Iterable[Problem]):
        found = list(islice(problems, MOST + 1))
        self.problems = sorted(found[:MOST], key=lambda problem: problem.line or 0)
        if len(found) > MOST:
            self.problems.append(Problem((), gettext_noop("there are more problems than these; mend them and try again")))
        super().__init__("\n".join(problem.text() for problem in self.problems))


def shortened(found: object, length: int = 40) -> str:
    """Return what was found as text, cut after `length` characters, for use in a message."""
    text = "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in str(found)[: 2 * length])
    return text if len(text) <= length else text[: length - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to a mistyped one, None when nothing is close."""
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
