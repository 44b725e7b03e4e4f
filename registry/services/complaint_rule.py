"""投诉举报多 by rule (方案三(二)1): raised when the approved threshold is reached, lifted when it no longer is.

Raised and lifted in the transaction that changed the count, or by the daily command when days passed; each time
with an event that names the rule and the complaints. Without an approved matrix nothing happens.
"""

from collections.abc import Sequence

from django.db import transaction

from registry.models import Complaint, EntityFlag, MarketEntity, RiskMatrix
from registry.risk_of import counting, matrix_in_force
from registry.services.rights import locked
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.trail.services import record

KIND = EntityFlag.Kind.COMPLAINTS
ROOM = 300
"""Signs that the evidence of a flag may have."""


@transaction.atomic
def follow_all(*, by: User | None) -> tuple[int, int]:
    """Every firm as the rule stands today: how many flags were raised, how many lifted."""
    known = EntityFlag.objects.filter(kind=KIND, matrix__isnull=False, ended_on__isnull=True).values("entity")
    firms = MarketEntity.objects.filter(pk__in=known) | MarketEntity.objects.filter(pk__in=_complained())
    done = [follow(locked(firm), by=by) for firm in firms.order_by("pk")]
    return done.count(1), done.count(-1)


def follow(entity: MarketEntity, *, by: User | None) -> int:
    """Raise (1) or lift (-1) the flag of one firm as the rule stands today; 0: as it was. The firm is locked."""
    today = clock.today()
    matrix = matrix_in_force(today)
    if matrix is None:
        return 0
    counted = list(counting(entity, matrix, today))
    flag = entity.flags.filter(kind=KIND, ended_on__isnull=True).first()
    many = len(counted) >= matrix.complaint_threshold
    if many and flag is None:
        return _raise(entity, matrix, counted, by)
    if flag and flag.matrix_id and not many:
        return _lift(flag, matrix, counted, by)
    return 0


def _complained() -> "list[int]":
    return list(Complaint.objects.order_by().values_list("entity_id", flat=True).distinct())


def _raise(entity: MarketEntity, matrix: RiskMatrix, counted: Sequence[Complaint], by: User | None) -> int:
    reason = f"{matrix.rule}，现有 {len(counted)} 次（{matrix}）"
    EntityFlag.objects.create(
        entity=entity,
        kind=KIND,
        reason=reason,
        evidence=evidence(counted),
        started_on=clock.today(),
        matrix=matrix,
        raised_at=clock.now(),
        raised_by=by,
    )
    record("entity.flag_by_rule", target=entity, by=by, detail=_detail(matrix, counted), reason=reason)
    return 1


def _lift(flag: EntityFlag, matrix: RiskMatrix, counted: Sequence[Complaint], by: User | None) -> int:
    flag.ended_on = max(clock.today(), flag.started_on)
    flag.end_reason = f"{matrix.rule}，现有 {len(counted)} 次，已不足（{matrix}）"
    flag.lifted_at, flag.lifted_by = clock.now(), by
    flag.save(update_fields=["ended_on", "end_reason", "lifted_at", "lifted_by"])
    detail = _detail(matrix, counted)
    record("entity.unflag_by_rule", target=flag.entity, by=by, detail=detail, reason=flag.end_reason)
    return -1


def evidence(counted: Sequence[Complaint]) -> str:
    """2026-09-03 来电（属实）；2026-10-11 转办 12345-77（属实）; as many as fit."""
    listed = "；".join(one.in_words for one in reversed(counted))
    return listed if len(listed) <= ROOM else f"{listed[: ROOM - 1]}…"


def _detail(matrix: RiskMatrix, counted: Sequence[Complaint]) -> dict[str, object]:
    return {"kind": KIND, "rule": matrix.rule, "matrix": matrix.number, "complaints": [one.pk for one in counted]}
