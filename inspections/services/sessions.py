"""抽取场次: tasks gathered, looked over, frozen by two people, then drawn once (draw.md §2; decisions, Draw)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from inspections import lottery_calendar
from inspections.lottery.sources import WITNESSES
from inspections.models import DrawSession, Task
from inspections.services import draws, preflight
from inspections.services.moves import move, stamp
from inspections.services.tasks import voided_for_good
from inspections.status import DrawStatus, SessionStatus, TaskStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, IllegalMove, SameHands
from yangcheng_inspect.trail.services import record


@transaction.atomic
def open_session(
    *,
    title: str,
    held_on: date,
    tasks: Sequence[Task],
    by: User,
    place: str = "",
    sources: list[list[str]] | None = None,
    lottery_at: datetime | None = None,
) -> DrawSession:
    """A sitting for `tasks`. `sources` as [["KL8", "2026301"], ["W", "3"]]; three witnesses when none is named.

    `lottery_at` is when the named lottery will be drawn; it must still lie ahead.
    """
    if not tasks:
        raise DomainError("请至少选择一个待封存的任务。")
    refuse_past(held_on, sources or [], lottery_at)
    chosen = {"sources": sources} if sources else {}
    session = DrawSession.objects.create(
        title=title, held_on=held_on, place=place, lottery_at=lottery_at, opened_at=now(), opened_by=by, **chosen
    )
    for task in Task.objects.select_for_update().filter(pk__in=[task.pk for task in tasks]):
        _gather(task, session, by)
    record("session.open", target=session, by=by, detail={"tasks": [task.number for task in tasks]})
    return session


def refuse_past(held_on: date, sources: list[list[str]], lottery_at: datetime | None) -> None:
    """A sitting lies ahead, and so does the lottery it names."""
    if held_on < today():
        raise DomainError("抽取日期不能早于今天。")
    if any(kind != WITNESSES for kind, _ in sources):
        if lottery_at is None:
            raise DomainError("用开奖号码的，须写明这一期的开奖时间。")
        if lottery_at <= now():
            raise DomainError("这一期已经开奖。请选择封存以后才开奖的一期。")
        if lottery_at.astimezone().date() > held_on:
            raise DomainError("抽取日期不能早于开奖日期。")
        lottery_calendar.refuse(sources, lottery_at)


def _gather(task: Task, session: DrawSession, by: User) -> None:
    if task.status != TaskStatus.READY or task.session_id is not None:
        raise DomainError(f"任务 {task.number} 已在别的场次里，或已经封存，不能再列入。")
    voided = voided_for_good(task.line)
    if voided is not None and task.approved_at is None:
        why = f"同一范围的抽取 {voided.number} 在号码已知后作废"
        raise DomainError(f"任务 {task.number} {why}。请先在任务页写明再次抽查的理由，报分管局领导批准。")
    task.session = session
    task.save(update_fields=["session"])
    record("task.gather", target=task, by=by, detail={"session": session.pk})


def _locked(session: DrawSession) -> DrawSession:
    return DrawSession.objects.select_for_update().get(pk=session.pk)


@transaction.atomic
def propose_freeze(*, session: DrawSession, by: User, note: str = "") -> DrawSession:
    """The first of two: says the pools are right. Refused while anything blocks; what only warns needs a `note`."""
    demand(by, "inspections.freeze", "双随机办")
    session = _locked(session)
    found = preflight.require_ready(session, preflight.LOOK)
    if any(preview.warnings for preview in found) and not note.strip():
        raise DomainError("核对时有提醒事项。请逐条核对后写明说明，再提出封存。")
    return move(
        session,
        SessionStatus.PROPOSED,
        by=by,
        action="session.propose",
        reason=note.strip(),
        freeze_note=note.strip(),
        pool_digest=preflight.digest(found),
        **stamp("proposed", by),
    )


@transaction.atomic
def withdraw_proposal(*, session: DrawSession, reason: str, by: User) -> DrawSession:
    """Back to preparation: something has to be put right before the pools may be frozen."""
    if not reason.strip():
        raise DomainError("请写明退回修改的理由。")
    session = _locked(session)
    return move(
        session,
        SessionStatus.OPEN,
        by=by,
        action="session.reopen",
        reason=reason,
        proposed_at=None,
        proposed_by=None,
        pool_digest="",
        freeze_note="",
    )


@transaction.atomic
def cancel(*, session: DrawSession, reason: str, by: User) -> DrawSession:
    """Give up a sitting in which nothing was frozen yet; its tasks may enter another one."""
    if not reason.strip():
        raise DomainError("请写明取消场次的理由。")
    session = _locked(session)
    if session.status != SessionStatus.OPEN:
        raise DomainError("只有准备中的场次可以取消。已提出封存的，请先退回修改。")
    for task in session.tasks.select_for_update():
        task.session = None
        task.save(update_fields=["session"])
        record("task.release", target=task, by=by, detail={"session": session.pk})
    return move(session, SessionStatus.CANCELLED, by=by, action="session.cancel", reason=reason)


@transaction.atomic
def confirm_freeze(*, session: DrawSession, by: User) -> DrawSession:
    """The second of two: freezes every pool and publishes each commitment, before any number exists."""
    demand(by, "inspections.confirm_freeze", "双随机办")
    session = _locked(session)
    if session.proposed_by_id == by.pk:
        raise SameHands("封存须由另一人确认，不能由提出人本人确认。")
    if session.lottery_at is not None and session.lottery_at <= now():
        raise DomainError("这一期已经开奖，现在封存就不公平了。请退回，改用封存以后才开奖的一期。")
    if session.status != SessionStatus.PROPOSED:
        raise IllegalMove(session.get_status_display(), SessionStatus.FROZEN.label)
    if session.supplement_to is not None and session.supplement_to.status == DrawStatus.VOID:
        raise DomainError("所补的抽取已经作废，不能再补充抽取。请取消本场次。")
    found = preflight.require_ready(session)
    if preflight.digest(found) != session.pool_digest:
        raise DomainError("提出封存以后名录有变动，两人核对的不是同一份名录。请退回修改，重新核对后再提出。")
    move(session, SessionStatus.FROZEN, by=by, action="session.freeze", **stamp("frozen", by))
    if session.supplement_to is not None:
        draws.freeze_supplement(rows=found[0].pool, session=session, by=by)
        return session
    rows = {one.pool.task.pk: one.pool for one in found}
    for task in session.tasks.select_for_update().order_by("number"):
        draws.freeze(task=task, rows=rows[task.pk], session=session, by=by)
    return session


@transaction.atomic
def acknowledge(*, session: DrawSession, receipt: str, by: User) -> DrawSession:
    """Two networks: the commitment is public when the public side's receipt, or the signed 封存单, is here."""
    session = _locked(session)
    if session.status != SessionStatus.FROZEN:
        raise DomainError("只有已封存、尚未抽取的场次需要登记公布凭据。")
    if not receipt.strip():
        raise DomainError("请写明凭据，例如公示网站回执编号，或者“封存单已由三名见证人签字”。")
    session.receipt = receipt.strip()
    for field, value in stamp("receipt", by).items():
        setattr(session, field, value)
    session.save(update_fields=["receipt", "receipt_at", "receipt_by"])
    record("session.acknowledge", target=session, by=by, reason=session.receipt)
    return session


