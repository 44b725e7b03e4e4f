"""The demo: the sample registries and some weeks of work, played through the services a person uses.

Nothing here writes a table by itself, so what the demo shows can be done, and in that order. Days are counted
back from `clock.today()`, which `DEMO_TODAY` sets, so that the pictures stay true; the lists are of November 2026.
"""
