"""核查: an 异议 is looked into by somebody who was on neither team nor chain, who hears the team as well."""

from django.db import transaction

from publicity.models import Objection
from publicity.objection_status import ObjectionStatus
from publicity.services import objection_people as people
from publicity.services.objections import HANDLE, OFFICE
from registry.services.rights import demand, locked
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.services import record


@transaction.atomic
def assign(*, objection: Objection, handler: User, by: User) -> Objection:
    """指派承办人, or another one; what the first found out goes, for the second answers for his own.

    Whoever the objection is about does not choose who looks into it.
    """
    demand(by, HANDLE, OFFICE)
    objection = _checking(objection)
    people.require_outside(objection, by)
    if handler.pk in people.concerned(objection):
        why = f"{handler.name}参加过这次检查或者它的审核审批，不能承办。"
        raise SameHands(why + people.offered_instead(objection))
    if not people.handlers(objection).filter(pk=handler.pk).exists():
        raise NotPermitted(f"{handler.name}不能承办异议。{people.offered_instead(objection)}")
    objection.handler, objection.assigned_at, objection.assigned_by = handler, now(), by
    objection.findings, objection.found_at = "", None
    _saved(objection, "handler", "assigned_at", "assigned_by", "findings", "found_at")
    record("objection.assign", target=objection, by=by, detail={"handler": handler.name})
    return objection


@transaction.atomic
def ask_explanation(*, objection: Objection, by: User) -> Objection:
    """请检查组说明: from now on the team sees the objection, not who wrote it."""
    objection = _own(objection, by)
    if objection.explanation_asked_at:
        raise DomainError("已经请检查组说明。")
    objection.explanation_asked_at = now()
    _saved(objection, "explanation_asked_at")
    record("objection.ask_explanation", target=objection, by=by)
    return objection


@transaction.atomic
def explain(*, objection: Objection, explanation: str, by: User) -> Objection:
    """检查组说明: how the team saw it; may be written anew until the outcome is proposed."""
    objection = _checking(objection)
    if not people.on_team(objection, by):
        raise NotPermitted("检查组说明由参加这次检查的人员填写。")
    if objection.explanation_asked_at is None:
        raise DomainError("承办人还没有请检查组说明。")
    if not explanation.strip():
        raise DomainError("请写明情况说明。")
    objection.explanation, objection.explained_at, objection.explained_by = explanation.strip(), now(), by
    _saved(objection, "explanation", "explained_at", "explained_by")
    record("objection.explain", target=objection, by=by)
    return objection


@transaction.atomic
def verify(*, objection: Objection, findings: str, by: User) -> Objection:
    """核查情况: what the handler looked at and found; the office proposes the outcome from it."""
    objection = _own(objection, by)
    if not findings.strip():
        raise DomainError("请写明核查了什么、查明了什么。")
    objection.findings, objection.found_at = findings.strip(), now()
    _saved(objection, "findings", "found_at")
    record("objection.verify", target=objection, by=by)
    return objection


def _own(objection: Objection, by: User) -> Objection:
    objection = _checking(objection)
    if objection.handler_id != by.pk:
        raise NotPermitted("这件异议由承办人核查。")
    people.require_outside(objection, by)
    return objection


def _checking(objection: Objection) -> Objection:
    objection = locked(objection)
    if objection.status != ObjectionStatus.CHECKING:
        raise DomainError(f"当前状态是“{objection.get_status_display()}”，不能办理。")
    if objection.proposed:
        raise DomainError("结论已报分管局领导批准，不能再改动。须改动的，请先由分管局领导退回。")
    return objection


def _saved(objection: Objection, *fields: str) -> None:
    objection.save(update_fields=list(fields))
