"""The only writers of parameters: 双随机办 proposes, 分管局领导 decides; a proposal changes nothing."""

from datetime import date, timedelta
from typing import Any, Protocol

from django.db import transaction

from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, NotPermitted, SameHands
from yangcheng_inspect.moves import move
from yangcheng_inspect.parameters import reading
from yangcheng_inspect.parameters.definitions import BY_KEY, Definition
from yangcheng_inspect.parameters.models import ParameterValue
from yangcheng_inspect.parameters.signals import parameter_changed
from yangcheng_inspect.parameters.status import MOVES, ValueStatus
from yangcheng_inspect.trail.services import Person, record

PROPOSE, APPROVE = "parameters.propose_value", "parameters.approve_value"
REACH = timedelta(days=366)
"""How far back a value may count: a statute is entered after the day it took effect; older clocks are history."""


class Official(Person, Protocol):
    """Whoever acts: `accounts.User`, seen from below."""

    def has_perm(self, perm: str) -> bool: ...


@transaction.atomic
def set_value(*, key: str, value: Any, source: str, from_on: date, by: Official) -> ParameterValue:
    """Propose `value` from the day `from_on`, by `source`. Nothing changes until it is approved."""
    if not by.has_perm(PROPOSE):
        raise NotPermitted("参数的改动由双随机办提出。")
    definition = _known(key)
    _check(definition, value, source, from_on)
    if ParameterValue.objects.select_for_update().pending().filter(key=key).exists():
        raise DomainError(f"“{definition.label}”已有一份待审批的改动，请等批准后再提出。")
    if reading.load().value(key, from_on) == value:
        raise DomainError(f"“{definition.label}”在 {from_on:%Y-%m-%d} 已经是 {definition.words(value)}，没有改动。")
    asked = ParameterValue.objects.create(
        key=key,
        value=value,
        source=source.strip(),
        in_force_from=from_on,
        proposed_at=now(),
        proposed_by_id=by.pk,
    )
    detail = {"key": definition.label, "value": str(asked.words), "from_on": from_on.isoformat()}
    record("parameter.propose", target=asked, by=by, detail=detail, reason=asked.source)
    return asked


@transaction.atomic
def approve(*, change: ParameterValue, by: Official) -> ParameterValue:
    """The value counts from its day on; deadlines of clocks that started since then are computed anew."""
    change = _to_decide(change, by)
    _check(_known(change.key), change.value, change.source, change.in_force_from)
    stamps: dict[str, Any] = {"decided_at": now(), "decided_by": by}
    facts = {"key": change.definition.label, "value": change.words}
    move(change, ValueStatus.APPROVED, table=MOVES, by=by, action="parameter.approve", facts=facts, **stamps)
    reading.forget()
    parameter_changed.send(sender=ParameterValue, key=change.key, since=change.in_force_from, by=by)
    return change


@transaction.atomic
def decline(*, change: ParameterValue, decision: str, by: Official) -> ParameterValue:
    if not decision.strip():
        raise DomainError("请写明不予批准的理由。")
    change = _to_decide(change, by)
    stamps: dict[str, Any] = {"decided_at": now(), "decided_by": by, "decision": decision.strip()}
    act = "parameter.decline"
    return move(change, ValueStatus.DECLINED, table=MOVES, by=by, action=act, reason=decision, **stamps)


@transaction.atomic
def withdraw(*, change: ParameterValue, by: Official) -> ParameterValue:
    change = _locked(change)
    if change.proposed_by_id != by.pk:
        raise NotPermitted("只有提出人本人可以撤回。")
    return move(change, ValueStatus.WITHDRAWN, table=MOVES, by=by, action="parameter.withdraw")


def _to_decide(change: ParameterValue, by: Official) -> ParameterValue:
    if not by.has_perm(APPROVE):
        raise NotPermitted("参数的改动由分管局领导批准。")
    change = _locked(change)
    if change.proposed_by_id == by.pk:
        raise SameHands("不得批准本人提出的参数改动。请由另一位分管局领导批准。")
    return change


def _locked(change: ParameterValue) -> ParameterValue:
    return ParameterValue.objects.select_for_update().get(pk=change.pk)


def _known(key: str) -> Definition:
    if key not in BY_KEY:
        raise DomainError("系统中没有这个参数，请从参数页面选择。")
    return BY_KEY[key]


def _check(definition: Definition, value: Any, source: str, from_on: date) -> None:
    if not source.strip():
        raise DomainError("请填写依据（文件名称和文号、条款）。")
    if from_on < today() - REACH:
        raise DomainError("施行日期最早可以填一年以内的日期。更早开始的期限已成历史，不再改动。")
    _check_value(definition, value)


def _check_value(definition: Definition, value: Any) -> None:
    if type(value) is not definition.kind:
        raise DomainError(f"“{definition.label}”应填{_KINDS[definition.kind]}。")
    if not definition.allows(value):
        why = f"（{definition.why}）" if definition.why else ""
        raise DomainError(f"“{definition.label}”应为 {definition.least} 至 {definition.words(definition.most)}{why}。")


_KINDS: dict[type, str] = {int: "整数", bool: "是或否", str: "文字"}
