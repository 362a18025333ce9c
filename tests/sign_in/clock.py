"""How long an answer takes, kind by kind, and whether the time tells the kinds apart."""

import gc
from statistics import median
from time import perf_counter_ns


def timed(tries, kinds, ask):
    """Return {kind: [milliseconds]}; one try of each kind in turn, the order turning too, so that nothing favours one."""
    took = {kind: [] for kind in kinds}
    names = list(kinds)
    for number in range(-2, tries):  # the first two warm up
        gc.collect()
        gc.disable()
        for kind in names[number % len(names) :] + names[: number % len(names)]:
            begin = perf_counter_ns()
            ask(kind, number)
            if number >= 0:
                took[kind].append((perf_counter_ns() - begin) / 1e6)
        gc.enable()
    return took


def auc(one, other):
    """Return the chance that a time of the first is longer than one of the second: 0.5 where the time tells nothing."""
    return sum((a > b) + (a == b) / 2 for a in one for b in other) / (len(one) * len(other))


def allowed(tries):
    """Return how far from 0.5 chance alone may lead: 0.10 with 200 tries (3.4 standard deviations), more with fewer."""
    return 0.10 if tries >= 200 else 3.4 * (1 / (6 * tries)) ** 0.5


def told(took, against):
    """Return {kind: (median, AUC against the one kind)}."""
    return {kind: (round(median(times), 2), round(auc(times, took[against]), 3)) for kind, times in took.items()}
