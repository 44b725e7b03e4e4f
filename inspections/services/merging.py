"""合并检查: a firm that two teams are to visit is visited once (decisions, Structure 5; 国办发〔2024〕54号).

Both draws stay as they came out: each visit keeps its own draw, officers and records, so every proof holds. What is
shared is the arrival: one day, one notice, one signature, one count against the cap.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, OuterRef

from inspections.choices import CAPPED_KINDS, Method
from inspections.models import Merger, Visit
from inspections.services import caps, companions
from inspections.services.companions import NOT_BEGUN
from inspections.services.visits import locked
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.services import record


def offers(visit: Visit) -> list[Visit]:
    """Other visits of the same firm that could be made at the same time, and about which nobody decided yet."""
    if not _free(visit):
        return []
    firm = visit.entity.merged_into or visit.entity
    rows = Visit.objects.of_firm(firm).filter(status__in=NOT_BEGUN, joins__isnull=True, method=Method.ONSITE)
    decided = (
        Merger.objects.filter(first=visit)
        .values_list("second", flat=True)
        .union(Merger.objects.filter(second=visit).values_list("first", flat=True))
    )
    found = rows.exclude(pk=visit.pk).exclude(pk__in=list(decided)).order_by("pk")
    return [other for other in found if not other.joined.exists() and _meet(visit, other)]


def _free(visit: Visit) -> bool:
    alone = visit.joins_id is None and not visit.joined.exists()
    return alone and visit.status in NOT_BEGUN and visit.method == Method.ONSITE


def _meet(one: Visit, other: Visit) -> bool:
    """There is a day on which both may be made."""
    begins = [visit.task.from_on for visit in (one, other) if visit.task]
    return not begins or max(begins) <= min(one.due_on, other.due_on)


def may_decide(one: Visit, other: Visit, user: User) -> bool:
    """Whoever leads or draws up one of the two, or 双随机办."""
    return companions.may_prepare(one, user) or companions.may_prepare(other, user)


@transaction.atomic
def accept(*, visit: Visit, other: Visit, by: User) -> Merger:
    """The visit that came first leads; the second joins it, on the earlier of the two last days."""
    first, second = _pair(visit, other, by)
    if second not in offers(first):
        raise DomainError("这两次检查不能合并：须是同一检查对象、都还没有开始、时间能凑在一起的现场检查。")
    second.joins, second.planned_on = first, None
    first.planned_on = None
    second.nth_of_year = first.nth_of_year if second.kind in CAPPED_KINDS else second.nth_of_year
    first.save(update_fields=["planned_on"])
    second.save(update_fields=["joins", "planned_on", "nth_of_year"])
    merger = _decided(first, second, by, accepted=True)
    record("visit.merge", target=second, by=by, detail={"with": first.number})
    record("visit.merge", target=first, by=by, detail={"with": second.number})
    return merger


@transaction.atomic
def decline(*, visit: Visit, other: Visit, reason: str, by: User) -> Merger:
    """Two visits after all, and why the firm must bear both."""
    if not reason.strip():
        raise DomainError("请写明不合并的理由。")
    first, second = _pair(visit, other, by)
    merger = _decided(first, second, by, accepted=False, reason=reason.strip())
    record("visit.keep_apart", target=second, by=by, detail={"with": first.number}, reason=reason)
    return merger


def part(visit: Visit, by: User | None, reason: str) -> None:
    """A visit is called off: what joined it stands, and counts, on its own again. The caller holds the lock."""
    if visit.joins_id is not None:
        return
    for second in visit.joined.select_for_update().order_by("pk"):
        second.joins = None
        second.nth_of_year = caps.nth(second.entity, second.kind, second.due_on.year)
        second.save(update_fields=["joins", "nth_of_year"])
        record("visit.part", target=second, by=by, reason=reason)


def _pair(visit: Visit, other: Visit, by: User) -> tuple[Visit, Visit]:
    """Both locked in the order of their keys, which is the order in which they came."""
    first, second = (locked(one) for one in sorted([visit, other], key=lambda one: one.pk))
    if not may_decide(first, second, by):
        raise NotPermitted("合并检查由其中一次检查的主办民警、拟稿人或双随机办决定。")
    if Merger.objects.filter(first=first, second=second).exists():
        raise AlreadyDone("这两次检查是否合并已经决定。")
    return first, second


def _decided(first: Visit, second: Visit, by: User, *, accepted: bool, reason: str = "") -> Merger:
    return Merger.objects.create(
        first=first, second=second, accepted=accepted, reason=reason, decided_at=now(), decided_by=by
    )


def waiting_for(user: User) -> Iterator[tuple[Visit, Visit]]:
    """Pairs this person may decide on, each once, the earlier visit first."""
    mine = Visit.objects.visible_to(user).filter(status__in=NOT_BEGUN, joins__isnull=True)
    twice = Visit.objects.filter(status__in=NOT_BEGUN, entity=OuterRef("entity")).exclude(pk=OuterRef("pk"))
    seen: set[tuple[int, int]] = set()
    for visit in mine.filter(Exists(twice)).select_related("approval", "entity", "task").order_by("pk"):
        for other in offers(visit):
            first, second = sorted([visit, other], key=lambda one: one.pk)
            if (first.pk, second.pk) not in seen and may_decide(first, second, user):
                seen.add((first.pk, second.pk))
                yield first, second
