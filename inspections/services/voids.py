"""作废: one person asks, 分管局领导 decides, the public reads why (decisions, Draw 5).

Before a public number can be known, the task is free for a new freeze. Afterwards it is over for good: whoever wants
to check the same scope again makes a new task, which 分管局领导 approves.
"""

from django.db import transaction

from inspections import lottery, signals
from inspections.models import ChainLink, Draw, DrawSession, Task, VoidRequest
from inspections.services import calling_off, chain, public_numbers
from inspections.services.moves import move, stamp
from inspections.status import DrawStatus, SessionStatus, TaskStatus, VoidStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError, SameHands
from yangcheng_inspect.personal import refuse_personal
from yangcheng_inspect.trail.services import record


@transaction.atomic
def propose(*, draw: Draw, code: str, reason: str, by: User) -> VoidRequest:
    """Ask for it. `code` is one of VoidRequest.Reason, `reason` the sentence the public will read."""
    demand(by, "inspections.void_draw", "双随机办")
    session, draw = _locked(draw)
    if draw.status not in (DrawStatus.FROZEN, DrawStatus.COMPUTED):
        raise AlreadyDone(f"这次抽取{draw.get_status_display()}，不能作废。")
    if not reason.strip():
        raise DomainError("请写明作废的理由。理由会公开。")
    refuse_personal(reason, "作废的理由")
    calling_off.refuse_supplemented(draw)
    if draw.void_requests.filter(status=VoidStatus.PENDING).exists():
        raise AlreadyDone("这次抽取已有一件作废申请待决定。")
    request = VoidRequest.objects.create(
        draw=draw,
        code=VoidRequest.Reason(code),
        reason=reason.strip(),
        number_known=public_numbers.known(session),
        proposed_at=now(),
        proposed_by=by,
    )
    detail = {"code": code, "number_known": request.number_known}
    record("draw.ask_void", target=draw, by=by, detail=detail, reason=request.reason)
    return request


@transaction.atomic
def approve(*, request: VoidRequest, by: User) -> Draw:
    """Void it, and publish that. Whether a number is known counts at this moment, not when it was asked."""
    demand(by, "inspections.approve_void", "分管局领导")
    session, draw = _locked(request.draw)
    request = _decide(request, VoidStatus.APPROVED, by)
    calling_off.refuse_supplemented(draw)
    known = public_numbers.known(session)
    chain.lock()
    text = lottery.void_record(draw=draw.number, prev=chain.last_hash(), reason=request.code, frozen=draw.frozen_sha256)
    called_off = calling_off.call_off(draw, reason=request.reason, by=by)
    calling_off.require_nobody_on_site(draw)
    stamps = {"voided_at": now(), "voided_by": request.proposed_by, "void_approved_by": by}
    move(
        draw,
        DrawStatus.VOID,
        by=by,
        action="draw.void",
        reason=request.reason,
        void_text=text,
        void_reason=request.reason,
        number_known=known,
        **stamps,
    )
    chain.extend(draw, ChainLink.Kind.VOID, lottery.digest(text, "sha256"))
    record("draw.call_off", target=draw, by=by, detail={"visits": called_off, "number_known": known})
    if draw.supplement_to_id is None:
        _free_or_end(draw.task, known, request.reason, by)
    _close_session(session, by)
    signals.draw_voided.send(Draw, draw=draw)
    return draw


@transaction.atomic
def decline(*, request: VoidRequest, decision: str, by: User) -> VoidRequest:
    """The draw stands."""
    demand(by, "inspections.approve_void", "分管局领导")
    if not decision.strip():
        raise DomainError("请写明不同意作废的理由。")
    _locked(request.draw)
    return _decide(request, VoidStatus.DECLINED, by, decision.strip())


def _locked(draw: Draw) -> tuple[DrawSession, Draw]:
    """Session before draw: the order in which the ceremony takes them."""
    session = DrawSession.objects.select_for_update().get(pk=draw.session_id)
    return session, Draw.objects.select_for_update().get(pk=draw.pk)


def _decide(request: VoidRequest, to: VoidStatus, by: User, decision: str = "") -> VoidRequest:
    request = VoidRequest.objects.select_for_update().get(pk=request.pk)
    if request.status != VoidStatus.PENDING:
        raise AlreadyDone("这件作废申请已经决定。")
    if request.proposed_by_id == by.pk:
        raise SameHands("作废须由两人办理，不能由提出人本人批准。")
    for field, value in {"status": to, "decision": decision, **stamp("decided", by)}.items():
        setattr(request, field, value)
    request.save(update_fields=["status", "decision", "decided_at", "decided_by"])
    record("draw.decide_void", target=request.draw, by=by, detail={"decision": to}, reason=decision)
    return request


def _free_or_end(task: Task, known: bool, reason: str, by: User) -> None:
    task = Task.objects.select_for_update().get(pk=task.pk)
    if known:
        move(task, TaskStatus.CANCELLED, by=by, action="task.end", reason=reason)
    else:
        move(task, TaskStatus.READY, by=by, action="task.unfreeze", reason=reason, session=None)


def _close_session(session: DrawSession, by: User) -> None:
    """A frozen sitting of which nothing is left to draw."""
    if session.status == SessionStatus.FROZEN and not session.draws.exclude(status=DrawStatus.VOID).exists():
        move(session, SessionStatus.CANCELLED, by=by, action="session.cancel", reason="各项抽取均已作废")
