"""A bound that no set of levers meeting the goals can be cheaper than, and the choices that any such set must make."""

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from .cheapest_problem import Problem, active, bits


class Bounded(NamedTuple):
    """The least effort still to come, what each free lever has left of its effort, and cuts: masks of which one must be taken."""

    effort: int
    left: dict[int, int]
    cuts: list[int]


class Bound:
    """The bound for one problem; what never changes between two calls is laid out once.

    The method is known from planning as landmark cuts: find levers of which one must still be taken, charge them all at
    once as much as the least of them has left, and begin again. Every charge is owed by any solution, and no lever is
    charged more than its effort, so a solution that holds a lever costs at least the bound plus what that lever has left.
    """

    def __init__(self, problem: Problem):
        every = range(len(problem.efforts))
        self.problem = problem
        self.masks = sorted({mask for needs in problem.needs for mask in needs} | set(problem.goals))
        ids = {mask: each for each, mask in enumerate(self.masks)}
        self.goals = [ids[mask] for mask in set(problem.goals)]
        self.needs = [[ids[mask] for mask in set(problem.needs[i])] for i in every]
        self.members = [bits(mask) for mask in self.masks]
        self.waiting = [[i for i in every if each in self.needs[i]] for each in range(len(self.masks))]
        self.provides = [[each for each, mask in enumerate(self.masks) if mask >> i & 1] for i in every]

    def __call__(self, chosen: int, free: int) -> Bounded | None:
        """Return the bound on what meeting the goals adds to `chosen` with `free` levers; None when they cannot be met."""
        placed = active(chosen, self.problem.needs)
        met = [bool(mask & placed) for mask in self.masks]
        left = {i: self.problem.efforts[i] for i in bits(free)} | dict.fromkeys(bits(chosen & ~placed), 0)
        goals = [goal for goal in self.goals if not met[goal]]
        effort, cuts = 0, []
        while True:
            costs = self._costs(left, met)
            if any(goal not in costs for goal in goals):
                return None
            goals = [goal for goal in goals if costs[goal]]
            if not goals:
                return Bounded(effort, left, cuts)
            payers = self._cut(max(goals, key=costs.__getitem__), left, met, costs)
            charge = min(left[i] for i in payers)
            effort += charge
            for i in payers:
                left[i] -= charge
            cuts.append(sum(1 << i for i in payers))

    def _costs(self, left: dict[int, int], met: list[bool]) -> dict[int, int]:
        """Return what it takes at least, of effort left, to meet each mask; those that cannot be met are left out."""
        waits = {i: sum(not met[need] for need in self.needs[i]) for i in left}
        queue = [(left[i], i) for i, count in waits.items() if not count]
        heapq.heapify(queue)
        costs: dict[int, int] = {}
        while queue:
            cost, i = heapq.heappop(queue)
            for mask in self.provides[i]:
                if mask in costs or met[mask]:
                    continue
                costs[mask] = cost
                for k in self.waiting[mask]:
                    if k in waits:
                        waits[k] -= 1
                        if not waits[k]:
                            heapq.heappush(queue, (cost + left[k], k))
        return costs

    def _cut(self, mask: int, left: dict[int, int], met: list[bool], costs: dict[int, int]) -> list[int]:
        """Return levers with effort left of which one must be taken to meet the mask.

        A member with nothing left is replaced by the levers that its dearest need waits for: one of those comes first.
        """
        payers, seen, pending = [], set(), [mask]
        while pending:
            for i in self.members[pending.pop()]:
                if i in seen or i not in left:
                    continue
                seen.add(i)
                if left[i]:
                    payers.append(i)
                    continue
                unmet = [need for need in self.needs[i] if not met[need]]
                if all(need in costs for need in unmet):
                    pending.append(max(unmet, key=costs.__getitem__))
        return payers
