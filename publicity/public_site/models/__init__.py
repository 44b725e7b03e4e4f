"""Tables without foreign keys: they can live in another database than everything else."""

from publicity.public_site.models.bundle import PublicBundle
from publicity.public_site.models.checkpoint import PublicCheckpoint
from publicity.public_site.models.draw import PublicDraw
from publicity.public_site.models.inbox import InboxFile, InboxLetter
from publicity.public_site.models.inspector import PublicInspector
from publicity.public_site.models.item import PublicItem
from publicity.public_site.models.letter import PublicLetter
from publicity.public_site.models.notice import PublicNotice
from publicity.public_site.models.plan import PublicPlan, PublicTask
from publicity.public_site.models.proof import PublicProof
from publicity.public_site.models.result import PublicResult
from publicity.public_site.models.transfer import InboxExport, PublicImport
from publicity.public_site.models.version import PublicVersion

__all__ = [
    "InboxExport",
    "InboxFile",
    "InboxLetter",
    "PublicBundle",
    "PublicCheckpoint",
    "PublicDraw",
    "PublicImport",
    "PublicInspector",
    "PublicItem",
    "PublicLetter",
    "PublicNotice",
    "PublicPlan",
    "PublicProof",
    "PublicResult",
    "PublicTask",
    "PublicVersion",
]
