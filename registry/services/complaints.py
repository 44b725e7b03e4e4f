"""投诉举报: registered one by one, settled, withdrawn with a reason. Who complained is never kept here."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from registry.models import Complaint, MarketEntity
from registry.services import complaint_rule
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

PERMISSION = "registry.register_complaint"
OFFICE = "双随机办"
PERSONAL = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
"""A mobile number or an identity number: no business of this list (个人信息保护法第6条)."""
Outcome = Complaint.Outcome


@dataclass(frozen=True)
class Given:
    """What the office notes of one complaint."""

    received_on: date
    channel: str
    content: str
    reference: str = ""
    outcome: str = Outcome.OPEN
    outcome_note: str = ""


@transaction.atomic
def register(*, entity: MarketEntity, given: Given, by: User | None) -> Complaint:
    """Note a complaint; with it the flag 投诉举报多, where the approved threshold is reached."""
    demand(by, PERMISSION, OFFICE)
    entity = locked(entity)
    _refuse(given)
    complaint = Complaint(entity=entity, registered_at=clock.now(), registered_by=by, **vars(given))
    if given.outcome != Outcome.OPEN:
        complaint.settled_at, complaint.settled_by = clock.now(), by
    save(complaint)
    detail = {"complaint": complaint.pk, "received_on": given.received_on.isoformat(), "channel": given.channel}
    record("entity.complain", target=entity, by=by, detail=detail | {"outcome": given.outcome})
    complaint_rule.follow(entity, by=by)
    return complaint


@transaction.atomic
def settle(*, complaint: Complaint, outcome: str, note: str, by: User) -> Complaint:
    """Say what came of it: 属实, 部分属实, 不属实. The count, and so the flag, follows."""
    demand(by, PERMISSION, OFFICE)
    entity, complaint = locked(complaint.entity), locked(complaint)
    _refuse_withdrawn(complaint)
    if outcome not in (Outcome.TRUE, Outcome.PARTLY, Outcome.UNTRUE):
        raise DomainError("请选择核查结果：属实、部分属实或不属实。")
    if outcome == complaint.outcome:
        raise AlreadyDone(f"这件投诉举报已经登记为{complaint.get_outcome_display()}。")
    before, complaint.outcome, complaint.outcome_note = complaint.outcome, outcome, _clean(demand_reason(note))
    complaint.settled_at, complaint.settled_by = clock.now(), by
    save(complaint)
    detail = {"complaint": complaint.pk, "outcome": [before, outcome]}
    record("entity.settle_complaint", target=entity, by=by, detail=detail, reason=note)
    complaint_rule.follow(entity, by=by)
    return complaint


@transaction.atomic
def withdraw(*, complaint: Complaint, reason: str, by: User) -> Complaint:
    """Take back a wrong entry; it stays readable and counts no more."""
    demand(by, PERMISSION, OFFICE)
    entity, complaint = locked(complaint.entity), locked(complaint)
    _refuse_withdrawn(complaint)
    complaint.withdraw_reason = _clean(demand_reason(reason))
    complaint.withdrawn_at, complaint.withdrawn_by = clock.now(), by
    save(complaint)
    record("entity.withdraw_complaint", target=entity, by=by, detail={"complaint": complaint.pk}, reason=reason)
    complaint_rule.follow(entity, by=by)
    return complaint


def _refuse(given: Given) -> None:
    if given.received_on > clock.today():
        raise DomainError("收到日期不能晚于今天。")
    if not given.content.strip():
        raise DomainError("请写明反映的问题。")
    _clean(given.content)
    _clean(given.outcome_note)
    _clean(given.reference)


def _clean(text: str) -> str:
    """The text, unless a number in it would tell who complained."""
    if PERSONAL.search(text):
        raise DomainError("文字中有手机号码或身份证号码。投诉人的个人信息不得写在这里，请删去后保存。")
    return text


def _refuse_withdrawn(complaint: Complaint) -> None:
    if complaint.withdrawn_at:
        raise AlreadyDone("这件投诉举报已经撤销。")
