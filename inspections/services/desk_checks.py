"""书面、网络、远程检查: taken up at the desk, notice sent, materials received, the business asked to confirm."""

from datetime import date

from django.db import transaction

from inspections import checks
from inspections.choices import Channel, Method
from inspections.models import Material, Visit, VisitApproval
from inspections.services import urgent
from inspections.services.moves import move
from inspections.services.visits import locked, own_place, refuse_without_power, require_on_site
from inspections.status import ExcuseStatus, VisitStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record


def set_method(approval: VisitApproval, method: str, by: User) -> None:
    """The form's answer to 能否不入企, for every visit of it that waits for approval. The form is locked."""
    chosen = Method(method)
    waiting = approval.visits.select_for_update().filter(status=VisitStatus.PENDING).exclude(method=chosen)
    for visit in waiting:
        visit.method = chosen
        visit.save(update_fields=["method"])
        record("visit.set_method", target=visit, by=by, detail={"method": chosen})


@transaction.atomic
def take_up(*, visit: Visit, by: User) -> Visit:
    """Begin at the desk. Nobody goes; both officers still answer for it and sign with their own logins."""
    visit = locked(visit)
    own_place(visit, by)
    _refuse_on_site(visit)
    if visit.status != VisitStatus.READY:
        raise DomainError(f"当前状态是“{visit.get_status_display()}”，不能开始办理。")
    if visit.excuses.filter(status=ExcuseStatus.PENDING).exists():
        raise DomainError("检查组有人申请换人，还没有决定，不能开始办理。请先办理换人申请。")
    urgent.refuse_sent_back(visit)
    refuse_without_power(visit, today())
    return move(visit, VisitStatus.ONSITE, by=by, action="visit.take_up")


@transaction.atomic
def serve_notice(*, visit: Visit, channel: str, attendee: str, attendee_role: str, by: User) -> Visit:
    """送达通知书: it carries the rights, so sending it tells them. To whom, and by what way."""
    visit = _going_on(visit, by)
    if not attendee.strip():
        raise DomainError("请填写通知书送给了谁。")
    visit.notice_channel, visit.attendee, visit.attendee_role = (
        Channel(channel),
        attendee.strip(),
        attendee_role.strip(),
    )
    visit.notice_served_at = visit.notice_served_at or now()
    visit.rights_read_at = visit.rights_read_at or now()
    fields = ["notice_channel", "attendee", "attendee_role", "notice_served_at", "rights_read_at"]
    visit.save(update_fields=fields)
    record("visit.serve_notice", target=visit, by=by, detail={"channel": channel})
    return visit


@transaction.atomic
def receive(
    *, visit: Visit, title: str, channel: str, received_on: date, by: User, pages: int | None = None, note: str = ""
) -> Material:
    """One piece that came, or that was looked at on line, with its day."""
    visit = _going_on(visit, by)
    if not title.strip():
        raise DomainError("请填写材料名称。")
    if received_on > today():
        raise DomainError("收到日期不能晚于今天。")
    added = Material.objects.create(
        visit=visit,
        title=title.strip(),
        channel=Channel(channel),
        received_on=received_on,
        pages=pages,
        note=note.strip(),
        added_at=now(),
        added_by=by,
    )
    record("visit.receive", target=visit, by=by, detail={"title": added.title, "on": received_on.isoformat()})
    return added


@transaction.atomic
def ask_reply(*, visit: Visit, reply_by: date, by: User) -> Visit:
    """The finished record goes to the business, which has until `reply_by` to confirm it or object."""
    visit = _going_on(visit, by)
    if unfinished := [*checks.before_confirmation(visit)]:
        raise DomainError("检查还没有做完，不能送请确认：" + "".join(unfinished))
    if reply_by <= today():
        raise DomainError("答复期限须在今天以后。")
    visit.reply_asked_on, visit.reply_by = today(), reply_by
    visit.save(update_fields=["reply_asked_on", "reply_by"])
    record("visit.ask_reply", target=visit, by=by, detail={"reply_by": reply_by.isoformat()})
    return visit


def _going_on(visit: Visit, by: User) -> Visit:
    visit = locked(visit)
    own_place(visit, by)
    _refuse_on_site(visit)
    require_on_site(visit)
    return visit


def _refuse_on_site(visit: Visit) -> None:
    if not visit.at_desk:
        raise DomainError("这是现场检查，须两名检查人员到场亮证。")
