"""The yearly cap of a firm over all its checks (国办发〔2024〕54号): what counts, which item binds, who may lift it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from inspections.choices import CAPPED_KINDS
from inspections.models import CapException, Visit
from inspections.models.visit import VisitQuerySet
from inspections.services import pools
from inspections.services.moves import move, stamp
from inspections.status import CapStatus
from registry.models import ItemVersion, MarketEntity
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, NotPermitted, SameHands
from yangcheng_inspect.trail.services import record

MOST = 9


@dataclass(frozen=True)
class Cap:
    """How often a firm may be inspected in a year: `limit` visits (0: no limit) by `rule`, `extra` more approved."""

    done: int
    limit: int
    rule: str
    extra: int
    who: str

    @property
    def total(self) -> int:
        return self.limit + self.extra if self.limit else 0

    @property
    def reached(self) -> bool:
        return 0 < self.total <= self.done

    @property
    def note(self) -> str:
        """What the cap rests on: 事项 ZA-01 每年 2 次；11月3日 史向东批准增加 1 次：…"""
        if not self.limit:
            return ""
        return "；".join(filter(None, [f"{self.rule}每年 {self.limit} 次", self.who]))[:300]


def of_items(entity: MarketEntity, versions: Sequence[ItemVersion], year: int) -> Cap:
    """Where items differ the smallest cap binds."""
    capped = [version for version in versions if version.yearly_cap]
    binding = min(capped, key=lambda one: (one.yearly_cap, one.item.code), default=None)
    rule = f"事项 {binding.item.code} " if binding else ""
    return of(entity, binding.yearly_cap if binding else 0, rule, year)


def of(entity: MarketEntity, limit: int, rule: str, year: int) -> Cap:
    done, extra = pools.visits_this_year(year)[entity.pk], CapException.objects.granted(year)[entity.pk]
    return Cap(done, limit, rule, extra, approvals(entity, year) if extra else "")


def approvals(entity: MarketEntity, year: int) -> str:
    """Who approved visits above the cap, when and why."""
    rows = CapException.objects.approved(year).filter(entity=entity).select_related("decided_by")
    return "；".join(_approval(row) for row in rows)


def _approval(row: CapException) -> str:
    assert row.decided_at is not None, "an approved exception is stamped"
    assert row.decided_by is not None, "an approved exception is stamped"
    day = timezone.localdate(row.decided_at)
    return f"{day.month}月{day.day}日 {row.decided_by.name}批准增加 {row.extra} 次：{row.reason}"


def refuse_over(entity: MarketEntity, versions: Sequence[ItemVersion], year: int) -> None:
    """The hard stop, with the way on."""
    cap = of_items(entity, versions, year)
    if cap.reached:
        more = f"，另批准增加 {cap.extra} 次" if cap.extra else ""
        raise DomainError(
            f"{entity.name}本年度已安排检查 {cap.done} 次，上限 {cap.limit} 次（{cap.rule.strip()}）{more}，"
            "不能再安排日常、专项或个案检查。确需检查的，须经分管局领导批准频次例外。"
        )


def nth(entity: MarketEntity, kind: str, year: int) -> int:
    """The number of the next visit: among all that count, or among those of its own kind."""
    kinds = CAPPED_KINDS if kind in CAPPED_KINDS else [kind]
    return pools.visits_this_year(year, kinds)[entity.pk] + 1


@transaction.atomic
def ask(*, entity: MarketEntity, extra: int, reason: str, evidence: str, by: User) -> CapException:
    """By the office or a unit head, for this year."""
    if not by.has_perm("inspections.ask_cap_exception"):
        raise NotPermitted("频次例外由双随机办或单位负责人申请。")
    if not reason.strip() or not evidence.strip():
        raise DomainError("请写明增加检查次数的理由和依据。")
    if not 1 <= extra <= MOST:
        raise DomainError(f"增加次数须在 1 至 {MOST} 次之间。")
    entity = MarketEntity.objects.select_for_update(no_key=True).get(pk=entity.pk)
    if entity.cap_exceptions.pending().filter(year=today().year).exists():
        raise DomainError("这家已有一份待审批的频次例外申请，请等批准后再申请。")
    asked = CapException.objects.create(
        entity=entity,
        year=today().year,
        extra=extra,
        reason=reason.strip(),
        evidence=evidence.strip(),
        proposed_at=now(),
        proposed_by=by,
    )
    detail = {"entity": entity.draw_id, "year": asked.year, "extra": extra}
    record("cap_exception.ask", target=asked, by=by, detail=detail, reason=reason)
    return asked


@transaction.atomic
def approve(*, exception: CapException, by: User) -> CapException:
    exception = _to_decide(exception, by)
    return move(exception, CapStatus.APPROVED, by=by, action="cap_exception.approve", **stamp("decided", by))


@transaction.atomic
def decline(*, exception: CapException, decision: str, by: User) -> CapException:
    if not decision.strip():
        raise DomainError("请写明不予批准的理由。")
    exception = _to_decide(exception, by)
    stamps = {"decision": decision.strip(), **stamp("decided", by)}
    return move(exception, CapStatus.DECLINED, by=by, action="cap_exception.decline", reason=decision, **stamps)


@transaction.atomic
def withdraw(*, exception: CapException, by: User) -> CapException:
    exception = _locked(exception)
    if exception.proposed_by_id != by.pk:
        raise NotPermitted("只有申请人本人可以撤回。")
    return move(exception, CapStatus.WITHDRAWN, by=by, action="cap_exception.withdraw")


def _locked(exception: CapException) -> CapException:
    return CapException.objects.select_for_update().get(pk=exception.pk)


def _to_decide(exception: CapException, by: User) -> CapException:
    if not by.has_perm("inspections.approve_cap_exception"):
        raise NotPermitted("频次例外由分管局领导审批。")
    exception = _locked(exception)
    if exception.proposed_by_id == by.pk:
        raise SameHands("不得批准本人申请的频次例外。请由另一位分管局领导审批。")
    return exception


def used(visits: VisitQuerySet, year: int) -> list[Visit]:
    """Those of `visits` that were only possible by an exception: above their cap."""
    rows = visits.filter(due_on__year=year, kind__in=CAPPED_KINDS, yearly_cap__gt=0)
    return [visit for visit in rows if visit.nth_of_year > visit.yearly_cap]
