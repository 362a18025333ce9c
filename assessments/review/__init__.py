"""The experts' desk: who reviews what, how they rate it, what they ask."""
