"""线索移送: drafted by the team, 所队长 → 分管局领导, sent, receipted, answered (方案三(二)4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from inspections import follow_up_clocks as clocks
from inspections import signals
from inspections.choices import Result
from inspections.follow_up_status import ReferralStatus
from inspections.models import Inspection, Referral, ReferralEvidence
from inspections.services import numbers, standing
from inspections.services.hands import require_hand
from inspections.services.moves import move, stamp
from inspections.services.visits import own_place
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.accounts.roles import Role
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.services import record


@dataclass(frozen=True)
class Exhibit:
    """One line of 证据材料清单."""

    name: str
    copies: int = 1
    pages: int = 1


@dataclass(frozen=True)
class Letter:
    """What the letter says; `matter` is a Referral.Matter value."""

    matter: str
    inside: bool
    receiver: str
    subject: str
    facts: str
    grounds: str
    evidence: Sequence[Exhibit]


TEXTS = {"receiver": "接收机关", "subject": "案由", "facts": "主要事实", "grounds": "移送理由和法律依据"}


@transaction.atomic
def draft(*, inspection: Inspection, letter: Letter, by: User) -> Referral:
    """A member of the team writes it; it lies on 所队长's desk at once, and the clock of the law runs."""
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    own_place(inspection.visit, by)
    if inspection.submitted_at is None:
        raise DomainError("检查记录提交后，才能移送线索。")
    _refuse_incomplete(letter)
    moment = now()
    made = Referral.objects.create(
        inspection=inspection,
        drafted_at=moment,
        drafted_by=by,
        due_at=clocks.send_by(known_at(inspection) or moment, inside=letter.inside),
        matter=letter.matter,
        inside=letter.inside,
        **_texts(letter),
    )
    _list(made, letter)
    record("referral.draft", target=made, by=by, detail={"matter": letter.matter, "inside": letter.inside})
    return made


@transaction.atomic
def redraft(*, referral: Referral, letter: Letter, by: User) -> Referral:
    """Sent back: written anew by its author and handed in again. The clock does not start again."""
    referral = _locked(referral)
    if referral.drafted_by_id != by.pk:
        raise NotPermitted("退回的移送函由拟稿人修改。")
    _refuse_incomplete(letter)
    referral.evidence.all().delete()  # a draft's list: nobody has signed it yet
    _list(referral, letter)
    since = known_at(referral.inspection) or referral.drafted_at
    said: dict[str, Any] = {"matter": letter.matter, "inside": letter.inside, **_texts(letter)}
    said["due_at"] = clocks.send_by(since, inside=letter.inside)
    # Apart from the move, which has a word of its own called `facts`.
    for name, value in said.items():
        setattr(referral, name, value)
    referral.save(update_fields=list(said))
    return move(referral, ReferralStatus.PENDING_HEAD, by=by, action="referral.redraft", returned_reason="")


def known_at(inspection: Inspection) -> datetime | None:
    """When the record itself said 移送有关部门: its first seal. None where the matter came up later."""
    first = inspection.seals.order_by("no").first() if inspection.result == Result.REFERRED else None
    return first.sealed_at if first else None


def _texts(letter: Letter) -> dict[str, str]:
    return {name: getattr(letter, name).strip() for name in TEXTS}


def _list(referral: Referral, letter: Letter) -> None:
    for order, one in enumerate(letter.evidence, start=1):
        ReferralEvidence.objects.create(
            referral=referral, order=order, name=one.name.strip(), copies=one.copies, pages=one.pages
        )


def _refuse_incomplete(letter: Letter) -> None:
    for name, label in TEXTS.items():
        if not getattr(letter, name).strip():
            raise DomainError(f"请填写{label}。")
    if not letter.evidence:
        raise DomainError("请列出随案移送的证据材料，至少一项。")


