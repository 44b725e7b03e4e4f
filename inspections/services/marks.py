"""逐项核对: what a reviewer looked at, and what goes back with a remark at its own place (ux A15–A16)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from inspections.models import Inspection, RecordSeal, ReviewMark
from inspections.services.seals import latest
from inspections.status import RecordStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

LONGEST = 300


@dataclass(frozen=True)
class Remark:
    """What to put right at one place: a check-point by its primary key, or a section of the checklist."""

    words: str
    check_point: int | None = None
    section: str = ""


def token(inspection: Inspection) -> str:
    """What a page shows of the record's life: its step and its seal. An older page decides on nothing."""
    seal = latest(inspection)
    return f"{inspection.status}.{seal.no if seal else 0}"


def refuse_stale(inspection: Inspection, seen: str) -> None:
    """`inspection` is locked; `seen` is the token of the page that was decided on, or the status alone."""
    if seen and not token(inspection).startswith(seen):
        now_is = inspection.get_status_display()
        raise AlreadyDone(f"此件已被他人处理，现在是“{now_is}”。请看刷新后的页面，重新核对。")


def look_at(*, inspection: Inspection, sections: Collection[str], by: User) -> None:
    """Sections ticked as looked at and right, within the transaction of the step they belong to."""
    if strange := set(sections) - set(ReviewMark.Section.values):
        raise DomainError(f"核对要点中没有“{min(strange)}”。请刷新页面后重试。")
    seal = latest(inspection)
    if not sections or seal is None:
        return
    for section in sorted(sections):
        _mark(seal, by, verdict=ReviewMark.Verdict.RIGHT, section=section)
    record("record.mark", target=inspection, by=by, detail={"right": sorted(sections)})


def remark(*, inspection: Inspection, remarks: Sequence[Remark], by: User) -> list[ReviewMark]:
    """What is sent back, place by place, within the transaction of the return."""
    seal = latest(inspection)
    if not remarks or seal is None:
        return []
    _refuse_strange(inspection, remarks)
    made = [
        _mark(
            seal,
            by,
            verdict=ReviewMark.Verdict.RETURN,
            section=one.section,
            check_point_id=one.check_point,
            remark=one.words.strip(),
        )
        for one in remarks
    ]
    record("record.mark", target=inspection, by=by, detail={"return": [[one.place, one.remark] for one in made]})
    return made


def _refuse_strange(inspection: Inspection, remarks: Sequence[Remark]) -> None:
    points = set(inspection.version.check_points.values_list("pk", flat=True))
    for one in remarks:
        known = one.check_point in points if one.check_point else one.section in ReviewMark.Section.values
        if not known or not one.words.strip():
            raise DomainError("退回意见须写在本记录的检查要点或者核对方面之下，并写明意见。")


def _mark(seal: RecordSeal, by: User, **values: object) -> ReviewMark:
    made: ReviewMark = ReviewMark.objects.create(
        inspection_id=seal.inspection_id, seal=seal, marked_at=now(), marked_by=by, **values
    )
    return made


def summary(reason: str, remarks: Sequence[ReviewMark]) -> str:
    """One sentence for lists: the reviewer's own, and the places it is about."""
    said = [f"{one.place}：{one.remark}" for one in remarks]
    sentences = [reason.strip(), *said] if said else []
    return ("".join(f"{one.rstrip('。')}。" for one in sentences if one) or reason.strip())[:LONGEST]


def open_remarks(inspection: Inspection) -> list[ReviewMark]:
    """What the last return asks for, while it is being put right; empty once the record is handed in again."""
    if inspection.status != RecordStatus.RETURNED:
        return []
    return last_remarks(inspection)


def last_remarks(inspection: Inspection) -> list[ReviewMark]:
    """The remarks of the newest return, by check-point and then by section."""
    returned = inspection.marks.filter(verdict=ReviewMark.Verdict.RETURN).select_related("check_point", "seal")
    newest = returned.order_by("-seal__no").values_list("seal", flat=True).first()
    rows = [one for one in returned if one.seal_id == newest]
    return sorted(rows, key=lambda one: (one.check_point.order if one.check_point else 999, one.pk))
