"""公告与解读 on 分管局领导's side: approval publishes, or takes down, in the same moment (architecture.md)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from publicity.models import NoticeVersion
from publicity.notice_status import NOTICE_MOVES, NoticeStatus
from publicity.public_site import notice_schema, schema, store_notices
from publicity.public_site.models import PublicNotice
from registry.services.rights import demand, demand_reason, locked
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import SameHands
from yangcheng_inspect.moves import move
from yangcheng_inspect.trail.models import Event, acted
from yangcheng_inspect.trail.objects import name_of
from yangcheng_inspect.trail.services import record

APPROVER, LEADER = "publicity.approve_notice", "分管局领导"


@transaction.atomic
def approve(*, version: NoticeVersion, by: User) -> NoticeVersion:
    """Publish a version, or take the notice down where the version asks for it. Raises SameHands for its authors."""
    demand(by, APPROVER, LEADER)
    locked(version.notice)
    version = locked(version)
    if wrote(version, by):
        raise SameHands("不得审批本人起草或送批的公告。请由其他分管局领导或其代理人批准。")
    to = NoticeStatus.WITHDRAWN if version.withdraws else NoticeStatus.PUBLISHED
    _replace(version, NoticeStatus.WITHDRAWN if version.withdraws else NoticeStatus.SUPERSEDED, by)
    stamps: dict[str, Any] = {"approved_at": now(), "approved_by": by}
    version = move(version, to, table=NOTICE_MOVES, by=by, action="notice.approve", **stamps)
    _show(version, by)
    return version


def wrote(version: NoticeVersion, user: User) -> bool:
    """Drafted it, sent it, or changed a word of it in between: the row keeps the first two, the trail all of them."""
    if user.pk in (version.drafted_by_id, version.submitted_by_id):
        return True
    written = Event.objects.filter(obj=name_of(version), act="notice.write", detail__who__startswith=acted(user.pk))
    return written.filter(ts__gte=version.drafted_at).exists()


def _replace(version: NoticeVersion, to: NoticeStatus, by: User) -> None:
    """The version the public has read so far, if any."""
    before = version.notice.versions.select_for_update().filter(status=NoticeStatus.PUBLISHED).first()
    if before:
        move(before, to, table=NOTICE_MOVES, by=by, action="notice.supersede")


def _show(version: NoticeVersion, by: User) -> PublicNotice:
    public = public_text(version)
    row = store_notices.put_notice(public, notice_id=version.notice_id)
    act = "notice.withdraw" if version.withdraws else "notice.publish"
    record(act, target=version, by=by, reason=version.reason, public=schema.digest(public))
    return row


def public_text(version: NoticeVersion) -> dict[str, Any]:
    """`notice_schema.NOTICE` as it reads with this version: all those published before, or the tombstone alone."""
    notice = version.notice
    was = [NoticeStatus.PUBLISHED, NoticeStatus.SUPERSEDED]
    shown = [] if version.withdraws else list(notice.versions.filter(status__in=was).order_by("number"))
    first = notice.versions.exclude(approved_at=None).order_by("number").first() or version
    down = {"withdrawn": {"on": _day(version), "reason": version.reason}} if version.withdraws else {}
    assert version.approved_at is not None, "only what is approved is shown"
    return {
        "format": notice_schema.FORMAT,
        "number": notice.number,
        "kind": notice.kind,
        "versions": [_version(number, one) for number, one in enumerate(shown, start=1)],
        "published_on": _day(first),
        "updated_at": timezone.localtime(version.approved_at).isoformat(timespec="seconds"),
        **down,
    }


def _version(number: int, version: NoticeVersion) -> dict[str, Any]:
    said = {name: getattr(version, name) for name in ("title", "body", "office", "reason")}
    return {"version": number, **said, "published_on": _day(version)}


def _day(version: NoticeVersion) -> str:
    assert version.approved_at is not None, "only what is approved is shown"
    return timezone.localdate(version.approved_at).isoformat()


@transaction.atomic
def send_back(*, version: NoticeVersion, reason: str, by: User) -> NoticeVersion:
    """The leader returns it: a text to its drafter. A proposal to take down has no text to change: it is dropped."""
    demand(by, APPROVER, LEADER)
    reason = demand_reason(reason)
    version = locked(version)
    back = move(
        version,
        NoticeStatus.DRAFT,
        table=NOTICE_MOVES,
        by=by,
        action="notice.send_back",
        reason=reason,
        return_reason=reason,
    )
    if back.withdraws:
        move(back, NoticeStatus.DISCARDED, table=NOTICE_MOVES, by=by, action="notice.discard", reason=reason)
    return back
