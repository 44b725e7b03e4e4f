"""检查人员公示: the allow-list follows the registry and the parameter officers_public (ux.md W7; domain.md R-17).

`publicity.public_site.officer_views` says what a look-up may reveal and why.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from publicity.public_site import officer_schema, schema, store_officers
from publicity.public_site.models import PublicInspector
from registry.models import Certificate, Inspector
from yangcheng_inspect import parameters
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import today
from yangcheng_inspect.personal import personal
from yangcheng_inspect.trail.services import record

POLICY = "officers_public"


@transaction.atomic
def refresh(*, inspector: Inspector, by: User | None) -> PublicInspector | None:
    """Show the officer as the registry has him today; None, and no event, where the public reads the same as before."""
    named = bool(parameters.value(POLICY))
    public = public_text(inspector, named=named)
    before = PublicInspector.objects.filter(inspector_id=inspector.pk).first()
    if public == (store_officers.record_of(before) if before else NOTHING):
        return None
    row = store_officers.put_officer(public, inspector_id=inspector.pk)
    record("inspector.publish", target=inspector, by=by, public=schema.digest(public))
    return row


@transaction.atomic
def refresh_all(*, by: User | None) -> int:
    """After the policy changed, and daily for certificates that ended: how many rows read otherwise now."""
    return sum(refresh(inspector=one, by=by) is not None for one in Inspector.objects.select_related("unit"))


NOTHING: dict[str, Any] = {"format": officer_schema.FORMAT, "unit": "", "cards": []}
"""What the row of somebody without a certificate says."""


def public_text(inspector: Inspector, *, named: bool) -> dict[str, Any]:
    """`officer_schema.OFFICER`: police officers who have not left, with the certificates that have not ended."""
    serves = inspector.kind == Inspector.Kind.POLICE and inspector.status != Inspector.Status.LEFT
    cards = [_card(card, named) for card in _standing(inspector)] if serves else []
    if not cards:
        return NOTHING
    own = {"name": inspector.name} if named else {}
    return {"format": officer_schema.FORMAT, "unit": inspector.unit.name, **own, "cards": cards}


def _standing(inspector: Inspector) -> list[Certificate]:
    """Those that have not ended, by their last day."""
    return [card for card in inspector.certificates.order_by("valid_to", "pk") if _last_day(card) >= today()]


def _last_day(card: Certificate) -> date:
    """A card taken back does not count on the day of that."""
    if card.withdrawn_on is None:
        return card.valid_to
    return min(card.valid_to, card.withdrawn_on - timedelta(days=1))


def _card(card: Certificate, named: bool) -> dict[str, str]:
    """The number to read stands beside a name only, and not where it would be taken for a telephone."""
    shown = {"number": card.number} if named and not personal(card.number) else {}
    begins = {"valid_from": card.valid_from.isoformat()} if card.valid_from else {}
    return {"sha256": officer_schema.digest(card.number), **shown, **begins, "valid_to": _last_day(card).isoformat()}
