"""A public number entered wrongly: two people put it right from the bulletin, and everything is computed anew.

The bulletin decides, not the operator; the number as it was entered, its result and the reason stay public
(decisions, Draw 5).
"""

from collections.abc import Sequence

from django.db import transaction

from inspections import lottery, signals
from inspections.lottery.sources import WITNESSES
from inspections.models import Draw, DrawnEntity, DrawSession, NumberCorrection, Reserve, SupersededResult, TeamMember
from inspections.services import calling_off, draws
from inspections.services.moves import stamp
from inspections.status import CorrectionStatus, DrawStatus, SessionStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted, SameHands
from yangcheng_inspect.personal import refuse_personal
from yangcheng_inspect.trail.services import record

STARTED = "已有检查开始，不能更正号码。请报分管局领导决定是否作废。"
REASON = "抽取号码录入有误，已按公告更正并重新计算"


@transaction.atomic
def propose(*, session: DrawSession, place: int, values: Sequence[str], evidence: str, by: User) -> NumberCorrection:
    """Say what the bulletin (or the signed 见证单) says. `place` counts the declared sources from 0."""
    demand(by, "inspections.draw", "双随机办")
    session = _locked(session)
    old = _computed(session)[0].public_lines[place]
    new = _line(session, place, values)
    if new == old:
        raise AlreadyDone("与原来录入的号码相同，不需要更正。")
    if not evidence.strip():
        raise DomainError("请写明更正的依据，例如开奖公告的网址或者签字的见证单。")
    refuse_personal(evidence, "更正的依据")
    _refuse_started(session)
    correction = NumberCorrection.objects.create(
        session=session,
        place=place,
        old_line=old,
        new_line=new,
        evidence=evidence.strip(),
        proposed_at=now(),
        proposed_by=by,
    )
    record("session.ask_correction", target=session, by=by, detail={"old": old, "new": new}, reason=evidence)
    return correction


@transaction.atomic
def confirm(*, correction: NumberCorrection, by: User) -> NumberCorrection:
    """The second person has compared it with the bulletin: recompute every draw of the sitting, publicly."""
    session = _locked(correction.session)
    correction = _decide(correction, CorrectionStatus.DONE, by)
    _refuse_started(session)
    record("session.correct", target=session, by=by, detail={"old": correction.old_line, "new": correction.new_line})
    for draw in _computed(session):
        _recompute(draw, correction, by)
        if calling_off.started(draw):  # somebody arrived while we were waiting for the rows
            raise DomainError(STARTED)
    return correction


@transaction.atomic
def decline(*, correction: NumberCorrection, reason: str, by: User) -> NumberCorrection:
    """The number stands as it was entered."""
    if not reason.strip():
        raise DomainError("请写明不予更正的理由。")
    session = _locked(correction.session)
    correction = _decide(correction, CorrectionStatus.DECLINED, by)
    record("session.decline_correction", target=session, by=by, reason=reason)
    return correction


def _locked(session: DrawSession) -> DrawSession:
    session = DrawSession.objects.select_for_update().get(pk=session.pk)
    if session.status != SessionStatus.DRAWN:
        raise DomainError("只有抽取完成的场次可以更正号码。抽取之前录错的，请重新录入。")
    return session


def _computed(session: DrawSession) -> list[Draw]:
    rows = session.draws.select_for_update().exclude(status=DrawStatus.VOID).order_by("number")
    found = list(rows)
    if not found or any(draw.status != DrawStatus.COMPUTED for draw in found):
        raise DomainError("本场次的名单已经公开，或者都已作废，不能再更正号码。")
    for draw in found:
        calling_off.refuse_supplemented(draw)
    return found


def _line(session: DrawSession, place: int, values: Sequence[str]) -> str:
    try:
        kind, ref = session.sources[place]
        return lottery.public_line(kind, ref, values)
    except lottery.LotteryError as refusal:
        raise DomainError(str(refusal)) from refusal


def _refuse_started(session: DrawSession) -> None:
    if any(calling_off.started(draw) for draw in _computed(session)):
        raise DomainError(STARTED)


def _decide(correction: NumberCorrection, to: CorrectionStatus, by: User) -> NumberCorrection:
    """Two of the office for a lottery; witnesses' digits have no bulletin, so there 分管局领导 is the second."""
    correction = NumberCorrection.objects.select_for_update().get(pk=correction.pk)
    if correction.status != CorrectionStatus.PENDING:
        raise AlreadyDone("这件号码更正已经决定。")
    if correction.proposed_by_id == by.pk:
        raise SameHands("号码更正须由另一人对照公告确认。")
    if correction.old_line.startswith(f"{WITNESSES},"):
        if not by.has_perm("inspections.approve_void"):
            raise NotPermitted("见证人数字的更正由分管局领导对照签字的见证单确认。")
    elif not by.has_perm("inspections.approve_void"):
        demand(by, "inspections.confirm_freeze", "双随机办")
    for field, value in {"status": to, **stamp("decided", by)}.items():
        setattr(correction, field, value)
    correction.save(update_fields=["status", "decided_at", "decided_by"])
    return correction


def _recompute(draw: Draw, correction: NumberCorrection, by: User) -> None:
    """Keep the old result beside the new one, take back its visits, and draw from the right numbers."""
    assert draw.computed_at is not None, "only a computed draw has numbers to put right"
    assert draw.computed_by is not None, "a stamp has its hand"
    SupersededResult.objects.create(
        draw=draw,
        correction=correction,
        public_lines=draw.public_lines,
        seed=draw.seed,
        result_text=draw.result_text,
        result_hash=draw.result_hash,
        computed_at=draw.computed_at,
        computed_by=draw.computed_by,
    )
    calling_off.call_off(draw, reason=REASON, by=by)
    for rows in (TeamMember.objects, Reserve.objects, DrawnEntity.objects):
        rows.filter(draw=draw).update(superseded_by=correction)
    lines = [correction.new_line if line == correction.old_line else line for line in draw.public_lines]
    draws.settle(draw=draw, public=lines, action="draw.recompute", by=by)
    signals.draw_computed.send(Draw, draw=draw)
