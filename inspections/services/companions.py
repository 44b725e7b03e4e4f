"""协助人员 and 入企扫码: who comes along, fixed beforehand, and the code of the visit (司法部行政检查文书2025)."""

from django.db import transaction

from inspections.models import Companion, Visit
from inspections.services.visits import locked
from inspections.status import VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.services import record

NOT_BEGUN = [VisitStatus.PENDING, VisitStatus.READY]


def may_prepare(visit: Visit, user: User) -> bool:
    """The leading officer, whoever drew the form up, or 双随机办."""
    if user.has_role(Role.OFFICE) or visit.approval.drafted_by_id == user.pk:
        return True
    return visit.officers.filter(leads=True, inspector__user=user).exists()


@transaction.atomic
def add(*, visit: Visit, name: str, unit_name: str, role: str, by: User) -> Companion:
    """Name somebody who helps. Their number is part of the approval: afterwards nobody comes on top."""
    visit = _preparing(visit, by)
    name, unit_name = name.strip(), unit_name.strip()
    if not name or not unit_name:
        raise DomainError("请填写协助人员的姓名和单位。")
    _refuse_officer(visit, name)
    if visit.companions.filter(name=name, unit_name=unit_name).exists():
        raise AlreadyDone(f"{name}（{unit_name}）已经登记。")
    _refuse_above_approved(visit)
    kind = Companion.Role(role)
    added = Companion.objects.create(
        visit=visit, name=name, unit_name=unit_name, role=kind, added_at=now(), added_by=by
    )
    record("visit.add_companion", target=visit, by=by, detail={"name": name, "role": kind})
    return added


@transaction.atomic
def remove(*, companion: Companion, by: User) -> None:
    """Somebody does not come after all; the place may be taken by another."""
    visit = _preparing(companion.visit, by)
    name = companion.name
    visit.companions.filter(pk=companion.pk).delete()
    record("visit.remove_companion", target=visit, by=by, detail={"name": name})


@transaction.atomic
def note_scan(*, visit: Visit, code: str, by: User) -> Visit:
    """入企扫码: the number the provincial code gave this visit, when it was scanned at the door."""
    visit = locked(visit)
    if not visit.officers.filter(inspector__user=by).exists():
        raise NotPermitted("入企扫码由检查人员登记。")
    if visit.status not in [VisitStatus.READY, VisitStatus.ONSITE]:
        raise DomainError(f"当前状态是“{visit.get_status_display()}”，不能登记入企扫码。")
    if not code.strip():
        raise DomainError("请填写入企扫码编号。")
    visit.scan_code, visit.scanned_at = code.strip(), now()
    visit.save(update_fields=["scan_code", "scanned_at"])
    record("visit.scan", target=visit, by=by, detail={"code": visit.scan_code})
    return visit


def _preparing(visit: Visit, by: User) -> Visit:
    visit = locked(visit)
    if not may_prepare(visit, by):
        raise NotPermitted("协助人员由主办民警、拟稿人或双随机办登记。")
    if visit.status not in NOT_BEGUN:
        raise DomainError(f"当前状态是“{visit.get_status_display()}”，协助人员须在检查开始前确定。")
    return visit


def _refuse_officer(visit: Visit, name: str) -> None:
    if visit.officers.filter(inspector__name=name).exists():
        raise DomainError(f"{name}是本次检查的检查人员，不能同时登记为协助人员。")


def _refuse_above_approved(visit: Visit) -> None:
    approved = visit.companions_approved
    if approved is not None and visit.companions.count() >= approved:
        raise DomainError(f"审批表批准的协助人员为 {approved} 人，不能再增加。换人的，请先去掉一人。")