@transaction.atomic
def review(*, referral: Referral, by: User) -> Referral:
    """所队长."""
    referral = _locked(referral)
    require_turn(referral, by, ReferralStatus.PENDING_HEAD)
    return move(referral, ReferralStatus.PENDING_LEADER, by=by, action="referral.review", **stamp("reviewed", by))


@transaction.atomic
def approve(*, referral: Referral, by: User) -> Referral:
    """分管局领导: the letter goes out today, and from today a reply is awaited."""
    referral = _locked(referral)
    require_turn(referral, by, ReferralStatus.PENDING_LEADER)
    unit = referral.inspection.visit.unit
    said: dict[str, Any] = {"reply_due_on": clocks.reply_by(today()), **stamp("issued", by)}
    said["number"] = numbers.document_number(today().year, unit.short, "移送")
    move(referral, ReferralStatus.ISSUED, by=by, action="referral.issue", **said)
    return _told(referral, by)


@transaction.atomic
def send_back(*, referral: Referral, reason: str, by: User) -> Referral:
    if not reason.strip():
        raise DomainError("请写明退回的理由。")
    referral = _locked(referral)
    require_turn(referral, by, ReferralStatus(referral.status))
    cleared = {"reviewed_at": None, "reviewed_by": None, "returned_reason": reason.strip()}
    return move(referral, ReferralStatus.RETURNED, by=by, action="referral.send_back", reason=reason, **cleared)


@transaction.atomic
def receipt(*, referral: Referral, received_on: date, receiver: str, accepted: bool | None, by: User) -> Referral:
    """回执: who took it, when, and whether they take the matter on."""
    referral = _locked(referral)
    require_hand(referral.inspection.visit, by)
    _refuse_day(referral, received_on)
    if not receiver.strip():
        raise DomainError("登记回执须写明接收人。")
    said: dict[str, Any] = {"received_on": received_on, "received_by_whom": receiver.strip(), "accepted": accepted}
    return move(referral, ReferralStatus.RECEIVED, by=by, action="referral.receipt", **said)


@transaction.atomic
def reply(*, referral: Referral, replied_on: date, reply: str, by: User) -> Referral:
    """处理结果: with it the reminder ends."""
    referral = _locked(referral)
    require_hand(referral.inspection.visit, by)
    _refuse_day(referral, replied_on)
    if not reply.strip():
        raise DomainError("登记回复须写明处理结果。")
    said: dict[str, Any] = {"replied_on": replied_on, "reply": reply.strip()}
    move(referral, ReferralStatus.REPLIED, by=by, action="referral.reply", **said)
    return _told(referral, by)


def _refuse_day(referral: Referral, day: date) -> None:
    if day > today():
        raise DomainError("登记的日期不能晚于今天。")
    if referral.issued_at and day < referral.issued_at.astimezone().date():
        raise DomainError("登记的日期不能早于移送的日期。")


def _told(referral: Referral, by: User) -> Referral:
    signals.follow_up_changed.send(Referral, inspection=referral.inspection, by=by)
    return referral


ROLE = {ReferralStatus.PENDING_HEAD: Role.UNIT_HEAD, ReferralStatus.PENDING_LEADER: Role.LEADER}


def eligible(referral: Referral) -> QuerySet[User]:
    """Who may take the next step: 所队长, then 分管局领导; nobody of the team, nobody twice."""
    role = ROLE.get(ReferralStatus(referral.status))
    none: QuerySet[User] = User.objects.none()
    if role is None:
        return none
    visit = referral.inspection.visit
    barred = standing.team(visit) | {pk for pk in (referral.drafted_by_id, referral.reviewed_by_id) if pk}
    return standing.first_free(role, visit.unit.code, barred)


def require_turn(referral: Referral, by: User, at: ReferralStatus) -> None:
    if referral.status != at or not eligible(referral).filter(pk=by.pk).exists():
        raise NotPermitted(f"此件现在不由您办理。当前环节：{referral.get_status_display()}。")


def _locked(referral: Referral) -> Referral:
    return Referral.objects.select_for_update().get(pk=referral.pk)
