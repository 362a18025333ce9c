"""The cheapest set of levers that meets every goal: an exact branch and bound over landmarks; sets of levers are masks."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from .cheapest_problem import Problem, active, bits
from .landmarks import Landmarks


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


class Node(NamedTuple):
    """Where the search stands: levers chosen, levers still free, and the landmarks not yet hit, cut down to free levers.

    `seen` is how many of the landmarks known have been looked at.
    """

    chosen: int
    free: int
    open: tuple[int, ...] = ()
    seen: int = 0


def cheapest(problem: Problem) -> int:
    """Return the best set of levers as a mask. All the levers together must meet every goal."""
    return Search(problem).run()


class Search:
    """Takes a landmark, tries each of its levers in turn, and drops what was tried and what cannot lead to better."""

    def __init__(self, problem: Problem):
        self.problem = problem
        self.landmarks = Landmarks(problem)
        self.nodes = 0
        first = self._thinned(self.landmarks.usable)
        self.best = Best(problem.effort(first), first)

    def run(self) -> int:
        self._explore(Node(0, self.landmarks.usable))
        return self.best.mask

    def _explore(self, node: Node) -> None:
        """Try every set that holds the chosen levers and otherwise only free ones; keep the best."""
        narrowed: Node | None = node
        while narrowed is not None:
            self.nodes += 1
            before = self._forced(narrowed)
            narrowed = before and self._bounded(before)
            if narrowed == before:
                break
        if narrowed is not None:
            self._branch(narrowed)

    def _branch(self, node: Node) -> None:
        free = node.free
        for i in self._in_order(node.open):
            free &= ~(1 << i)
            self._explore(Node(node.chosen | 1 << i, free, node.open, node.seen))

    def _forced(self, node: Node) -> Node | None:
        """Return the node once the last lever left of any landmark is chosen; None when one has none left."""
        chosen, free, masks = node.chosen, node.free, {*node.open, *self.landmarks.known[node.seen :]}
        while True:
            masks = {mask & free for mask in masks if not mask & chosen}
            if 0 in masks:
                return None
            only = [mask for mask in masks if not mask & (mask - 1)]
            if not only:
                return Node(chosen, free, tuple(sorted(masks, key=_size_first)), len(self.landmarks.known))
            for mask in only:
                chosen |= mask
                free &= ~mask

    def _bounded(self, node: Node) -> Node | None:
        """Return the node without the levers that no better set holds, with new landmarks; None when it is done with.

        Each landmark is charged to its levers at once, as much as the least of them has left of its effort. Every charge
        is owed by any solution and no lever is charged more than its effort, so a solution that holds a lever costs at
        least all the charges plus what that lever has left. New landmarks are looked for until the levers with nothing
        left would meet the goals.
        """
        left = {i: self.problem.efforts[i] for i in bits(node.free)}
        room = self.best.effort - self.problem.effort(node.chosen)
        spent, found = 0, list(node.open)
        for mask in node.open:
            if not mask & spent:
                charge, spent = _charge(mask, left, spent)
                room -= charge
        while room >= 0:
            landmark = self.landmarks.missing(node.chosen | spent, self._outside(node, spent, left))
            if landmark is None:
                break
            landmark &= node.free
            if not landmark:
                return None
            found.append(landmark)
            charge, spent = _charge(landmark, left, spent)
            room -= charge
        else:
            return None
        self._offer(node.chosen | spent)
        if not found or (not room and self._tied_is_worse(node)):
            return None
        free = sum(1 << i for i in bits(node.free) if left[i] <= room)
        return Node(node.chosen, free, tuple(found), len(self.landmarks.known))

    def _outside(self, node: Node, spent: int, left: dict[int, int]) -> list[int]:
        """Return the other usable levers: those no longer free first, then those with the least left."""
        others = bits(self.landmarks.usable & ~node.chosen & ~spent)
        return sorted(others, key=lambda i: left.get(i, -1))

    def _tied_is_worse(self, node: Node) -> bool:
        """Whether sets of the best effort still lose by their number of levers or by their order."""
        effort_left = self.best.effort - self.problem.effort(node.chosen)
        fitting = [i for i in bits(node.free) if self.problem.efforts[i] <= effort_left]
        most = max((self.problem.efforts[i] for i in fitting), default=1)
        size = node.chosen.bit_count() + -(-effort_left // most)
        if size != self.best.size:
            return size > self.best.size
        earliest = sum(1 << i for i in fitting[: self.best.size - node.chosen.bit_count()])
        return self.best.beats(self.best.effort, node.chosen | earliest)

    def _in_order(self, landmarks: Sequence[int]) -> list[int]:
        """Return the levers of the narrowest landmark, those first that many landmarks hold and that cost little."""
        efforts = self.problem.efforts
        narrowest = bits(min(landmarks, key=_size_first))
        return sorted(narrowest, key=lambda i: (Fraction(efforts[i], sum(mask >> i & 1 for mask in landmarks)), i))

    def _offer(self, mask: int) -> None:
        """Keep what is needed of a set that meets the goals, if it is the best so far."""
        mask = self._thinned(mask)
        effort = self.problem.effort(mask)
        if not self.best.beats(effort, mask):
            self.best = Best(effort, mask)

    def _thinned(self, mask: int) -> int:
        """Return the set without levers that can be spared, dropping the heaviest and latest first."""
        for i in sorted(bits(mask), key=lambda i: (-self.problem.efforts[i], -i)):
            fewer = active(mask & ~(1 << i), self.problem.needs)
            if self.problem.solved_by(fewer):
                mask = fewer
        return mask


def _charge(mask: int, left: dict[int, int], spent: int) -> tuple[int, int]:
    """Charge a landmark to its levers; return the charge, and the levers with nothing left."""
    payers = bits(mask)
    charge = min(left[i] for i in payers)
    for i in payers:
        left[i] -= charge
        if not left[i]:
            spent |= 1 << i
    return charge, spent


def _size_first(mask: int) -> tuple[int, int]:
    return mask.bit_count(), mask
