"""The cheapest set of levers that meets every goal: an exact branch and bound; sets of levers are masks."""

from collections.abc import Sequence
from typing import NamedTuple

from .cheapest_bound import Bound
from .cheapest_problem import Problem, active, bits


class Best(NamedTuple):
    """The best set so far: less effort wins, then fewer levers, then the earlier lever at the first difference."""

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
    return Search(problem).run()


class Search:
    """Takes levers of which one is needed, tries each in turn, drops what it has tried and what cannot lead to better."""

    def __init__(self, problem: Problem):
        self.problem = problem
        self.bound = Bound(problem)
        self.nodes = 0
        self.usable = active((1 << len(problem.efforts)) - 1, problem.needs)
        first = self._thinned()
        self.best = Best(self._effort(first), first)

    def run(self) -> int:
        self._explore(0, self.usable)
        return self.best.mask

    def _explore(self, chosen: int, free: int) -> None:
        """Try every set that holds `chosen` and otherwise only `free` levers; keep the best."""
        while True:
            self.nodes += 1
            if self.problem.solved_by(chosen):
                self._offer(active(chosen, self.problem.needs))
                return
            narrowed = self._narrowed(chosen, free)
            if narrowed is None:
                return
            free, cuts = narrowed
            only = [cut for cut in cuts if not cut & (cut - 1)]
            if not only:
                break
            for cut in only:
                chosen |= cut
                free &= ~cut
        for i in self._in_order(cuts):
            free &= ~(1 << i)
            self._explore(chosen | 1 << i, free)

    def _narrowed(self, chosen: int, free: int) -> tuple[int, list[int]] | None:
        """Return the free levers that a better set could still hold, and the cuts among them; None when there is no better set."""
        bounded = self.bound(chosen, free)
        if bounded is None:
            return None
        room = self.best.effort - self._effort(chosen) - bounded.effort
        if room < 0:
            return None
        free = sum(1 << i for i in bits(free) if bounded.left[i] <= room)
        cuts = [cut & free for cut in bounded.cuts]
        if not all(cuts) or (not room and self._tied_is_worse(chosen, free)):
            return None
        return free, cuts

    def _tied_is_worse(self, chosen: int, free: int) -> bool:
        """Whether sets of the best effort still lose by their number of levers or by their order."""
        effort_left = self.best.effort - self._effort(chosen)
        fitting = [i for i in bits(free) if self.problem.efforts[i] <= effort_left]
        most = max((self.problem.efforts[i] for i in fitting), default=1)
        size = chosen.bit_count() + -(-effort_left // most)
        if size != self.best.size:
            return size > self.best.size
        earliest = sum(1 << i for i in fitting[: self.best.size - chosen.bit_count()])
        return self.best.beats(self.best.effort, chosen | earliest)

    def _in_order(self, cuts: Sequence[int]) -> list[int]:
        """Return the levers of the narrowest cut, those first that many cuts hold and that cost little."""
        efforts = self.problem.efforts
        narrowest = bits(min(cuts, key=int.bit_count))
        return sorted(narrowest, key=lambda i: efforts[i] / sum(cut >> i & 1 for cut in cuts))

    def _offer(self, mask: int) -> None:
        effort = self._effort(mask)
        if not self.best.beats(effort, mask):
            self.best = Best(effort, mask)

    def _thinned(self) -> int:
        """Return a first set that works: all usable levers, dropping one after the other, the heaviest and latest first."""
        mask = self.usable
        for i in sorted(bits(mask), key=lambda i: (-self.problem.efforts[i], -i)):
            fewer = active(mask & ~(1 << i), self.problem.needs)
            if self.problem.solved_by(fewer):
                mask = fewer
        return mask

    def _effort(self, mask: int) -> int:
        return sum(self.problem.efforts[i] for i in bits(mask))
