"""The tables of this app, one file per subject."""

from inspections.models.cap import CapException
from inspections.models.draw import (
    ChainLink,
    Draw,
    DrawnEntity,
    DrawNonce,
    PoolEntity,
    PoolInspector,
    Reserve,
    TeamMember,
)
from inspections.models.plan import Counter, Plan, PlanLine
from inspections.models.record import Answer, Confirmation, Evidence, Inspection
from inspections.models.task import DrawSession, Task
from inspections.models.visit import Visit, VisitApproval, VisitOfficer

__all__ = [
    "Answer",
    "CapException",
    "ChainLink",
    "Confirmation",
    "Counter",
    "Draw",
    "DrawNonce",
    "DrawSession",
    "DrawnEntity",
    "Evidence",
    "Inspection",
    "Plan",
    "PlanLine",
    "PoolEntity",
    "PoolInspector",
    "Reserve",
    "Task",
    "TeamMember",
    "Visit",
    "VisitApproval",
    "VisitOfficer",
]
