"""重点对象标记 (方案三(二)1): raised and lifted by hand, or following what a list says."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from registry.models import EntityFlag, MarketEntity
from registry.services.entity_values import FLAGS
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

REASONS = {
    EntityFlag.Kind.ABNORMAL: "市场监管局列入经营异常名录",
    EntityFlag.Kind.SERIOUS: "市场监管局列入严重违法失信名单",
}
BY_RULE = (
    "这一标记是按规则加注的，条件不再成立时自动解除。"
    "投诉举报查明不属实的，请登记核查结果；重点区域结束的，请在重点区域中办理。"
)


@transaction.atomic
def add(
    *, entity: MarketEntity, kind: str, reason: str, evidence: str, started_on: date, by: User | None
) -> EntityFlag:
    """Mark a firm, with reason and evidence."""
    demand(by, "registry.manage_registry", "双随机办")
    entity = locked(entity)
    flag = EntityFlag(entity=entity, kind=kind, reason=demand_reason(reason), evidence=evidence, started_on=started_on)
    flag.raised_at, flag.raised_by = clock.now(), by
    save(flag)
    detail = {"kind": kind, "evidence": evidence, "started_on": started_on.isoformat()}
    record("entity.flag", target=entity, by=by, detail=detail, reason=reason)
    return flag


@transaction.atomic
def lift(*, flag: EntityFlag, reason: str, ended_on: date, by: User | None) -> EntityFlag:
    """Take a mark away from a day on."""
    demand(by, "registry.manage_registry", "双随机办")
    entity = locked(flag.entity)
    flag = locked(flag)
    if flag.ended_on is not None:
        raise AlreadyDone("这一标记已经解除。")
    if flag.matrix_id or flag.area_id:
        raise DomainError(BY_RULE)
    flag.ended_on, flag.end_reason = ended_on, demand_reason(reason)
    flag.lifted_at, flag.lifted_by = clock.now(), by
    save(flag)
    record("entity.unflag", target=entity, by=by, detail={"kind": flag.kind}, reason=reason)
    return flag


def follow(entity: MarketEntity, values: Mapping[str, str], as_of: date, evidence: str) -> None:
    """Raise or lift what a list says 是 or 否 to. The caller records the event of the firm."""
    for field, kind in FLAGS.items():
        if values.get(field) == "是":
            _raise(entity, kind, REASONS[kind], evidence, as_of)
        elif values.get(field) == "否":
            _end(entity, kind, "名录已不再列入", as_of)


def follow_special(entity: MarketEntity, special: Sequence[str], on: date) -> None:
    """特殊行业 stands exactly while a special trade stands."""
    if special:
        _raise(entity, EntityFlag.Kind.SPECIAL_TRADE, f"监管行业：{'、'.join(special)}", "监管行业表", on)
    else:
        _end(entity, EntityFlag.Kind.SPECIAL_TRADE, "已无特殊行业", on)


def _raise(entity: MarketEntity, kind: str, reason: str, evidence: str, on: date) -> None:
    if not entity.flags.filter(kind=kind, ended_on__isnull=True).exists():
        EntityFlag.objects.create(
            entity=entity, kind=kind, reason=reason, evidence=evidence[:300], started_on=on, raised_at=clock.now()
        )


def _end(entity: MarketEntity, kind: str, reason: str, on: date) -> None:
    for flag in entity.flags.filter(kind=kind, ended_on__isnull=True):
        flag.ended_on, flag.end_reason, flag.lifted_at = max(on, flag.started_on), reason, clock.now()
        flag.save(update_fields=["ended_on", "end_reason", "lifted_at"])
