"""What the parameters tell the apps above them."""

from django.dispatch import Signal

parameter_changed = Signal()
"""Sent inside the transaction that approves. Arguments: `key` (str), `since` (date) and `by` (User).

Clocks that started on `since` or later are concerned; those that started before keep what was in force then.
"""
