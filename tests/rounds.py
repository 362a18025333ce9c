"""How often what is left to chance is tried: a few times in the suite, as often as one says by a number.

LEVIER_ROUNDS: races of eight; LEVIER_TRIES: tries of each kind of account. `make thorough` sets both.
"""

import os

ROUNDS = int(os.environ.get("LEVIER_ROUNDS", "5"))
TRIES = int(os.environ.get("LEVIER_TRIES", "30"))
EIGHT = 8
