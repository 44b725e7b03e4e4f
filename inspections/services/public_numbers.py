"""The numbers of a named lottery: entered by two people, each from the bulletin (decisions, Draw 7)."""

from collections.abc import Sequence

from django.db import transaction

from inspections import lottery
from inspections.lottery.sources import WITNESSES
from inspections.models import DrawSession, PublicNumber
from inspections.services.moves import stamp
from inspections.status import SessionStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError, SameHands
from yangcheng_inspect.trail.services import record

Source = Sequence[str]


def lotteries(session: DrawSession) -> list[list[str]]:
    """The declared sources that are lotteries, in order."""
    return [source for source in session.sources if source[0] != WITNESSES]


def missing(session: DrawSession) -> list[list[str]]:
    """Lotteries whose numbers two people have not entered yet."""
    confirmed = session.public_numbers.filter(confirmed_at__isnull=False)
    there = {(number.kind, number.ref) for number in confirmed}
    return [source for source in lotteries(session) if tuple(source) not in there]


def known(session: DrawSession) -> bool:
    """Whether anybody may know a public number: the lottery was drawn, or one was entered (decisions, Draw 5)."""
    drawn = session.lottery_at is not None and session.lottery_at <= now()
    return drawn or session.status == SessionStatus.DRAWN or session.public_numbers.exists()


@transaction.atomic
def enter(*, session: DrawSession, source: Source, values: Sequence[str], bulletin: str, by: User) -> PublicNumber:
    """The first of two. Until the second has agreed, whoever entered a number may enter it anew."""
    demand(by, "inspections.draw", "双随机办")
    session = _open(session)
    _check(session, source, values, bulletin)
    number = session.public_numbers.filter(kind=source[0], ref=source[1]).first()
    if number is None:
        number = PublicNumber(session=session, kind=source[0], ref=source[1], entered_at=now(), entered_by=by)
    elif number.confirmed_at is not None:
        raise AlreadyDone("这一期的号码已由两人录入，不能再改。如与公告不符，请提出号码更正。")
    elif number.entered_by_id != by.pk:
        raise DomainError("这一期的号码已由另一人录入。请复录，或者请录入人重新录入。")
    number.values, number.bulletin, number.entered_at = list(values), bulletin.strip(), now()
    number.save()
    detail = {"source": list(source), "values": list(values), "bulletin": number.bulletin}
    record("session.enter_number", target=session, by=by, detail=detail)
    return number


@transaction.atomic
def confirm(*, session: DrawSession, source: Source, values: Sequence[str], by: User) -> PublicNumber:
    """The second of two types the bulletin's numbers without looking at the first entry."""
    demand(by, "inspections.draw", "双随机办")
    session = _open(session)
    number = session.public_numbers.filter(kind=source[0], ref=source[1]).first()
    if number is None:
        raise DomainError("这一期的号码还没有录入，请先由一人录入。")
    if number.entered_by_id == by.pk:
        raise SameHands("开奖号码须由另一人复录，不能由录入人本人复录。")
    if number.confirmed_at is not None:
        raise AlreadyDone("这一期的号码已由两人录入。")
    if number.values != list(values):
        raise DomainError("与第一人录入的号码不同。请两人一起对照开奖公告，错录的一方重新录入。")
    for field, value in stamp("confirmed", by).items():
        setattr(number, field, value)
    number.save(update_fields=["confirmed_at", "confirmed_by"])
    record("session.confirm_number", target=session, by=by, detail={"source": list(source), "values": list(values)})
    return number


def lines(session: DrawSession, witnessed: Sequence[Sequence[str]]) -> list[str]:
    """One protocol line per source in the declared order; `witnessed` has one list of digits per witness source.

    Raises LotteryError PUBLIC, or DomainError when a lottery's numbers are missing.
    """
    waiting, digits = missing(session), list(witnessed)
    if waiting:
        raise DomainError(f"{'、'.join(ref for _, ref in waiting)} 期的开奖号码尚未由两人录入，不能抽取。")
    wanted = sum(kind == WITNESSES for kind, _ in session.sources)
    if len(digits) != wanted:
        raise DomainError(f"应录入 {wanted} 个来源的见证人数字，现为 {len(digits)} 个。")
    entered = {(number.kind, number.ref): number.values for number in session.public_numbers.all()}
    return [
        lottery.public_line(kind, ref, digits.pop(0) if kind == WITNESSES else entered[kind, ref])
        for kind, ref in session.sources
    ]


def _open(session: DrawSession) -> DrawSession:
    session = DrawSession.objects.select_for_update().get(pk=session.pk)
    if session.status != SessionStatus.FROZEN:
        raise DomainError("只有已封存、尚未抽取的场次可以录入开奖号码。")
    return session


def _check(session: DrawSession, source: Source, values: Sequence[str], bulletin: str) -> None:
    if list(source) not in lotteries(session):
        raise DomainError("封存时没有公布这一期作为抽取号码来源。")
    if session.lottery_at is not None and session.lottery_at > now():
        raise DomainError(f"这一期 {session.lottery_at:%m月%d日 %H:%M} 开奖，现在还没有号码。")
    if not bulletin.strip():
        raise DomainError("请写明开奖公告的出处，例如中国福彩网公告的网址。")
    try:
        lottery.public_line(source[0], source[1], values)
    except lottery.LotteryError as refusal:
        raise DomainError(str(refusal)) from refusal
