"""The problem of the cheapest levers, stripped to efforts and masks; bit i of a mask is the i-th lever."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Lever i has `efforts[i]`; each goal, and each of its `needs[i]`, is a mask: one of those levers must be in place."""

    efforts: tuple[int, ...]
    goals: tuple[int, ...]
    needs: Sequence[tuple[int, ...]]

    def solved_by(self, chosen: int) -> bool:
        """Whether these levers meet every goal once they are in place."""
        placed = active(chosen, self.needs)
        return all(goal & placed for goal in self.goals)


def active(chosen: int, needs: Sequence[tuple[int, ...]]) -> int:
    """Return which of the chosen levers come into place, wave after wave."""
    placed, waiting = 0, bits(chosen)
    while True:
        wave, later = 0, []
        for i in waiting:
            for mask in needs[i]:
                if not mask & placed:
                    later.append(i)
                    break
            else:
                wave |= 1 << i
        if not wave:
            return placed
        placed |= wave
        waiting = later


def bits(mask: int) -> list[int]:
    """Return the positions in a mask, lowest first."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
