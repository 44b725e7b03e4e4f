"""检查评价: taken in from the website or registered from a card, read and looked into by the supervisor alone.

The trail learns that a rating came and that it was looked into; what it says enters as a salted digest only.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from inspections import rating_code
from inspections.models import Visit
from publicity.models import Rating
from publicity.public_site import inbox_schema
from publicity.public_site.letter_words import Said
from registry.services.rights import demand, demand_reason, locked
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

WHO = "纪检监督员"
REGISTER, SETTLE = "publicity.register_rating", "publicity.settle_rating"


def take_in(letter: Mapping[str, Any], files: Sequence[bytes] = ()) -> Rating:
    """A rating from the inbox; a second time changes nothing. Raises `LetterRefused`. A rating has no `files`."""
    inbox_schema.validate(letter)
    if known := Rating.objects.filter(letter_number=letter["number"]).first():
        return known
    body = letter["body"]
    said = {"due": body["due"], "barred": body["barred"], "overall": body["content"], "text": body["text"]}
    on = min(timezone.localdate(datetime.fromisoformat(letter["received_at"])), today())
    visit = rating_code.visit_of(body["code"])
    return _kept(visit, said, way=Rating.Way.ONLINE, received_on=on, letter_number=letter["number"])


def known_numbers() -> Iterable[str]:
    """The letters that are ratings here."""
    return [number for number in Rating.objects.values_list("letter_number", flat=True) if number]


def register(*, code: str, said: Mapping[str, Any], received_on: date, by: User) -> Rating:
    """A card that came by post. `said`: `due`, `barred` (answers by key), `overall`, `text`."""
    demand(by, REGISTER, WHO)
    visit = rating_code.visit_of(code)
    if visit is None:
        raise DomainError("没有这个评价码。对照评价卡，逐个核对 8 位字母和数字。")
    if received_on > today():
        raise DomainError("收到日期不能晚于今天。")
    return _kept(visit, said, way=Rating.Way.CARD, received_on=received_on, by=by)


@transaction.atomic
def settle(*, rating: Rating, finding: str, by: User) -> Rating:
    """A bad rating was looked into: what was found and done."""
    demand(by, SETTLE, WHO)
    rating = locked(rating)
    if rating.settled_at:
        raise AlreadyDone("这份评价已经核查。")
    rating.finding, rating.settled_at, rating.settled_by = demand_reason(finding), now(), by
    rating.save(update_fields=["finding", "settled_at", "settled_by"])
    record("rating.settle", target=rating, by=by)
    return rating


@transaction.atomic
def _kept(visit: Visit | None, said: Mapping[str, Any], *, by: User | None = None, **fields: Any) -> Rating:
    """`salt`: without it the few possible answers could be tried until their digest in the trail fits."""
    if visit:
        Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    before = Rating.objects.filter(visit=visit).count() if visit else 0
    rating = Rating.objects.create(
        visit=visit,
        position=before + 1,
        content={**said, "salt": secrets.token_hex(16)},
        bad=is_bad(said),
        registered_at=now() if by else None,
        registered_by=by,
        **fields,
    )
    record("rating.take_in", target=rating, by=by)
    return rating


def is_bad(said: Mapping[str, Any]) -> bool:
    """Something forbidden was done, or something due was not."""
    return Said.YES in said["barred"].values() or Said.NO in said["due"].values()
