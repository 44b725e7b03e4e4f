"""The tables of this app, one file per subject."""

from inspections.models.cap import CapException
from inspections.models.ceremony import (
    CeremonyScreen,
    NumberCorrection,
    PublicNumber,
    SupersededResult,
    VoidRequest,
)
from inspections.models.draw import ChainLink, Draw, DrawNonce, EnvelopePrint
from inspections.models.outcome import DrawnEntity, Reserve, TeamMember
from inspections.models.plan import Counter, Plan, PlanLine
from inspections.models.pool_rows import PoolEntity, PoolInspector
from inspections.models.record import Answer, Confirmation, Evidence, Inspection
from inspections.models.replacement import Excuse, Replacement
from inspections.models.sync import HandMark, SyncKey
from inspections.models.task import DrawSession, Task
from inspections.models.visit import Visit, VisitApproval, VisitOfficer

__all__ = [
    "Answer",
    "CapException",
    "CeremonyScreen",
    "ChainLink",
    "Confirmation",
    "Counter",
    "Draw",
    "DrawNonce",
    "DrawSession",
    "DrawnEntity",
    "EnvelopePrint",
    "Evidence",
    "Excuse",
    "HandMark",
    "Inspection",
    "NumberCorrection",
    "Plan",
    "PlanLine",
    "PoolEntity",
    "PoolInspector",
    "PublicNumber",
    "Replacement",
    "Reserve",
    "SupersededResult",
    "SyncKey",
    "Task",
    "TeamMember",
    "Visit",
    "VisitApproval",
    "VisitOfficer",
    "VoidRequest",
]
