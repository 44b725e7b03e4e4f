"""已录入公示系统: the office stamps what it has typed into the national or provincial system."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from publicity.models import Posting, Publication
from publicity.status import PublicationStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError, NotPermitted
from yangcheng_inspect.trail.services import record


def may_post(publication: Publication, user: User) -> bool:
    done = publication.postings.count() >= len(Posting.System.values)
    return user.has_perm("publicity.stamp_posting") and publication.status == PublicationStatus.PUBLISHED and not done


@transaction.atomic
def post(*, publication: Publication, system: str, posted_on: date, by: User, reference: str = "") -> Posting:
    """Stamp one result in one system; a wrong stamp is corrected there and in the trail, not here."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    _refuse(publication, system, posted_on, by)
    made = Posting.objects.create(
        publication=publication,
        system=system,
        reference=reference.strip(),
        posted_on=posted_on,
        posted_at=now(),
        posted_by=by,
    )
    detail = {"system": made.get_system_display(), "reference": made.reference, "on": posted_on.isoformat()}
    record("publication.post", target=publication, by=by, detail=detail)
    return made


@transaction.atomic
def post_many(*, publications: Sequence[Publication], system: str, posted_on: date, by: User) -> int:
    """A list typed in on one day: all or none. Returns how many."""
    for publication in sorted(publications, key=lambda one: one.pk):  # two lists at once lock alike
        post(publication=publication, system=system, posted_on=posted_on, by=by)
    return len(publications)


def _refuse(publication: Publication, system: str, posted_on: date, by: User) -> None:
    if not by.has_perm("publicity.stamp_posting"):
        raise NotPermitted("录入公示系统由双随机办登记。")
    if publication.status != PublicationStatus.PUBLISHED or publication.published_at is None:
        raise DomainError(f"{publication.number} 现在不是“已公示”，不能登记录入公示系统。")
    if system not in Posting.System.values:
        raise DomainError("请选择公示系统。")
    if not timezone.localdate(publication.published_at) <= posted_on <= today():
        raise DomainError(f"{publication.number}：录入日期应在公示之后，且不晚于今天。")
    if publication.postings.filter(system=system).exists():
        raise AlreadyDone(f"{publication.number} 已登记录入{Posting.System(system).label}。")
