"""The search for the cheapest levers: against trying every set, and on forty levers."""

import random
from itertools import combinations

import pytest

from readiness.scoring.cheapest import Search, cheapest
from readiness.scoring.cheapest_problem import Problem, active, bits


def problem(rng: random.Random, levers: int, facts: int, per_lever: tuple[int, int], efforts, needy: float) -> Problem:
    """Return a random problem: each lever raises a few requirements and has up to three needs, many in circles."""
    raises = [
        {fact: rng.randint(2, 5) for fact in rng.sample(range(facts), min(rng.randint(*per_lever), facts))} for _ in range(levers)
    ]

    def providers(fact: int, level: int) -> int:
        return sum(1 << i for i in range(levers) if raises[i].get(fact, 0) >= level)

    needs = []
    for _ in range(levers):
        count = sum(rng.random() < needy for _ in range(3))
        needs.append(tuple(providers(rng.randrange(facts), rng.randint(2, 4)) for _ in range(count)))
    usable = active((1 << levers) - 1, needs)
    goals = [providers(fact, rng.choice([3, 3, 4])) & usable for fact in range(facts)]
    return Problem(tuple(rng.choice(efforts) for _ in range(levers)), tuple(goal for goal in goals if goal), tuple(needs))


def by_trying_every_set(of: Problem) -> int:
    """Return the first working set in the order (effort, number, positions)."""
    positions = range(len(of.efforts))
    sets = [chosen for size in range(len(positions) + 1) for chosen in combinations(positions, size)]
    for chosen in sorted(sets, key=lambda chosen: (sum(of.efforts[i] for i in chosen), len(chosen), chosen)):
        mask = sum(1 << i for i in chosen)
        if active(mask, of.needs) == mask and of.solved_by(mask):
            return mask
    raise AssertionError("all levers together must meet every goal")


@pytest.mark.parametrize("efforts", [(1,), (1, 2), (1, 2, 3, 4, 5)])
@pytest.mark.parametrize("needy", [0, 0.3, 0.6, 0.9])
def test_the_search_finds_what_trying_every_set_finds(efforts, needy):
    rng = random.Random(f"{efforts} {needy}")
    for _ in range(60):
        of = problem(rng, rng.randint(1, 8), rng.randint(1, 8), (1, 4), efforts, needy)
        assert bits(cheapest(of)) == bits(by_trying_every_set(of))


@pytest.mark.parametrize("facts", [8, 14, 20, 27, 40])
@pytest.mark.parametrize("per_lever", [(1, 2), (2, 4), (4, 8)])
@pytest.mark.parametrize("efforts", [(1,), (3, 4), (1, 2, 3, 4, 5)])
def test_forty_levers_take_few_steps(facts, per_lever, efforts):
    """A step is about a fifth of a millisecond; the worst of thousands measured took about a thousand."""
    rng = random.Random(f"{facts} {per_lever} {efforts}")
    for needy in (0, 0.3, 0.6, 0.9):
        search = Search(problem(rng, 40, facts, per_lever, efforts, needy))
        search.run()
        assert search.nodes < 4000


def test_no_goal_takes_no_lever():
    assert cheapest(Problem((1, 2), (), ((), ()))) == 0


def test_no_lever_is_no_problem():
    assert cheapest(Problem((), (), ())) == 0


def test_levers_come_into_place_wave_by_wave():
    needs = ((), (0b001,), (0b100,))
    assert [active(chosen, needs) for chosen in (0b111, 0b110, 0b011)] == [0b011, 0, 0b011]
