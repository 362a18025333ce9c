"""The documents of a review: composed from what the stages know, issued with a number, and frozen."""
