"""公告与解读 on 双随机办's side: draft, change, propose to take down, send to 分管局领导 (architecture.md)."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from inspections.services.numbers import notice_number
from publicity.models import Notice, NoticeVersion
from publicity.notice_status import NOTICE_MOVES, NoticeStatus
from registry.services.rights import demand, demand_reason, locked, save
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.moves import move
from yangcheng_inspect.personal import refuse_personal
from yangcheng_inspect.trail.services import record

DRAFTER, OFFICE = "publicity.draft_notice", "双随机办"


@dataclass(frozen=True)
class Text:
    """What the office writes: title, plain text, and who issues it."""

    title: str
    body: str
    office: str

    def refuse(self) -> None:
        """While it is being written, so that nothing is refused on the day it goes out."""
        for where, words in (("标题", self.title), ("正文", self.body), ("发布单位", self.office)):
            if not words.strip():
                raise DomainError(f"请填写{where}。")
            refuse_personal(words, where)


@transaction.atomic
def draft(*, kind: str, text: Text, by: User) -> NoticeVersion:
    """A new notice with its first draft."""
    demand(by, DRAFTER, OFFICE)
    text.refuse()
    notice = save(Notice(number=notice_number(now().year), kind=kind, created_at=now(), created_by=by))
    version = _add(notice, text, by=by)
    record("notice.draft", target=version, by=by, detail={"number": version.number})
    return version


@transaction.atomic
def change(*, notice: Notice, reason: str, by: User) -> NoticeVersion:
    """A further version, copied from the one the public reads; that one stays until the new one is approved."""
    demand(by, DRAFTER, OFFICE)
    shown = _shown(notice)
    version = _add(notice, Text(shown.title, shown.body, shown.office), by=by, reason=_said(reason))
    record("notice.change", target=version, by=by, detail={"number": version.number}, reason=version.reason)
    return version


@transaction.atomic
def propose_withdrawal(*, notice: Notice, reason: str, by: User) -> NoticeVersion:
    """Ask that a notice be taken down; it goes to the leader at once. The reason is what the public then reads."""
    demand(by, DRAFTER, OFFICE)
    shown = _shown(notice)
    version = _add(notice, Text(shown.title, "", shown.office), by=by, reason=_said(reason), withdraws=True)
    record("notice.propose_withdrawal", target=version, by=by, detail={}, reason=version.reason)
    return submit(version=version, by=by)


@transaction.atomic
def write(*, version: NoticeVersion, text: Text, by: User) -> NoticeVersion:
    """Change a draft."""
    demand(by, DRAFTER, OFFICE)
    text.refuse()
    version = locked(version)
    if not version.is_draft or version.withdraws:
        raise DomainError("已送批或已公布的公告不能再改。已公布的，请起草新版本。")
    version.title, version.body, version.office = text.title.strip(), text.body.strip(), text.office.strip()
    save(version)
    record("notice.write", target=version, by=by)
    return version


@transaction.atomic
def submit(*, version: NoticeVersion, by: User) -> NoticeVersion:
    """Send a draft to the leader."""
    demand(by, DRAFTER, OFFICE)
    stamps: dict[str, Any] = {"submitted_at": now(), "submitted_by": by, "return_reason": ""}
    return move(locked(version), NoticeStatus.PENDING, table=NOTICE_MOVES, by=by, action="notice.submit", **stamps)


@transaction.atomic
def discard(*, version: NoticeVersion, reason: str, by: User) -> NoticeVersion:
    """Drop a draft; it stays readable inside."""
    demand(by, DRAFTER, OFFICE)
    reason = demand_reason(reason)
    return move(
        locked(version), NoticeStatus.DISCARDED, table=NOTICE_MOVES, by=by, action="notice.discard", reason=reason
    )


def _said(reason: str) -> str:
    """The reason of a change or withdrawal; the public reads it."""
    reason = demand_reason(reason)
    refuse_personal(reason, "理由")
    return reason


def _shown(notice: Notice) -> NoticeVersion:
    """The version the public reads, while nothing else is under way."""
    notice = locked(notice)
    if notice.versions.filter(status__in=[NoticeStatus.DRAFT, NoticeStatus.PENDING]).exists():
        raise DomainError("这件公告已有一个版本在办理中。请先办完，再修改或撤下。")
    found = notice.versions.filter(status=NoticeStatus.PUBLISHED).first()
    if found is None:
        raise DomainError("这件公告没有公布，或者已经撤下，不能修改。")
    return found


def _add(notice: Notice, text: Text, *, by: User, reason: str = "", withdraws: bool = False) -> NoticeVersion:
    last = notice.versions.aggregate(last=Max("number"))["last"] or 0
    return save(
        NoticeVersion(
            notice=notice,
            number=last + 1,
            title=text.title.strip(),
            body=text.body.strip(),
            office=text.office.strip(),
            withdraws=withdraws,
            reason=reason,
            drafted_at=now(),
            drafted_by=by,
        )
    )
