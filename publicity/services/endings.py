"""公示期满: entries whose time is over come off the page by rule; nobody has to ask (信用修复)."""

from datetime import date

from django.db import transaction

from publicity import retention
from publicity.models import Correction, Objection, Publication, Takedown, Withdrawal
from publicity.public_site.models import PublicResult
from publicity.services.changes import locked
from publicity.services.withdrawals import take_down
from publicity.status import PublicationStatus
from yangcheng_inspect import parameters
from yangcheng_inspect.clock import today


def end_due() -> int:
    """End every entry whose time is over today, one transaction each. Returns how many."""
    return sum(_ended(pk, key, years) for key, years in _rules() for pk in _due(key, years, today()))


def _rules() -> list[tuple[str, int]]:
    return [(key, parameters.number(key)) for key in retention.KINDS]


def _due(key: str, years: int, day: date) -> list[int]:
    """By what the public page itself says; an entry about which somebody still has to decide waits."""
    codes = [code for code in retention.KINDS[key] if code not in retention.OPEN]
    over = PublicResult.objects.listed().filter(result_code__in=codes, published_on__lte=retention.before(day, years))
    rows = Publication.objects.published().filter(pk__in=over.values("publication_id"))
    decided = (
        rows.exclude(pk__in=Correction.objects.pending().values("publication"))
        .exclude(pk__in=Withdrawal.objects.pending().values("publication"))
        .exclude(pk__in=Takedown.objects.running().values("publication"))
        .exclude(pk__in=Objection.objects.open().order_by().values("publication"))
    )
    return list(decided.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _ended(pk: int, key: str, years: int) -> bool:
    """Asked again under the lock: it may have been corrected meanwhile."""
    publication = locked(Publication(pk=pk))
    if publication.status != PublicationStatus.PUBLISHED or retention.kind_of(publication.record or {}) != key:
        return False
    take_down(publication=publication, ends=True, reason=retention.reason(years), by=None)
    return True
