"""检查通知书: its service is told once, whether it is noted with the paper or said on arrival."""

from datetime import datetime

from inspections import merged
from inspections.choices import PaperKind, ServiceWay
from inspections.models import Delivery, Document, Visit
from inspections.papers import kinds
from inspections.status import VisitStatus
from registry.services.rights import save
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.trail.services import record

GOING_ON = [VisitStatus.READY, VisitStatus.ONSITE]
LONGEST_SERVERS = 100


def noted(delivery: Delivery, by: User) -> None:
    """送达 was noted with the paper: the visits it announces know it too, unless an earlier service stands."""
    document = delivery.document
    if document.kind != PaperKind.NOTICE or document.visit is None:
        return
    visit = merged.lock(document.visit)
    for one in [visit, *merged.others(visit)]:
        if one.status in GOING_ON and one.notice_served_at is None:
            one.notice_served_at = delivery.served_at
            one.save(update_fields=["notice_served_at"])
            record("visit.serve_notice", target=one, by=by, detail={"way": delivery.way})


def handed_over(visit: Visit, served_at: datetime, by: User) -> Delivery | None:
    """Handed over on arrival: 送达回证 of the issued notice, once. None where none was issued under a number."""
    notice = Document.objects.standing().filter(kind=PaperKind.NOTICE, source=kinds.name(visit)).first()
    if notice is None or notice.deliveries.exists() or not visit.attendee:
        return None
    team = "、".join(place.inspector.name for place in visit.officers.select_related("inspector"))
    delivery = Delivery(
        document=notice,
        way=ServiceWay.DIRECT,
        served_at=max(served_at, notice.made_at),
        place=visit.address or "检查现场",
        servers=team[:LONGEST_SERVERS],
        receiver=visit.attendee,
        relation=visit.attendee_role,
        noted_at=now(),
        noted_by=by,
    )
    save(delivery)
    record("document.serve", target=notice, by=by, detail={"way": delivery.way, "receiver": delivery.receiver})
    return delivery
