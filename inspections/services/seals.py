"""封存: what is handed in is kept as a text with its hash, and cannot change but by a return or an addendum."""

from django.db import transaction
from django.db.models import Max

from inspections import sealed_text
from inspections.content import content_hash
from inspections.models import Addendum, Inspection, RecordSeal, Visit
from inspections.status import RecordStatus
from registry.services.rights import locked
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError, NotPermitted
from yangcheng_inspect.trail.services import record

SEALED = [RecordStatus.SUBMITTED, RecordStatus.REVIEWED, RecordStatus.CHECKED, RecordStatus.APPROVED]


def latest(inspection: Inspection) -> RecordSeal | None:
    """The text that counts; None while the record was never handed in."""
    found: RecordSeal | None = inspection.seals.order_by("-no").first()
    return found


def sealed_code(inspection: Inspection) -> str:
    """What a print of the record carries in its foot: the hash of its seal; of a draft, of what is there so far."""
    known = latest(inspection)
    sealed = known is not None and inspection.status in [*SEALED, RecordStatus.VOIDED]
    return known.sha256 if known and sealed else content_hash(inspection.visit)


def seal_visit(visit: Visit, by: User) -> None:
    """After a submission: every record of the visit whose text is new gets its next seal; older texts stay.

    A record that was not returned is sealed anew too when confirmation and signatures, which it shares, were renewed.
    """
    fresh = Visit.objects.get(pk=visit.pk)
    for inspection in fresh.inspections.filter(status__in=SEALED).order_by("pk"):
        _seal(inspection, by)


def _seal(inspection: Inspection, by: User) -> None:
    text, known = sealed_text.of(inspection), latest(inspection)
    if known is not None and known.text == text:
        return
    made = RecordSeal.objects.create(
        inspection=inspection,
        no=known.no + 1 if known else 1,
        text=text,
        sha256=sealed_text.digest(text),
        sealed_at=now(),
        sealed_by=by,
    )
    record("record.seal", target=inspection, by=by, detail={"no": made.no, "sha256": made.sha256})


def may_add(inspection: Inspection, user: User) -> bool:
    """Whoever sees the sealed record and has a part in it: its team, the chain."""
    sealed = inspection.status in [*SEALED, RecordStatus.VOIDED]
    chain = ("record_visit", "review_record", "office_review", "approve_record")
    part = any(user.has_perm(f"inspections.{perm}") for perm in chain)
    return sealed and part and Inspection.objects.visible_to(user).filter(pk=inspection.pk).exists()


@transaction.atomic
def add(*, inspection: Inspection, reason: str, text: str, by: User) -> Addendum:
    """补充说明: stands below the record for good; the record itself, its hash and what is public stay."""
    locked(inspection.visit)
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if inspection.status in [RecordStatus.OPEN, RecordStatus.RETURNED, RecordStatus.CANCELLED]:
        raise DomainError(f"记录的状态是“{inspection.get_status_display()}”，还没有封存。请直接填写记录。")
    if not may_add(inspection, by):
        raise NotPermitted("补充说明由检查人员和审核、审批人员办理。")
    if not reason.strip() or not text.strip():
        raise DomainError("请写明补充的内容和理由。")
    last = inspection.addenda.aggregate(last=Max("no"))["last"] or 0
    added = Addendum.objects.create(
        inspection=inspection, no=last + 1, reason=reason.strip(), text=text.strip(), added_at=now(), added_by=by
    )
    detail = {"no": added.no, "sha256": sealed_text.digest(added.text)}
    record("record.add", target=inspection, by=by, reason=added.reason, detail=detail)
    return added
