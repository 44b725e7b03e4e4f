"""公示更新 and 暂缓: a published entry follows the handling of its problem; a held one waits (方案三(二)4)."""

from typing import Any

from django.db import transaction

from inspections.choices import Result, national_category
from inspections.models import Inspection, Visit
from publicity import handling
from publicity.models import Amendment, HoldRequest, Publication
from publicity.public_site import schema, store
from publicity.status import HoldStatus, PublicationStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record


@transaction.atomic
def follow(*, inspection: Inspection, by: User) -> Amendment | None:
    """Show how the handling stands. What stood there is kept with its hash; None where nothing is another now."""
    publication = Publication.objects.select_for_update().filter(inspection=inspection).first()
    if publication is None or publication.status != PublicationStatus.PUBLISHED or publication.held_at:
        return None
    before, after = publication.record, _moved(publication)
    if after == before:
        return None
    after = {**after, "updated_on": today().isoformat()}
    schema.validate(after)
    kept = Amendment.objects.create(
        publication=publication,
        was_record=before,
        was_hash=publication.record_hash,
        reason=after.get("handling", {}).get("word", "处理情况有变化"),
        amended_at=now(),
        amended_by=by,
    )
    publication.record, publication.record_hash = after, schema.digest(after)
    publication.save(update_fields=["record", "record_hash"])
    store.put_result(after, publication_id=publication.pk)
    record("publication.amend", target=publication, by=by, reason=kept.reason, public=publication.record_hash)
    return kept


def _moved(publication: Publication) -> dict[str, Any]:
    """The frozen copy with result, handling and timeline as they are now; every other word stays as it was shown."""
    inspection, shown = publication.inspection, dict(publication.record or {})
    result = handling.current_result(inspection)
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
