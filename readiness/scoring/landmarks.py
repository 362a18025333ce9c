"""Landmarks: sets of levers of which every solution takes at least one, found as they are needed and remembered.

If all the levers outside a set together do not meet the goals, then every solution takes one from the set. The smaller
the set, the more it says. Known from planning as disjunctive action landmarks.
"""

from collections.abc import Iterable

from .cheapest_problem import Problem, active, bits, spread


class Landmarks:
    """The landmarks of one problem found so far, as masks, in the order found."""

    def __init__(self, problem: Problem):
        self.problem = problem
        self.usable = active(problem.levers, problem.needs)
        self.known: list[int] = []

    def missing(self, taken: int, order: Iterable[int]) -> int | None:
        """Return and remember a landmark that holds none of the levers taken; None when those meet the goals.

        Levers are added to those taken, in the order given, as long as the goals stay out of reach; the landmark is what
        is left over, so none of it could be spared.
        """
        needs = self.problem.needs
        placed, waiting = spread(0, bits(taken), needs)
        if self.problem.solved_by(placed):
            return None
        landmark = 0
        for i in order:
            if not all(mask & placed for mask in needs[i]):
                waiting.append(i)
                continue
            farther, still = spread(placed | 1 << i, waiting, needs)
            if self.problem.solved_by(farther):
                landmark |= 1 << i
            else:
                placed, waiting = farther, still
        self.known.append(landmark)
        return landmark
