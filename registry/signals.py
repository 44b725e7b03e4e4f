"""What higher apps may listen to. Sent inside the transaction that made it true."""

from django.dispatch import Signal

version_approved = Signal()  # version, by
