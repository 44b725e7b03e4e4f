"""结论: proposed by 双随机办, approved by 分管局领导, both outside the case (architecture, 谁决定什么).

维持 is a reply. 更正 and 撤销 go through the same door as any other change of what is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from publicity import correctable
from publicity.grounds import Ground
from publicity.models import Objection
from publicity.objection_status import DECIDED, ObjectionStatus
from publicity.public_site.letter_words import Wrong
from publicity.services import changes as rules
from publicity.services import corrections, progress, remarks, withdrawals
from publicity.services import objection_people as people
from publicity.services.objections import HANDLE, OFFICE
from publicity.status import MOVES, PublicationStatus
from registry.services.rights import demand, demand_reason, locked
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.services import record

Outcome = Objection.Outcome


@dataclass(frozen=True)
class Draft:
    """What is laid before 分管局领导. `changes`: field of the public record -> the right text (`correctable.of`)."""

    outcome: str
    reply: str
    public_reason: str = ""
    changes: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def propose(*, objection: Objection, draft: Draft, by: User) -> Objection:
    """Lay the outcome before 分管局领导; until he decides nothing of it moves. Raises `DomainError`, `SameHands`."""
    objection = locked(objection)
    people.require_proposer(objection, by)
    _refuse_unready(objection)
    _refuse_unfit(objection, draft)
    objection.outcome, objection.reply, objection.returned_reason = draft.outcome, draft.reply.strip(), ""
    objection.public_reason, objection.changes = draft.public_reason.strip(), dict(draft.changes)
    objection.proposed_at, objection.proposed_by = now(), by
    fields = ["outcome", "reply", "returned_reason", "public_reason", "changes", "proposed_at", "proposed_by"]
    objection.save(update_fields=fields)
    record("objection.propose", target=objection, by=by, detail={"outcome": objection.outcome})
    return objection


def _refuse_unready(objection: Objection) -> None:
    if objection.status != ObjectionStatus.CHECKING:
        raise DomainError(f"当前状态是“{objection.get_status_display()}”，不能拟定结论。")
    if objection.proposed:
        raise AlreadyDone("结论已经报分管局领导批准。")
    if objection.found_at is None:
        raise DomainError("承办人还没有登记核查情况，不能拟定结论。")


def _refuse_unfit(objection: Objection, draft: Draft) -> None:
    """What the doors of correction and withdrawal would refuse later is refused now, not on the leader's desk."""
    publication = objection.publication
    if draft.outcome not in Outcome.values or not draft.reply.strip():
        raise DomainError("请选择结论，并写明答复内容和理由。")
    if draft.outcome == Outcome.UPHELD:
        return
    if draft.outcome == Outcome.CORRECTED:
        if publication.status != PublicationStatus.PUBLISHED:
            raise DomainError("这份结果没有在公示，不能更正公示。没有公示的，由审核环节退回检查组补正记录。")
        correctable.changed(publication.record or {}, draft.changes)
    elif publication.status == PublicationStatus.PENDING:
        raise DomainError("这份结果还没有公示，不能撤销公示。请按暂缓公示或记录作废办理。")
    rules.refuse_unsaid(publication, Ground.OBJECTION, objection.number, draft.public_reason)


@transaction.atomic
def send_back(*, objection: Objection, reason: str, by: User) -> Objection:
    """退回: another outcome, or more checking."""
    objection = _proposed(objection, by)
    objection.returned_reason, objection.proposed_at, objection.proposed_by = demand_reason(reason), None, None
    objection.save(update_fields=["returned_reason", "proposed_at", "proposed_by"])
    record("objection.send_back", target=objection, by=by, reason=objection.returned_reason)
    return objection


@transaction.atomic
def approve(*, objection: Objection, by: User) -> Objection:
    """The outcome stands, and the public page follows it in the same moment."""
    objection = _proposed(objection, by)
    to = ObjectionStatus(objection.outcome)
    move(objection, to, table=MOVES, by=by, action="objection.approve", approved_at=now(), approved_by=by)
    _carry_out(objection, by)
    reason = f"异议办结：{objection.get_status_display()}"
    remarks.show(publication=objection.publication, reason=reason, by=by)
    progress.tell_objection(objection)
    return objection


def _carry_out(objection: Objection, by: User) -> None:
    publication = objection.publication
    assert objection.proposed_by is not None, "an outcome on the leader's desk has its author"
    paper: dict[str, Any] = {"ground": Ground.OBJECTION, "document": objection.number}
    paper["reason"] = objection.public_reason
    hands: dict[str, Any] = {"asked_by": objection.proposed_by, "by": by}
    if objection.outcome == Outcome.CORRECTED:
        hides = objection.ground == Wrong.NOT_PUBLIC
        corrections.correct(publication=publication, changes=objection.changes, hides_old=hides, **paper, **hands)
    # What came down for another reason meanwhile is down already.
    elif objection.outcome == Outcome.REVOKED and publication.status in withdrawals.SHOWN:
        withdrawals.withdraw(publication=publication, **paper, **hands)


def _proposed(objection: Objection, by: User) -> Objection:
    objection = locked(objection)
    if not objection.proposed:
        raise DomainError("结论还没有拟定，或者已被他人处理。请刷新页面。")
    people.require_approver(objection, by)
    return objection


@transaction.atomic
def deliver(*, objection: Objection, replied_on: date, replied_how: str, by: User) -> Objection:
    """The applicant has the answer: how and when. Only now is the clock of the answer kept."""
    demand(by, HANDLE, OFFICE)
    objection = locked(objection)
    if objection.status not in DECIDED or objection.approved_at is None:
        raise DomainError("异议还没有办结，不能登记答复送达。")
    if objection.replied_on:
        raise AlreadyDone("答复送达已经登记。")
    if not objection.approved_at.astimezone().date() <= replied_on <= today():
        raise DomainError("送达日期应在批准结论之后，不能晚于今天。")
    if not replied_how.strip():
        raise DomainError("请写明以什么方式答复申请人。")
    objection.replied_on, objection.replied_how = replied_on, replied_how.strip()
    objection.save(update_fields=["replied_on", "replied_how"])
    record("objection.deliver", target=objection, by=by, detail={"replied_on": replied_on.isoformat()})
    progress.tell_objection(objection)
    return objection
