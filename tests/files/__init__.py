"""Makers of real files, small and whole, and of what hostile people do to them. Nothing is kept: each run makes them anew."""
