"""Faults on purpose, and what is lost by them: python -m faults [kills] [power] [disk] [lock] [worker]."""
