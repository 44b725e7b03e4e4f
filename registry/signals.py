"""What higher apps may listen to. Sent inside the transaction that made it true."""

from django.dispatch import Signal

version_approved = Signal()  # version, by
item_changed = Signal()  # item, by: renamed, switched off or on, other trades
inspector_changed = Signal()  # inspector, by: added, amended, another certificate, or withdrawn
entity_merging = Signal()  # entity, into: before it is written; whoever has open matters of it raises DomainError
import_undoing = Signal()  # registry_import, names (pk → name of what it wrote): who has used one raises DomainError
