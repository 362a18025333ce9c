"""Measurements, as ratios and medians of one run: python -m bench [scoring] [report] [saving] [line] [start]."""
