"""The one thing an officer does next at a visit: what the bar at the foot of the phone offers."""

from dataclasses import dataclass

from django.urls import reverse

from inspections import site
from inspections.models import Visit, VisitOfficer
from inspections.status import RecordStatus, VisitStatus
from inspections.steps import Progress, current

BEFORE_ARRIVAL = [VisitStatus.READY, VisitStatus.ONSITE]


@dataclass(frozen=True)
class Act:
    """A button: `post` sends, otherwise it leads to a page."""

    label: str
    url: str
    post: bool = False


def next_act(visit: Visit, place: VisitOfficer | None, progress: list[Progress]) -> Act | None:
    """None when this person has nothing to do here now."""
    if place is None or visit.status not in BEFORE_ARRIVAL:
        return None
    if site.pause(visit) is not None:
        return Act("现场情况　检查已暂停", reverse("visit_site", args=[visit.pk]))
    if visit.at_desk:
        return _at_desk(visit, progress)
    if place.arrived_at is None:
        return Act("到场亮证", reverse("visit_arrive", args=[visit.pk]), post=True)
    step = current(visit)
    if step == "签字确认":
        label = "检查人员签名" if visit.said else "交检查对象确认"
        return Act(label, reverse("visit_confirm", args=[visit.pk]))
    if step == "提交":
        return Act("核对并提交", reverse("visit_submit", args=[visit.pk]))
    return _to_record(progress)


def _at_desk(visit: Visit, progress: list[Progress]) -> Act:
    """Nobody arrives: notice, materials and the answer of the business have a page of their own."""
    step = current(visit)
    if step in ("逐项检查", "结果处理"):
        return _to_record(progress)
    if step == "提交":
        return Act("核对并提交", reverse("visit_submit", args=[visit.pk]))
    return Act(
        "非现场办理" if visit.status == VisitStatus.ONSITE else "开始办理", reverse("visit_desk", args=[visit.pk])
    )


def _to_record(progress: list[Progress]) -> Act:
    """The first record with something left, else the one sent back, else the first."""
    unfinished = (one for one in progress if one.left or not one.inspection.result)
    returned = next((one for one in progress if one.inspection.status == RecordStatus.RETURNED), None)
    chosen = next(unfinished, returned or progress[0])
    left = sum(one.left for one in progress)
    label = f"逐项检查　还有 {left} 项未查" if left else "补正检查记录" if chosen is returned else "填写检查结果"
    return Act(label, reverse("record", args=[chosen.inspection.pk]))
