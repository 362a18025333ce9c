"""The experts’ desk: who reviews, how they rate, what they ask."""
