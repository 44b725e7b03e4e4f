"""The rules that correction and withdrawal share: who asks, who decides, what must be said (架构“谁决定什么”)."""

from typing import Any, TypeVar

from inspections.services.disputes import concerned
from inspections.services.standing import on_team
from publicity.grounds import BY_PAPER, DECIDED, Ground
from publicity.models import Correction, Publication, Withdrawal
from publicity.objection_status import ObjectionStatus
from publicity.public_site import schema
from publicity.status import ChangeStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError, SameHands
from yangcheng_inspect.trail.services import record

C = TypeVar("C", Correction, Withdrawal)


def locked(publication: Publication) -> Publication:
    """The publication comes first, whatever is locked after it."""
    return Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)


def refuse_unsaid(publication: Publication, ground: str, document: str, reason: str) -> None:
    """A reason that all may read, and the number of the paper where there is one."""
    if not reason.strip():
        raise DomainError("请写明理由。理由会公开。")
    if ground in BY_PAPER and not document.strip():
        raise DomainError(f"依据是“{Ground(ground).label}”的，请写明文书编号。")
    schema.refuse_personal(reason, "理由")
    visit = publication.inspection.visit
    if any(name and name in reason for name in (visit.name, visit.code)):
        raise DomainError("理由会公开，撤下以后仍能看到。请不要写企业名称和代码。")


def refuse_unfounded(publication: Publication, ground: str, document: str) -> None:
    """异议成立 is said by the outcome of an objection to this entry, never by a number somebody typed."""
    upheld = [ObjectionStatus.CORRECTED, ObjectionStatus.REVOKED]
    founded = publication.objections.filter(status__in=upheld, number=document.strip())
    if ground == Ground.OBJECTION and not founded.exists():
        raise DomainError("没有这个编号的、对这条公示已经办结为更正或者撤销的异议。异议请在异议页面办理。")


def refuse_concerned(publication: Publication, ground: str, by: User) -> None:
    """Nobody of the team; on an objection nobody either who acted in the chain of the record.

    Nor while an objection waits, whatever the ground: it would be answered by the back door. A decision that fell
    comes down in three days by whoever is there.
    """
    visit = publication.inspection.visit
    if on_team(visit, by):
        raise SameHands("您是这次检查的检查人员，不得办理本组结果的更正和撤下。请由他人办理。")
    waits = ground not in DECIDED and publication.objections.open().exists()
    if (ground == Ground.OBJECTION or waits) and by.pk in concerned(visit):
        raise SameHands("您办理过这次检查的审核审批，不得办理对它的异议。请由他人办理。")


def decide(change: C, to: ChangeStatus, *, permission: str, act: str, by: User, decision: str = "") -> C:
    """Stamp the decision of 分管局领导, who neither asked nor was concerned. The publication is locked."""
    demand(by, permission, "分管局领导")
    change = type(change)._default_manager.select_for_update(of=("self",)).get(pk=change.pk)
    if change.status != ChangeStatus.PENDING:
        raise AlreadyDone("此件已被他人处理，申请已经决定。")
    if change.asked_by_id == by.pk:
        raise SameHands("更正和撤下须由两人办理，不能由提请人本人决定。")
    refuse_concerned(change.publication, change.ground, by)
    stamps: dict[str, Any] = {"status": to, "decision": decision, "decided_at": now(), "decided_by": by}
    for name, value in stamps.items():
        setattr(change, name, value)
    change.save(update_fields=list(stamps))
    # Not `move`: in the trail of the publication a status would be read as its own.
    record(act, target=change.publication, by=by, reason=decision, detail={"decision": str(to.label)})
    return change


def public_reason(publication: Publication, ground: str, reason: str) -> str:
    """Of a sensitive item the public reads the category of the reason only (民爆、剧毒、易制爆、枪支、内保)."""
    return str(Ground(ground).label) if publication.inspection.version.item.sensitive else reason


def may_decide(change: C, user: User) -> bool:
    """For buttons and to-do rows: who would be let through `decide`."""
    if change.asked_by_id == user.pk:
        return False
    try:
        refuse_concerned(change.publication, change.ground, user)
    except SameHands:
        return False
    return True
