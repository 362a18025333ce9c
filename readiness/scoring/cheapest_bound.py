"""The problem of the cheapest levers, and a bound no solution can be cheaper than; sets of levers are masks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Lever i has `efforts[i]`; each goal, and each of its `needs[i]`, is a mask: one of those levers must be in place."""

    efforts: tuple[int, ...]
    goals: tuple[int, ...]
    needs: Sequence[tuple[int, ...]]


def active(chosen: int, needs: Sequence[tuple[int, ...]]) -> int:
    """Return which of the chosen levers come into place, wave after wave."""
    placed, waiting = 0, chosen
    while waiting:
        wave = 0
        for i in bits(waiting):
            for mask in needs[i]:
                if not mask & placed:
                    break
            else:
                wave |= 1 << i
        if not wave:
            break
        placed |= wave
        waiting &= ~wave
    return placed


def bits(mask: int) -> list[int]:
    """Return the positions in a mask, lowest first."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def lower_bound(
    problem: Problem, chosen: int, free: int, open_masks: Iterable[int]
) -> tuple[int, dict[int, int]] | None:
    """Return the least effort that meeting the obligations adds to `chosen`, and what is left of each free lever's effort.

    Each obligation is charged to its levers at once, as much as the least of them has left. A lever with nothing left
    is replaced by the levers that one of its needs waits for: whoever takes it must take one of those first. Every
    charge is owed by any solution, and no lever is charged more than its effort, so a solution that holds a lever costs
    at least the bound plus what that lever has left. None when an obligation cannot be met.
    """
    left = {i: problem.efforts[i] for i in bits(free)}
    total = 0
    for mask in sorted(open_masks, key=lambda mask: (mask & free).bit_count()):
        payers, replaced = mask & free, 0
        while True:
            payers, replaced = _replace_spent(problem, payers, replaced, chosen, free, left)
            if payers is None:
                break
            if not payers:
                return None
            paying = bits(payers)
            charge = min(left[i] for i in paying)
            total += charge
            for i in paying:
                left[i] -= charge
    return total, left


def _replace_spent(
    problem: Problem, payers: int, replaced: int, chosen: int, free: int, left: dict[int, int]
) -> tuple[int | None, int]:
    """Return levers with effort left of which one must be taken; None when a spent lever waits for nothing."""
    while spent := [i for i in bits(payers) if not left[i]]:
        i = spent[0]
        waits = [mask & free for mask in problem.needs[i] if not mask & chosen]
        if not waits:
            return None, replaced
        replaced |= 1 << i
        richest = max(waits, key=lambda mask: min((left[k] for k in bits(mask & ~replaced)), default=0))
        payers = (payers | richest) & ~replaced
    return payers, replaced
