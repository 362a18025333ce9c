"""The problem of the cheapest levers, stripped to efforts and masks; bit i of a mask is the i-th lever."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Lever i has `efforts[i]`, at least 1; each goal, and each of its `needs[i]`, is a mask: one of those must be in place."""

    efforts: tuple[int, ...]
    goals: tuple[int, ...]
    needs: Sequence[tuple[int, ...]]

    @property
    def levers(self) -> int:
        """Every lever, as a mask."""
        return (1 << len(self.efforts)) - 1

    def effort(self, mask: int) -> int:
        return sum(self.efforts[i] for i in bits(mask))

    def solved_by(self, placed: int) -> bool:
        """Whether these levers, all in place, meet every goal."""
        return all(goal & placed for goal in self.goals)


def active(chosen: int, needs: Sequence[tuple[int, ...]]) -> int:
    """Return which of the chosen levers come into place, wave after wave."""
    return spread(0, bits(chosen), needs)[0]


def spread(placed: int, waiting: Iterable[int], needs: Sequence[tuple[int, ...]]) -> tuple[int, list[int]]:
    """Return what is in place once those that were waiting have come as far as they can, and which still wait."""
    while True:
        wave, still = 0, []
        for i in waiting:
            for mask in needs[i]:
                if not mask & placed:
                    still.append(i)
                    break
            else:
                wave |= 1 << i
        if not wave:
            return placed, still
        placed |= wave
        waiting = still


def bits(mask: int) -> list[int]:
    """Return the positions in a mask, lowest first."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
