"""现场照片和扫描件: announced by hash, stored once, taken back with a reason, never deleted (方案四(三)).

A photograph may be announced from a dead zone and come later; the same upload twice is one photograph (F-3).
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from inspections import images, vault
from inspections.choices import EvidenceKind
from inspections.models import Evidence, Inspection, Visit
from inspections.services.records import EDITABLE
from inspections.services.visits import locked, own_place, require_on_site
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

MOST = 60
"""Pictures on one record, withdrawn ones included."""


class UploadConflict(DomainError):
    """The key, or the picture, stands for something else already."""


@dataclass(frozen=True)
class Claim:
    """What a device says about a picture before we have seen it. `received`: hex SHA-256 of the bytes it will send."""

    key: UUID
    received: str
    point: int | None = None  # primary key of the check-point
    kind: str = EvidenceKind.PHOTO
    taken_at: datetime | None = None
    sent_at: datetime | None = None  # the device's clock while sending: ours beside it shows how wrong it is
    caption: str = ""


@transaction.atomic
def announce(*, inspection: Inspection, claim: Claim, by: User) -> tuple[Evidence, bool]:
    """The row of a picture that will come, so that what is signed in a dead zone covers it; and whether it is new."""
    visit = locked(inspection.visit)
    if known := _known(inspection, claim):
        return known, False
    row = _row(visit, inspection, claim, by)
    record("record.announce_photo", target=inspection, by=by, detail=_told(row))
    return row, True


def add(*, inspection: Inspection, claim: Claim, raw: bytes, by: User) -> tuple[Evidence, bool]:
    """The picture itself: checked, written anew, kept; and whether this call did it.

    Decoding happens before anything is locked. Raises ImageRefused, UploadConflict, DomainError.
    """
    visit = Visit.objects.get(pk=inspection.visit_id)  # as it stands: the caller's may be of before it began
    own_place(visit, by)
    if sha256(raw).hexdigest() != claim.received:
        raise DomainError("照片没有传完整，请重新上传；已保存在本机的会自动重试。")
    known = _known(inspection, claim)
    if known and known.stored:
        return known, False
    require_on_site(visit)
    longest = images.LONGEST if claim.kind == EvidenceKind.PHOTO else images.LONGEST_SCAN
    picture = images.clean(raw, longest=longest, mark=mark(visit, claim, by))
    vault.keep(picture)
    return _store(inspection=inspection, claim=claim, picture=picture, by=by)


def mark(visit: Visit, claim: Claim, by: User) -> str:
    """Time, officer and number of the check, for the band below a photograph; nothing is written on a sheet."""
    if claim.kind != EvidenceKind.PHOTO:
        return ""
    said, word = (claim.taken_at, "拍摄") if claim.taken_at else (now(), "上传")
    return f"{localtime(said):%Y-%m-%d %H:%M} {word}　{by.name}　{visit.number}"


@transaction.atomic
def _store(*, inspection: Inspection, claim: Claim, picture: images.Picture, by: User) -> tuple[Evidence, bool]:
    visit = locked(inspection.visit)
    row = _known(inspection, claim)
    if row and row.stored:
        return row, False
    row = row or _row(visit, inspection, claim, by)
    _require_open(visit, inspection, by)
    row.sha256, row.size, row.stored_at = picture.sha256, len(picture.jpeg), now()
    row.clock_ahead = _ahead(claim)
    row.save(update_fields=["sha256", "size", "stored_at", "clock_ahead"])
    record("record.add_photo", target=inspection, by=by, detail=_told(row))
    return row, True


@transaction.atomic
def withdraw(*, evidence: Evidence, reason: str, by: User) -> Evidence:
    """Taken back before submission. Row and file stay; who has confirmed the record confirms it anew."""
    visit = locked(evidence.inspection.visit)
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    _require_open(visit, evidence.inspection, by)
    if evidence.withdrawn_at:
        return evidence
    if not reason.strip():
        raise DomainError("请写明撤回的理由，如“拍到无关人员”。")
    evidence.withdrawn_at, evidence.withdrawn_by, evidence.withdrawn_reason = now(), by, reason.strip()
    evidence.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record("record.withdraw_photo", target=evidence.inspection, by=by, reason=reason, detail=_told(evidence))
    return evidence


def _known(inspection: Inspection, claim: Claim) -> Evidence | None:
    """The row this key already stands for. Raises UploadConflict where it stands for something else."""
    row = Evidence.objects.filter(key=claim.key).first()
    if row is None:
        return None
    if row.inspection_id != inspection.pk or row.received != claim.received:
        raise UploadConflict("这个上传编号已用于另一张照片。请重新选择照片后上传。")
    if row.withdrawn_at:
        raise UploadConflict("这张照片已经撤回，不再上传。")
    return row


def _row(visit: Visit, inspection: Inspection, claim: Claim, by: User) -> Evidence:
    _require_open(visit, inspection, by)
    _refuse_misplaced(inspection, claim)
    last = inspection.evidence.aggregate(last=Max("order"))["last"] or 0
    if last >= MOST:
        raise DomainError(f"一份记录最多 {MOST} 张照片。请只保留能说明情况的。")
    return Evidence.objects.create(
        inspection=inspection,
        check_point_id=claim.point,
        kind=claim.kind,
        order=last + 1,
        key=claim.key,
        received=claim.received,
        caption=claim.caption.strip(),
        taken_at=claim.taken_at,
        clock_ahead=_ahead(claim),
        added_at=now(),
        added_by=by,
    )


def _refuse_misplaced(inspection: Inspection, claim: Claim) -> None:
    if claim.point and not inspection.version.check_points.filter(pk=claim.point).exists():
        raise DomainError("照片所属的检查要点不属于本事项。请刷新页面后重新拍照。")
    same = inspection.evidence.standing().filter(check_point=claim.point, kind=claim.kind, received=claim.received)
    if same.exists():
        raise UploadConflict("这张照片已经上传过。")


def _require_open(visit: Visit, inspection: Inspection, by: User) -> None:
    own_place(visit, by)
    require_on_site(visit)
    now_is = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if now_is.status not in EDITABLE:
        raise DomainError(f"记录的状态是“{now_is.get_status_display()}”，照片不能再改。")


def _ahead(claim: Claim) -> int | None:
    """Seconds by which the device's clock is ahead of ours."""
    return round((claim.sent_at - now()).total_seconds()) if claim.sent_at else None


def _told(row: Evidence) -> dict[str, object]:
    return {"number": row.order, "kind": row.kind, "received": row.received, "sha256": row.sha256}
