"""培训和考试 (方案四(四) 强化执法培训)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from registry.models import Inspector, Training
from registry.services.inspectors import OFFICE, PERMISSION
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

FIELDS = ("kind", "held_on", "title", "hours", "score", "result", "certificate_no")


@transaction.atomic
def note(
    *,
    inspector: Inspector,
    held_on: date,
    title: str,
    by: User | None,
    kind: str = Training.Kind.COURSE,
    hours: int | None = None,
    score: str = "",
    result: str = "",
    certificate_no: str = "",
) -> Training:
    """One course or one examination; `result` is 合格, 不合格 or empty."""
    demand(by, PERMISSION, OFFICE)
    inspector = locked(inspector)
    training = Training(inspector=inspector, kind=kind, held_on=held_on, title=title, hours=hours)
    training.score, training.result, training.certificate_no = score, result, certificate_no
    _refuse_odd(training)
    save(training)
    record("inspector.note_training", target=inspector, by=by, detail=_values(training))
    return training


@transaction.atomic
def amend(*, training: Training, values: Mapping[str, Any], reason: str, by: User | None) -> Training:
    """Correct a record; `values` maps a field of FIELDS to its new value."""
    demand(by, PERMISSION, OFFICE)
    reason = demand_reason(reason)
    inspector, training = locked(training.inspector), locked(training)
    before = _values(training)
    for field in FIELDS:
        setattr(training, field, values.get(field, getattr(training, field)))
    _refuse_odd(training)
    save(training)
    changes = {field: [before[field], now] for field, now in _values(training).items() if before[field] != now}
    if not changes:
        raise AlreadyDone("内容没有变化，没有保存。")
    record("inspector.amend_training", target=inspector, by=by, detail={"changes": changes}, reason=reason)
    return training


def _refuse_odd(training: Training) -> None:
    if training.held_on > clock.today():
        raise DomainError("培训和考试在办完之后登记，日期不能晚于今天。")
    if training.kind == Training.Kind.EXAM and not training.result:
        raise DomainError("考试须登记考核结果：合格或不合格。")


def _values(training: Training) -> dict[str, str]:
    """field → text, as the trail keeps it."""
    texts = {field: getattr(training, field) for field in FIELDS}
    return {field: "" if value is None else str(value) for field, value in texts.items()}
