"""Signing in: what it answers, how long it takes, what it counts, and what it leaves in a browser."""
