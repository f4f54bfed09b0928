"""`make bench`: how quick the portal is over many rows, measured against itself in one run.

Ratios are judged, never times: machines differ and are busy. See docs/benchmarks.md.
"""
