"""The demo: the sample registries and some weeks of work, played through the services a person uses.

Nothing here writes a table by itself, so what the demo shows can be done, and in that order. Days are counted
from `clock.today()`, which `DEMO_TODAY` sets, so that every screen has content in every state on any day.
"""
