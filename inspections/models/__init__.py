"""The tables of this app, one file per subject."""

from inspections.models.archive import ArchiveFile, RecordCopy
from inspections.models.cap import CapException
from inspections.models.ceremony import (
    CeremonyScreen,
    NumberCorrection,
    PublicNumber,
    SupersededResult,
    VoidRequest,
)
from inspections.models.companion import Companion
from inspections.models.dispute import Dispute
from inspections.models.document import Delivery, Document, PaperPrint
from inspections.models.draw import ChainLink, Draw, DrawNonce, EnvelopePrint
from inspections.models.evidence import Evidence, PaperEntry
from inspections.models.follow_up import Rectification
from inspections.models.follow_up_rows import Extension, Proof, ProofFile, RecheckSignature
from inspections.models.hand_over import CaseFiling
from inspections.models.interruption import Interruption
from inspections.models.material import Material
from inspections.models.merger import Merger
from inspections.models.outcome import DrawnEntity, Reserve, TeamMember
from inspections.models.plan import Counter, Plan, PlanLine
from inspections.models.pool_rows import PoolEntity, PoolInspector
from inspections.models.record import Answer, Confirmation, Inspection
from inspections.models.referral import Referral, ReferralEvidence
from inspections.models.replacement import Excuse, Replacement
from inspections.models.sealing import Addendum, RecordSeal, RecordVoid, ReviewMark
from inspections.models.sync import HandMark, SyncKey
from inspections.models.task import DrawSession, Task
from inspections.models.visit import Visit, VisitApproval
from inspections.models.visit_officer import VisitOfficer

__all__ = [
    "Addendum",
    "Answer",
    "ArchiveFile",
    "CapException",
    "CaseFiling",
    "CeremonyScreen",
    "ChainLink",
    "Companion",
    "Confirmation",
    "Counter",
    "Delivery",
    "Dispute",
    "Document",
    "Draw",
    "DrawNonce",
    "DrawSession",
    "DrawnEntity",
    "EnvelopePrint",
    "Evidence",
    "Excuse",
    "Extension",
    "HandMark",
    "Inspection",
    "Interruption",
    "Material",
    "Merger",
    "NumberCorrection",
    "PaperEntry",
    "PaperPrint",
    "Plan",
    "PlanLine",
    "PoolEntity",
    "PoolInspector",
    "Proof",
    "ProofFile",
    "PublicNumber",
    "RecheckSignature",
    "RecordCopy",
    "RecordSeal",
    "RecordVoid",
    "Rectification",
    "Referral",
    "ReferralEvidence",
    "Replacement",
    "Reserve",
    "ReviewMark",
    "SupersededResult",
    "SyncKey",
    "Task",
    "TeamMember",
    "Visit",
    "VisitApproval",
    "VisitOfficer",
    "VoidRequest",
]
