"""What pictures a visit still lacks: photographs announced but not come, photographs a check-point asks for, sheets."""

from collections.abc import Iterator

from inspections.choices import EvidenceKind
from inspections.models import Answer, Evidence, Inspection, Visit


def waiting(visit: Visit) -> Iterator[str]:
    """已提交 only when the server has every picture that was announced."""
    count = Evidence.objects.waiting().filter(inspection__visit=visit).count()
    if count:
        yield f"还有 {count} 张照片没有上传。请打开拍照的手机，联网后等待上传完成。"


def photographed(inspection: Inspection) -> set[int]:
    """Primary keys of the check-points with a photograph, announced ones included."""
    photos = inspection.evidence.standing().filter(kind=EvidenceKind.PHOTO, check_point__isnull=False)
    return set(photos.values_list("check_point_id", flat=True))


def wrong_point(answer: Answer, photos: set[int]) -> str:
    """The sentence about a check-point that is 不符合, empty when nothing is missing there.

    A check that was done on paper has no photographs to take any more; the sheet stands for them.
    """
    point = answer.check_point
    asks = point.photo_required and point.pk not in photos and not hasattr(answer.inspection.visit, "paper")
    wanted = [] if answer.finding else ["填写发现的问题"]
    wanted += ["至少拍 1 张照片"] if asks else []
    return f"第 {point.order} 项为“不符合”，请{'，并'.join(wanted)}。" if wanted else ""


def sheets(visit: Visit) -> Iterator[str]:
    """Signed by hand: each record's sheet has been scanned or photographed (方案四(三): 由检查对象确认)."""
    scans = Evidence.objects.standing().filter(kind=EvidenceKind.SCAN, inspection__visit=visit)
    scanned = set(scans.values_list("inspection_id", flat=True))
    for inspection in visit.inspections.select_related("version__item"):
        if inspection.pk not in scanned:
            yield f"“{inspection.version.item.title}”签过字的纸质记录还没有上传。请拍照或扫描后上传。"


def signed_sheets(visit: Visit) -> Iterator[str]:
    """Asked for only where the business signed on paper."""
    if visit.said and visit.said.on_paper:
        yield from sheets(visit)
