"""What the public reads about the handling of a problem as it stands today: fixed phrases, nothing personal.

The record is sealed; orders, cases and referrals go on after it (决定表: handling is apart from result).
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from inspections.choices import Result
from inspections.follow_up_status import CaseStatus, RectificationStatus, ReferralStatus
from inspections.models import CaseFiling, Inspection, Rectification

CASES: dict[str, str] = {
    CaseStatus.FILED: "已立案处理",
    CaseStatus.DECLINED: "经审查不予立案",
    CaseStatus.CLOSED: "立案处理，已办结",
}
NOT_FIXED = "复查未改正，依法作进一步处理"


def current_result(inspection: Inspection) -> str:
    """责令改正中 becomes 发现问题已责令改正 once two officers have seen it and 所队长 has closed the order."""
    order = _order(inspection)
    fixed = order is not None and order.status == RectificationStatus.FIXED
    return Result.FIXED.value if fixed and inspection.result == Result.ORDERED else inspection.result


def words(inspection: Inspection) -> dict[str, str]:
    """`handling` of the public record: the last word on it, empty when there is none."""
    by = _due(inspection)
    parts = [f"责令 {_day(by)} 前改正"] if by else []
    parts += [f"{line['what']}（{_day(date.fromisoformat(line['on']))}）" for line in list(moments(inspection))[-1:]]
    return {"word": "；".join(parts)} if parts else {}


def moments(inspection: Inspection) -> Iterator[dict[str, Any]]:
    """Lines of the public timeline, oldest first: what was decided, never by whom."""
    found = [*_of_order(_order(inspection)), *_of_referrals(inspection), *_of_case(_case(inspection))]
    yield from sorted(found, key=lambda line: line["on"])


def _of_order(order: Rectification | None) -> Iterator[dict[str, Any]]:
    if order is None or order.rechecked_on is None or order.closed_at is None:
        return
    fixed = order.outcome == Rectification.Outcome.FIXED
    if order.mode == Rectification.Mode.BY_DATE:
        yield _line(order.rechecked_on, "复查合格，已改正" if fixed else NOT_FIXED)


def _of_referrals(inspection: Inspection) -> Iterator[dict[str, Any]]:
    for referral in inspection.referrals.filter(issued_at__isnull=False).order_by("pk"):
        assert referral.issued_at is not None
        yield _line(referral.issued_at, "已移送有关部门")
        if referral.status == ReferralStatus.REPLIED:
            assert referral.replied_on is not None
            yield _line(referral.replied_on, "接收机关已回复处理结果")


def _of_case(case: CaseFiling | None) -> Iterator[dict[str, Any]]:
    """Of a crime the public reads nothing here."""
    if case is None or case.crime or case.decided_on is None:
        return
    filed = CaseStatus.DECLINED if case.status == CaseStatus.DECLINED else CaseStatus.FILED
    yield _line(case.decided_on, CASES[filed])
    if case.closed_at:
        yield _line(case.closed_at, CASES[CaseStatus.CLOSED])


def _line(on: date | datetime, what: str) -> dict[str, Any]:
    day = timezone.localdate(on) if isinstance(on, datetime) else on
    return {"on": day.isoformat(), "what": what}


def _due(inspection: Inspection) -> date | None:
    """The day that counts now: a granted extension moved it, the end of the matter takes it away."""
    order = _order(inspection)
    if inspection.result != Result.ORDERED or (order and order.closed_at):
        return None
    return order.due_on if order else inspection.rectify_by


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _order(inspection: Inspection) -> Rectification | None:
    return Rectification.objects.filter(inspection=inspection).first()


def _case(inspection: Inspection) -> CaseFiling | None:
    return CaseFiling.objects.filter(inspection=inspection).first()
