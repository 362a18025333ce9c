"""The cheapest set of levers that meets every goal: an exact branch and bound; sets of levers are masks.

Every obligation is a mask of which one lever must be in place: a goal, or a need of a lever already chosen. The search
takes the obligation with the fewest levers left, tries each of them in turn, and drops those it has tried.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .cheapest_bound import Problem, active, bits, lower_bound


class Best(NamedTuple):
    """The best set so far: fewer efforts win, then fewer levers, then the earlier lever at the first difference."""

    effort: int
    mask: int

    @property
    def size(self) -> int:
        return self.mask.bit_count()

    def beats(self, effort: int, mask: int) -> bool:
        """Whether this one is as good as the other or better."""
        if (self.effort, self.size) != (effort, mask.bit_count()):
            return (self.effort, self.size) < (effort, mask.bit_count())
        differing = self.mask ^ mask
        return not differing or bool(self.mask & differing & -differing)


def cheapest(problem: Problem) -> int:
    """Return the best set of levers as a mask. All the levers together must meet every goal."""
    search = _Search(problem)
    search.explore(0, search.usable, tuple(set(problem.goals)))
    return search.best.mask


class _Search:
    def __init__(self, problem: Problem):
        self.problem = problem
        self.efforts = problem.efforts
        self.needs = problem.needs
        self.usable = active((1 << len(problem.efforts)) - 1, problem.needs)
        self.nodes = 0
        mask = self._thinned()
        self.best = Best(self._effort(mask), mask)

    def explore(self, chosen: int, free: int, open_masks: Iterable[int]) -> None:
        """Try every set that holds `chosen` and otherwise only `free` levers; keep the best in `best`."""
        self.nodes += 1
        while True:
            forced = self._forced(chosen, free, open_masks)
            if forced is None:
                return
            chosen, free, open_masks = forced
            if not open_masks:
                open_masks = self._unlocking(chosen, free)
                if open_masks is None:
                    self._offer(chosen)
                    return
                continue
            kept = self._bounded(chosen, free, open_masks)
            if kept is None:
                return
            if kept == free:
                break
            free = kept
        self._branch(chosen, free, open_masks)

    def _branch(self, chosen: int, free: int, open_masks: Sequence[int]) -> None:
        narrowest = min(open_masks, key=lambda mask: (mask & free).bit_count())
        options = bits(narrowest & free)
        options.sort(key=lambda i: self.efforts[i] / sum(mask >> i & 1 for mask in open_masks))
        for i in options:
            free &= ~(1 << i)
            self.explore(chosen | 1 << i, free, (*open_masks, *self.needs[i]))

    def _forced(self, chosen: int, free: int, open_masks: Iterable[int]) -> tuple[int, int, list[int]] | None:
        """Return the state after dropping obligations already met and choosing every only provider; None if one has none."""
        pending, kept = list(open_masks), set()
        while pending:
            mask = pending.pop()
            if mask & chosen:
                continue
            options = mask & free
            if not options:
                return None
            if options & (options - 1):
                kept.add(options)
                continue
            chosen |= options
            free &= ~options
            pending += [*self.needs[options.bit_length() - 1], *kept]
            kept = set()
        return chosen, free, list(kept)

    def _unlocking(self, chosen: int, free: int) -> list[int] | None:
        """Return the obligation that follows when chosen levers wait for each other; None when all come into place.

        In any set that works, the first of the stuck levers to come into place had a need met by a lever not chosen yet.
        """
        placed = active(chosen, self.needs)
        if placed == chosen:
            return None
        helping = 0
        for i in bits(chosen & ~placed):
            for mask in self.needs[i]:
                if not mask & placed:
                    helping |= mask & ~chosen
        return [helping & free]

    def _bounded(self, chosen: int, free: int, open_masks: Sequence[int]) -> int | None:
        """Return the free levers that a better set could still hold; None when no better set is left."""
        usable = active(chosen | free, self.needs)
        if chosen & ~usable:
            return None
        free &= usable
        effort = self._effort(chosen)
        bound = lower_bound(self.problem, chosen, free, open_masks)
        if bound is None:
            return None
        least, slack = bound
        room = self.best.effort - effort - least
        if room < 0 or (room == 0 and self._tied_is_worse(chosen, free, self.best.effort - effort)):
            return None
        return sum(1 << i for i in bits(free) if slack[i] <= room)

    def _tied_is_worse(self, chosen: int, free: int, effort_left: int) -> bool:
        """Whether sets of the best effort could still not win by their number of levers or their order."""
        fitting = [i for i in bits(free) if self.efforts[i] <= effort_left]
        if not fitting:
            return True
        most = max(self.efforts[i] for i in fitting)
        size = chosen.bit_count() + -(-effort_left // most)
        if size != self.best.size:
            return size > self.best.size
        earliest = sum(1 << i for i in fitting[: self.best.size - chosen.bit_count()])
        return self.best.beats(self.best.effort, chosen | earliest)

    def _offer(self, mask: int) -> None:
        effort = self._effort(mask)
        if not self.best.beats(effort, mask):
            self.best = Best(effort, mask)

    def _thinned(self) -> int:
        """Return a first set that works: all usable levers, dropping one after the other, the heaviest and latest first."""
        mask = self.usable
        for i in sorted(bits(mask), key=lambda i: (-self.efforts[i], -i)):
            fewer = active(mask & ~(1 << i), self.needs)
            if all(goal & fewer for goal in self.problem.goals):
                mask = fewer
        return mask

    def _effort(self, mask: int) -> int:
        return sum(self.efforts[i] for i in bits(mask))
