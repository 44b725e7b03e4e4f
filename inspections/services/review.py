"""The one chain: team → 所队长 → 双随机办 → 分管局领导; its last step publishes (architecture, 谁决定什么)."""

from collections.abc import Collection, Sequence

from django.db import transaction

from inspections import signals
from inspections.choices import Opinion, Result
from inspections.models import Inspection
from inspections.services import disputes, marks, tasks, urgent
from inspections.services.marks import Remark
from inspections.services.moves import move, stamp
from inspections.services.standing import refuse_same_hands, require_turn
from inspections.services.visits import locked
from inspections.status import RecordStatus, VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import DomainError

NEXT = {
    RecordStatus.SUBMITTED: (RecordStatus.REVIEWED, "record.review", "reviewed"),
    RecordStatus.REVIEWED: (RecordStatus.CHECKED, "record.check", "checked"),
}


def _locked(inspection: Inspection) -> Inspection:
    return Inspection.objects.select_for_update().get(pk=inspection.pk)


def _turn(inspection: Inspection, by: User, seen: str) -> Inspection:
    """The row as it stands now, ours. Of two people at once the second learns that the first was faster (F-2).

    `inspection` is what the caller saw; `seen` is the token of the page that was decided on.
    """
    found = _locked(inspection)
    refuse_same_hands(found, by)
    marks.refuse_stale(found, seen or inspection.status)
    require_turn(found, by)
    return found


@transaction.atomic
def pass_on(*, inspection: Inspection, by: User, looked: Collection[str] = (), seen: str = "") -> Inspection:
    """所队长 or 双随机办 finds it in order; `looked` are the sections of the checklist that were ticked."""
    inspection = _turn(inspection, by, seen)
    step = NEXT.get(RecordStatus(inspection.status))
    if step is None:
        raise DomainError(f"当前环节是“{inspection.get_status_display()}”，不在审核环节。")
    to, action, name = step
    marks.look_at(inspection=inspection, sections=looked, by=by)
    return move(inspection, to, by=by, action=action, **stamp(name, by))


@transaction.atomic
def approve(*, inspection: Inspection, by: User, looked: Collection[str] = (), seen: str = "") -> Inspection:
    """分管局领导, who sees record and public text on one screen: approval publishes."""
    inspection = _turn(inspection, by, seen)
    if inspection.status != RecordStatus.CHECKED:
        raise DomainError(f"当前环节是“{inspection.get_status_display()}”，还不到审批环节。")
    urgent.refuse_unapproved(inspection.visit)
    disputes.refuse_unanswered(inspection.visit)
    marks.look_at(inspection=inspection, sections=looked, by=by)
    facts = {"result": inspection.result}
    move(inspection, RecordStatus.APPROVED, by=by, action="record.approve", facts=facts, **stamp("approved", by))
    signals.record_approved.send(Inspection, inspection=inspection, by=by)
    if inspection.visit.task:
        tasks.close_if_done(task=inspection.visit.task, by=by)
    return inspection


@transaction.atomic
def approve_list(*, inspections: Sequence[Inspection], by: User) -> int:
    """A read list of 未发现问题 at once; anything else goes one by one. All or none."""
    for inspection in inspections:
        if not may_batch(inspection):
            raise DomainError(f"“{inspection.visit.name}”不是无异议的未发现问题，须单件审批。")
    for inspection in sorted(inspections, key=lambda one: one.pk):  # two lists at once lock alike
        approve(inspection=inspection, by=by)
    return len(inspections)


def may_batch(inspection: Inspection) -> bool:
    return inspection.result == Result.NONE and inspection.visit.confirmation.opinion != Opinion.DISPUTED


@transaction.atomic
def send_back(
    *, inspection: Inspection, reason: str, by: User, remarks: Sequence[Remark] = (), seen: str = ""
) -> Inspection:
    """Back to the team, with each remark at its own place; the day the clock runs from stays."""
    if not reason.strip() and not remarks:
        raise DomainError("请写明退回补正的理由，指出第几项、缺什么。")
    visit = locked(inspection.visit)  # before its records, as everywhere: a submission may be under way
    inspection = _turn(inspection, by, seen)
    reason = marks.summary(reason, marks.remark(inspection=inspection, remarks=remarks, by=by))
    cleared = {f"{name}_{end}": None for name in ("reviewed", "checked") for end in ("at", "by")}
    move(
        inspection,
        RecordStatus.RETURNED,
        by=by,
        action="record.send_back",
        reason=reason,
        returned_reason=reason,
        **cleared,
    )
    if visit.status == VisitStatus.SUBMITTED:
        move(visit, VisitStatus.ONSITE, by=by, action="visit.reopen", reason=reason)
    return inspection
