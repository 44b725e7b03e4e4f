"""行政检查审批表 and 行政检查通知书 (司法部行政检查文书基本格式2025): what comes before the visit."""

from typing import Any

from django.conf import settings

from inspections import merged, rating_code
from inspections.choices import Method, PaperKind, VisitKind
from inspections.models import Visit, VisitApproval
from inspections.papers import words
from inspections.papers.kinds import Kind, register
from inspections.papers.parts import bases, boxes, shown_officer
from inspections.status import ApprovalStatus, VisitStatus
from registry.models import ItemVersion
from yangcheng_inspect.clock import today


def notice_paper(visit: Visit) -> dict[str, Any]:
    """行政检查通知书: items and articles, days, officers with certificates, how often this year, rights, discipline.

    Checks merged into this one stand on the same notice: one arrival, one notice.
    """
    visits = list(Visit.objects.filter(pk__in=[one.pk for one in merged.group(visit)]).for_page().order_by("pk"))
    versions = [inspection.version for one in visits for inspection in one.inspections.all()]
    day = visit.planned_on or today()
    return {
        "visit": visit,
        "visits": visits,
        "items": [(version, bases(version)) for version in versions],
        "documents": _documents(versions),
        "team": [shown_officer(officer, day) for one in visits for officer in one.officers.all()],
        "companions": [companion for one in visits for companion in one.companions.all()],
        "rights": words.RIGHTS,
        "duties": words.DUTIES,
        "discipline": words.discipline(),
        "phone": settings.CONTACT_PHONE,
        "rating": rating_code.printed(visit),
    }


def _documents(versions: list[ItemVersion]) -> list[str]:
    asked = [point.documents for version in versions for point in version.check_points.all() if point.documents]
    return list(dict.fromkeys(asked))


def approval_paper(approval: VisitApproval) -> dict[str, Any]:
    """行政检查审批表 with firms and officers as annex."""
    visits = list(approval.visits.for_page().order_by("pk"))
    versions = {i.version_id: i.version for visit in visits for i in visit.inspections.all()}
    first = visits[0] if visits else None
    return {
        "approval": approval,
        "visits": visits,
        "items": [(version, bases(version)) for version in versions.values()],
        "first": first,
        "kinds": boxes(VisitKind.choices, first.kind if first else ""),
        "methods": boxes(Method.choices, first.method if first else ""),
        "partners": first.task.line.partners if first and first.task else "",
    }


def _notice_waits(visit: Visit) -> str:
    if visit.status == VisitStatus.PENDING:
        return "检查还没有批准，通知书现在只能打印草稿。"
    return "检查已经取消。" if visit.status == VisitStatus.CANCELLED else ""


def _approval_waits(approval: VisitApproval) -> str:
    return "" if approval.status == ApprovalStatus.APPROVED else f"审批表{approval.get_status_display()}。"


NOTICE = Kind(
    PaperKind.NOTICE,
    "inspections.Visit",
    "inspections/papers/notice.html",
    notice_paper,
    word="通",
    number=lambda visit: visit.number,
    unit=lambda visit: visit.unit,
    visit=lambda visit: visit,
    waits=_notice_waits,
    served=True,
)
APPROVAL = Kind(
    PaperKind.APPROVAL,
    "inspections.VisitApproval",
    "inspections/papers/approval.html",
    approval_paper,
    number=lambda approval: approval.number,
    unit=lambda approval: approval.unit,
    waits=_approval_waits,
)
register(NOTICE)
register(APPROVAL)
