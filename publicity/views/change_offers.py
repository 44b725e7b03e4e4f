"""更正、撤下 on the page of one publication: asked for by 双随机办, decided by 分管局领导; each says what follows."""

from typing import Any

from inspections.views.offers import Offer
from publicity.change_forms import DeclineForm, EndForm, TakedownForm, WithdrawForm
from publicity.grounds import Ground
from publicity.models import Correction, Publication, Withdrawal
from publicity.services import changes, corrections, takedowns, withdrawals
from publicity.status import PublicationStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.errors import AlreadyDone, SameHands

PROPOSE, CORRECT = "publicity.propose_withdrawal", "publicity.propose_correction"
GONE = AlreadyDone("此件已被他人处理，申请已经决定。请看页面上的结果。")


def _correction(row: Publication) -> Correction | None:
    return row.corrections.pending().first()


def _withdrawal(row: Publication) -> Withdrawal | None:
    return row.withdrawals.pending().first()


def _may_decide_correction(row: Publication, user: User) -> bool:
    asked = _correction(row)
    return bool(asked and user.has_perm(corrections.APPROVE) and changes.may_decide(asked, user))


def _may_decide_withdrawal(row: Publication, user: User) -> bool:
    asked = _withdrawal(row)
    return bool(asked and user.has_perm(withdrawals.APPROVE) and changes.may_decide(asked, user))


def _correct(service: Any) -> Any:
    def act(row: Publication, *, by: User, **given: Any) -> Correction:
        if (asked := _correction(row)) is None:
            raise GONE
        made: Correction = service(correction=asked, by=by, **given)
        return made

    return act


def _withdraw(service: Any) -> Any:
    def act(row: Publication, *, by: User, **given: Any) -> Withdrawal:
        if (asked := _withdrawal(row)) is None:
            raise GONE
        made: Withdrawal = service(withdrawal=asked, by=by, **given)
        return made

    return act


def _free(row: Publication, user: User, permission: str, *more: PublicationStatus) -> bool:
    """Shown now, and this person may ask for something about it."""
    if row.status not in (PublicationStatus.PUBLISHED, *more) or not user.has_perm(permission):
        return False
    try:
        changes.refuse_concerned(row, Ground.REVOKED, user)  # on other grounds the service may say more
    except SameHands:
        return False
    return True


def may_correct(row: Publication, user: User) -> bool:
    """Whether 更正 leads to its page."""
    return _free(row, user, CORRECT) and _correction(row) is None


def _may_withdraw(row: Publication, user: User) -> bool:
    return _free(row, user, PROPOSE, PublicationStatus.SENT) and _withdrawal(row) is None


def _may_end(row: Publication, user: User) -> bool:
    return _free(row, user, PROPOSE) and _withdrawal(row) is None


def _may_start(row: Publication, user: User) -> bool:
    return _free(row, user, PROPOSE) and not row.takedowns.running().exists()


def _ask(row: Publication, **given: Any) -> Withdrawal:
    return withdrawals.propose(publication=row, **given)


def _ask_end(row: Publication, **given: Any) -> Withdrawal:
    return withdrawals.propose(publication=row, ground=Ground.REPAIR, kind=Withdrawal.Kind.END, **given)


def _start(row: Publication, **given: Any) -> Any:
    return takedowns.register(publication=row, **given)


OFFERS = (
    Offer(
        *("correct_yes", "同意更正", "同意更正", "已更正，公众立即看到新的内容。"),
        *(_correct(corrections.approve), _may_decide_correction),
        hint="公示后，任何人都能看到。同意后立即按新的内容公开，更正会保留原文和修改记录。",
    ),
    Offer(
        *("correct_no", "不同意更正", "不同意", "未同意更正，公示内容不变。"),
        *(_correct(corrections.decline), _may_decide_correction, DeclineForm),
        folded=True,
    ),
    Offer(
        *("withdraw_yes", "同意撤下", "同意，立即撤下", "已撤下。公众只看到公示编号、日期和理由。"),
        *(_withdraw(withdrawals.approve), _may_decide_withdrawal),
        hint="同意后立即生效，不能恢复：企业信息和以前的版本不再显示，公示编号、日期、理由和校验码继续公开。",
    ),
    Offer(
        *("withdraw_no", "不同意撤下", "不同意", "未同意，公示内容不变。"),
        *(_withdraw(withdrawals.decline), _may_decide_withdrawal, DeclineForm),
        folded=True,
    ),
    Offer(
        *("takedown", "登记决定已撤销、变更", "登记，开始计算期限", "已登记。请在期限内撤下或者更正。"),
        *(_start, _may_start, TakedownForm),
        hint="从决定撤销、变更或者确认违法之日起最长 3 个工作日内撤下或者更正，并公开理由（行政处罚法第四十八条）。",
        folded=True,
    ),
    Offer(
        *("withdraw", "提请撤下", "报分管局领导", "已报分管局领导决定。决定之前，公示内容不变。"),
        *(_ask, _may_withdraw, WithdrawForm),
        hint="撤下须由两人办理。撤下后企业信息不再显示，理由一并公开，不能恢复。内容有误的，应当更正。",
        folded=True,
    ),
    Offer(
        *("end", "提前结束公示（信用修复）", "报分管局领导", "已报分管局领导决定。决定之前，公示内容不变。"),
        *(_ask_end, _may_end, EndForm),
        hint="企业申请信用修复、符合条件的，由分管局领导决定提前结束。结束后企业信息不再显示。",
        folded=True,
    ),
)
