"""公示更新 and 暂缓: a published entry follows the handling of its problem; a held one waits (方案三(二)4)."""

from typing import Any

from django.db import transaction

from inspections.choices import Result, national_category
from inspections.models import Inspection, Visit
from publicity import correctable, handling
from publicity.models import Amendment, HoldRequest, Publication
from publicity.services import versions
from publicity.status import ChangeStatus, HoldStatus, PublicationStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

OUT = (PublicationStatus.SENT, PublicationStatus.PUBLISHED)


@transaction.atomic
def follow(*, inspection: Inspection, by: User) -> Amendment | None:
    """Show how the handling stands. What stood there is kept with its hash; None where nothing is another now."""
    publication = Publication.objects.select_for_update().filter(inspection=inspection).first()
    if publication is None or publication.status not in OUT or publication.held_at:
        return None
    before, after = publication.record, _moved(publication)
    if after == before:
        return None
    after = {**after, "updated_on": today().isoformat()}
    reason = after.get("handling", {}).get("word", "处理情况有变化")
    return versions.replace(publication=publication, after=after, reason=reason, act="publication.amend", by=by)


def _moved(publication: Publication) -> dict[str, Any]:
    """The frozen copy with result, handling and timeline as they are now; every other word stays as it was shown."""
    inspection, shown = publication.inspection, dict(publication.record or {})
    result = _result(publication, shown["result"]["code"])
    shown["result"] = {
        **shown["result"],
        "code": result,
        "word": str(Result(result).label),
        "category": national_category(result),
    }
    if words := handling.words(inspection):
        shown["handling"] = words
    known = shown["timeline"]
    shown["timeline"] = known + [line for line in handling.moments(inspection) if line not in known]
    return shown


def _result(publication: Publication, shown: str) -> str:
    """A corrected result follows nothing but a further correction; a corrected 责令改正中 ends as others do."""
    now_is = handling.current_result(publication.inspection)
    approved = publication.corrections.filter(status=ChangeStatus.APPROVED).values_list("changes", flat=True)
    corrected = any(one["path"] == correctable.RESULT for changes in approved for one in changes)
    if corrected and not (shown == Result.ORDERED and now_is == Result.FIXED):
        return shown
    return now_is


@transaction.atomic
def hold(*, visit: Visit, reason: str, by: User) -> int:
    """暂缓: nothing of this visit goes out; the clock runs on. Returns how many entries wait."""
    waiting = Publication.objects.pending().filter(inspection__visit=visit, held_at__isnull=True)
    return sum(hold_one(one, reason, by) for one in waiting.select_for_update())


def hold_one(publication: Publication, reason: str, by: User | None) -> bool:
    """One entry, locked by the caller."""
    publication.held_at, publication.held_reason = now(), reason
    publication.save(update_fields=["held_at", "held_reason"])
    record("publication.hold", target=publication, by=by, reason=reason)
    return True


@transaction.atomic
def hold_if_crime(*, visit: Visit, reason: str, by: User) -> int:
    """The entries of a visit that was stopped for a crime are opened held: the stop came before the clock."""
    return hold(visit=visit, reason=reason, by=by) if visit.cases.holding().exists() else 0


@transaction.atomic
def release(*, visit: Visit, reason: str, by: User) -> int:
    """分管局领导 has decided: they may go their way again, but for what an application of its own holds."""
    applied = HoldRequest.objects.filter(status=HoldStatus.APPROVED).values("publication")
    held = Publication.objects.filter(inspection__visit=visit, held_at__isnull=False).exclude(pk__in=applied)
    return sum(release_one(one, reason, by) for one in held.select_for_update())


def release_one(publication: Publication, reason: str, by: User) -> bool:
    """One entry, locked by the caller."""
    publication.held_at, publication.held_reason = None, ""
    publication.save(update_fields=["held_at", "held_reason"])
    record("publication.release", target=publication, by=by, reason=reason)
    return True


def refuse_held(publication: Publication) -> None:
    """Nothing goes out while it is held, nor while somebody asks for it to be held: what is out cannot be recalled."""
    if publication.hold_requests.pending().exists():
        raise DomainError("有人申请暂缓公示此件。请分管局领导先决定这份申请，再批准公示。")
    if publication.held_at:
        raise DomainError(f"暂缓公示：{publication.held_reason}。须由分管局领导解除暂缓后再批准。")
