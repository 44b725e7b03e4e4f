"""立案: what is handed to those who decide on a case, and the reference that comes back (方案三(二)3)."""

from datetime import date

from django.db import transaction

from inspections import follow_up_clocks as clocks
from inspections import signals
from inspections.choices import PROBLEM_RESULTS, Result
from inspections.follow_up_status import CaseStatus, RectificationStatus
from inspections.models import CaseFiling, Inspection, Rectification, Visit
from inspections.services import standing
from inspections.services.hands import require_hand, require_leader
from inspections.services.moves import move, stamp
from inspections.services.visits import locked, own_place, require_on_site
from inspections.status import RecordStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, SameHands
from yangcheng_inspect.trail.services import record

HELD = "发现涉嫌犯罪线索，已移交立案审查，公示文本暂缓公开"
STOPPED = "发现涉嫌犯罪线索，检查到此停止，移交立案审查"
HANDLING = "停止检查，移交立案审查"


@transaction.atomic
def stop(*, visit: Visit, act: str, receiver: str, by: User) -> CaseFiling:
    """发现犯罪线索: at any point on site the checklist ends, the clue is handed over, the public text is held.

    The record keeps what was answered; what was not gone through stays open to everybody's eyes.
    """
    visit = locked(visit)
    own_place(visit, by)
    require_on_site(visit)
    refuse_stopped(visit)
    case = _make(visit, act, receiver, by, crime=True, stopped=True)
    for inspection in visit.inspections.select_for_update().filter(
        status__in=[RecordStatus.OPEN, RecordStatus.RETURNED]
    ):
        _stop_record(inspection, by)
    _hold(case, by)
    return case


def _stop_record(inspection: Inspection, by: User) -> None:
    before = inspection.result
    inspection.result, inspection.result_reason = Result.CASE, STOPPED
    inspection.handlings, inspection.other_handling, inspection.handling_reason = [], HANDLING, STOPPED
    inspection.rectify_by = None
    inspection.revision += 1
    names = ["result", "result_reason", "handlings", "other_handling", "handling_reason", "rectify_by", "revision"]
    inspection.save(update_fields=names)
    record("record.stop", target=inspection, by=by, detail={"result": [before, Result.CASE.value]})


def refuse_stopped(visit: Visit) -> None:
    """After the stop nobody goes on asking."""
    if visit.cases.filter(stopped=True).exists():
        raise DomainError("已发现犯罪线索并移交，检查已停止，不再逐项检查。请交检查对象确认后签名提交。")


@transaction.atomic
def hand_over(*, inspection: Inspection, act: str, receiver: str, crime: bool, by: User) -> CaseFiling:
    """After the check: a problem that needs a case. Of an order that was not obeyed it takes the order along."""
    visit = locked(inspection.visit)
    require_hand(visit, by)
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if inspection.submitted_at is None or inspection.result not in [*PROBLEM_RESULTS, Result.OBSTRUCTED]:
        raise DomainError("检查记录提交且发现问题的，才能移交立案。")
    if hasattr(inspection, "case"):
        raise AlreadyDone("这份记录已经移交立案。")
    order = Rectification.objects.select_for_update().filter(inspection=inspection).first()
    if order and order.status == RectificationStatus.UNFIXED:
        move(order, RectificationStatus.FILED, by=by, action="rectification.file")
    case = _make(visit, act, receiver, by, crime=crime, inspection=inspection, rectification=order)
    if crime:
        _hold(case, by)
    return case


def _make(visit: Visit, act: str, receiver: str, by: User, **more: object) -> CaseFiling:
    if not act.strip() or not receiver.strip():
        raise DomainError("请写明涉嫌的违法行为和承接单位。")
    moment = now()
    case = CaseFiling.objects.create(
        visit=visit,
        act=act.strip(),
        receiver=receiver.strip(),
        handed_at=moment,
        handed_by=by,
        due_at=clocks.send_by(moment, inside=True),
        **more,
    )
    record("case.hand_over", target=case, by=by, detail={"crime": case.crime, "stopped": case.stopped})
    return case


def _hold(case: CaseFiling, by: User) -> None:
    signals.public_held.send(CaseFiling, visit=case.visit, reason=HELD, by=by)


@transaction.atomic
def note_told(*, case: CaseFiling, by: User) -> CaseFiling:
    """分管局领导 says that he knows of the crime."""
    case = _locked(case)
    require_leader(by)
    if case.told_at is not None:
        raise AlreadyDone("分管局领导已经知悉。")
    case.told_at, case.told_by = now(), by
    case.save(update_fields=["told_at", "told_by"])
    record("case.note_told", target=case, by=by)
    return case


@transaction.atomic
def file(*, case: CaseFiling, reference: str, decided_on: date, by: User) -> CaseFiling:
    """已立案, with the number of the case."""
    case = _open_case(case, decided_on, by)
    if not reference.strip():
        raise DomainError("请填写案件编号。")
    said = {"reference": reference.strip(), "decided_on": decided_on, **stamp("decided", by)}
    move(case, CaseStatus.FILED, by=by, action="case.file", **said)
    return _told(case, by)


@transaction.atomic
def decline(*, case: CaseFiling, reason: str, decided_on: date, by: User) -> CaseFiling:
    """不予立案, with the reason."""
    case = _open_case(case, decided_on, by)
    if not reason.strip():
        raise DomainError("请写明不予立案的理由。")
    case.reason = reason.strip()
    case.save(update_fields=["reason"])
    said = {"decided_on": decided_on, **stamp("decided", by)}
    move(case, CaseStatus.DECLINED, by=by, action="case.decline", reason=reason, **said)
    return _told(case, by)


@transaction.atomic
def close(*, case: CaseFiling, outcome: str, by: User) -> CaseFiling:
    """已办结, with what came of it."""
    case = _locked(case)
    require_hand(case.visit, by)
    if not outcome.strip():
        raise DomainError("请写明办理结果。")
    move(case, CaseStatus.CLOSED, by=by, action="case.close", outcome=outcome.strip(), **stamp("closed", by))
    return _told(case, by)


@transaction.atomic
def release(*, case: CaseFiling, reason: str, by: User) -> CaseFiling:
    """分管局领导 lets the public text go out after all."""
    case = _locked(case)
    require_leader(by)
    if by.pk in {case.handed_by_id, *standing.team(case.visit)}:
        raise SameHands("您是本次检查的检查人员或者移交人，不得决定解除暂缓。请由他人办理。")
    if not reason.strip():
        raise DomainError("请写明解除暂缓的理由。")
    if case.released_at is not None:
        raise AlreadyDone("公示文本已经解除暂缓。")
    case.released_at, case.released_by, case.release_reason = now(), by, reason.strip()
    case.save(update_fields=["released_at", "released_by", "release_reason"])
    record("case.release", target=case, by=by, reason=reason)
    if not case.visit.cases.holding().exists():  # another crime of the same check holds it on
        signals.public_released.send(CaseFiling, visit=case.visit, reason=reason.strip(), by=by)
    return case


def _open_case(case: CaseFiling, decided_on: date, by: User) -> CaseFiling:
    case = _locked(case)
    require_hand(case.visit, by)
    if decided_on > today():
        raise DomainError("决定日期不能晚于今天。")
    return case


def _told(case: CaseFiling, by: User) -> CaseFiling:
    """A published entry says what became of it; of a crime it says nothing until the text is released."""
    if case.inspection is not None:
        signals.follow_up_changed.send(CaseFiling, inspection=case.inspection, by=by)
    return case


def _locked(case: CaseFiling) -> CaseFiling:
    return CaseFiling.objects.select_for_update().get(pk=case.pk)