@transaction.atomic
def draw(
    *,
    session: DrawSession,
    numbers: Sequence[Sequence[str]],
    again: Sequence[Sequence[str]],
    by: User,
    witnesses: Sequence[str] = (),
) -> DrawSession:
    """Read the public numbers, typed twice, and compute every task of the sitting. Never repeated.

    `numbers` has one list per witness source: one digit string per witness, in the order of `witnesses`. The numbers
    of a lottery were entered by two people before (`public_numbers`).
    """
    demand(by, "inspections.draw", "双随机办")
    session = _locked(session)
    require_undrawn(session)
    if settings.PUBLIC_SITE_APART and session.receipt_at is None:
        raise DomainError("封存公告是否已在公示网站公布，还没有登记凭据。请先登记回执，或者见证人签字的封存单。")
    if list(map(list, numbers)) != list(map(list, again)):
        raise DomainError("两次录入的抽取号码不一致。请对照见证单逐位核对后重新录入。")
    named = "、".join(witnesses) or session.witnesses
    move(session, SessionStatus.DRAWN, by=by, action="session.draw", witnesses=named, **stamp("drawn", by))
    for frozen in session.draws.select_for_update().filter(status=DrawStatus.FROZEN).order_by("number"):
        draws.compute(draw=frozen, numbers=numbers, by=by)
    return session


def require_undrawn(session: DrawSession) -> None:
    if session.status == SessionStatus.DRAWN:
        raise AlreadyDone("本场次已经抽取过，结果不能重来。以下是已存证的抽取结果。")
