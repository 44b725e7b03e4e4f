"""重点区域 (方案三(二)1): declared by the office; the firms standing there carry the flag while it lasts."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from registry.models import EntityFlag, KeyArea, MarketEntity, Town
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect import clock
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

PERMISSION = "registry.manage_registry"
OFFICE = "双随机办"
KIND = EntityFlag.Kind.KEY_AREA


@dataclass(frozen=True)
class Given:
    """Where, why and how long."""

    name: str
    town: Town | None
    address_word: str
    reason: str
    started_on: date
    ended_on: date | None = None


@transaction.atomic
def mark(*, given: Given, by: User | None) -> KeyArea:
    """Declare an area; the firms in business there get the flag at once, from the first day on by the daily command."""
    demand(by, PERMISSION, OFFICE)
    demand_reason(given.reason)
    area = save(KeyArea(marked_at=clock.now(), marked_by=by, **vars(given)))
    detail = {"name": area.name, "town": area.town_id, "address_word": area.address_word}
    record("area.mark", target=area, by=by, detail=detail, reason=given.reason)
    _raise(area, by)
    return area


@transaction.atomic
def end(*, area: KeyArea, ended_on: date, reason: str, by: User | None) -> KeyArea:
    """End an area from a day on; once that day has come its flags are lifted, or go over to another area."""
    demand(by, PERMISSION, OFFICE)
    reason, area = demand_reason(reason), locked(area)
    if area.ended_at:
        raise AlreadyDone("这个重点区域已经办理结束。")
    if ended_on < clock.today():
        raise DomainError("结束日期不能早于今天。")
    area.ended_on, area.end_reason = ended_on, reason
    area.ended_at, area.ended_by = clock.now(), by
    save(area)
    record("area.end", target=area, by=by, detail={"ended_on": ended_on.isoformat()}, reason=reason)
    follow_all(by=by)
    return area


@transaction.atomic
def follow_all(*, by: User | None) -> tuple[int, int]:
    """Flags as the areas and addresses stand today: how many were raised, how many lifted."""
    lifted = sum(_lift(flag, by) for flag in _carried() if not _stands(flag))
    raised = sum(_raise(area, by) for area in KeyArea.objects.standing(clock.today()))
    return raised, lifted


def _carried() -> list[EntityFlag]:
    flags = EntityFlag.objects.filter(kind=KIND, area__isnull=False, ended_on__isnull=True)
    return list(flags.select_related("entity", "area").order_by("pk"))


def _stands(flag: EntityFlag) -> bool:
    area = flag.area
    assert area is not None
    return area.holds(clock.today()) and area.firms_in().filter(pk=flag.entity_id).exists()


def _raise(area: KeyArea, by: User | None) -> int:
    """Flag the firms of a standing area that carry no such flag yet."""
    if not area.holds(clock.today()):
        return 0
    marked = EntityFlag.objects.filter(kind=KIND, ended_on__isnull=True).values("entity")
    firms = list(area.firms_in().exclude(pk__in=marked).select_for_update(of=("self",)))
    EntityFlag.objects.bulk_create(_flag(area, firm, by) for firm in firms)
    for firm in firms:
        detail = {"kind": KIND, "area": area.pk}
        record("entity.flag_by_rule", target=firm, by=by, detail=detail, reason=f"位于重点区域“{area}”")
    return len(firms)


def _flag(area: KeyArea, firm: MarketEntity, by: User | None) -> EntityFlag:
    return EntityFlag(
        entity=firm,
        kind=KIND,
        reason=area.name,
        evidence=f"{area.reason}；登记地址 {firm.address}"[:300],
        started_on=clock.today(),
        area=area,
        raised_at=clock.now(),
        raised_by=by,
    )


def _lift(flag: EntityFlag, by: User | None) -> int:
    assert flag.area is not None
    over = not flag.area.holds(clock.today())
    flag.ended_on = max(clock.today(), flag.started_on)
    flag.end_reason = f"重点区域“{flag.area}”{'已结束' if over else '内已没有本户'}"
    flag.lifted_at, flag.lifted_by = clock.now(), by
    flag.save(update_fields=["ended_on", "end_reason", "lifted_at", "lifted_by"])
    detail = {"kind": KIND, "area": flag.area_id}
    record("entity.unflag_by_rule", target=flag.entity, by=by, detail=detail, reason=flag.end_reason)
    return 1
