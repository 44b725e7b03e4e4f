"""What the calendar tells the apps above it."""

from django.dispatch import Signal

calendar_changed = Signal()
"""Sent inside the transaction that changes days. Arguments: `years` (frozenset of int), `by` (User or None)."""
