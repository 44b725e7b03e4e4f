"""回执: the public machine has taken a file in. Only that publishes what it holds and stops the clock (方案三(二)4)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from publicity.models import Bundle, Publication
from publicity.public_site import receipts
from publicity.status import MOVES, PublicationStatus
from publicity.transfer_status import TransferStatus
from registry.services.rights import demand
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.moves import move

PERMISSION = "publicity.acknowledge_bundle"


@transaction.atomic
def acknowledge(*, no: int, imported_at: datetime, code: str, by: User) -> Bundle:
    """Register the receipt of a file: number, time and code as they are printed on it, file after file.

    What was sent in it counts as published from the moment the public machine took it in. Raises `DomainError`.
    """
    demand(by, PERMISSION, "双随机办")
    bundle = Bundle.objects.select_for_update().filter(no=no).first()
    if bundle is None:
        raise DomainError(f"没有导出过第 {no} 号传输包。请核对回执上的编号。")
    _refuse_out_of_turn(bundle)
    _refuse_impossible_time(bundle, imported_at)
    right = receipts.code(
        settings.RECEIPT_KEY,
        no=no,
        sha256=bundle.sha256,
        imported_at=imported_at,
        size=bundle.size,
        root=bundle.root,
    )
    if not receipts.same(code, right):
        raise DomainError("回执码与编号、导入时间对不上。请逐字核对回执；时间要与回执上的一致。")
    stamps: dict[str, Any] = {"imported_at": imported_at, "acknowledged_at": now(), "acknowledged_by": by}
    move(bundle, TransferStatus.ACKNOWLEDGED, table=MOVES, by=by, action="bundle.acknowledge", **stamps)
    for publication in Publication.objects.sent().filter(pk__in=bundle.publications).select_for_update().order_by("pk"):
        _publish(publication, imported_at, by)
    return bundle


def _refuse_out_of_turn(bundle: Bundle) -> None:
    if bundle.status == TransferStatus.ACKNOWLEDGED:
        raise AlreadyDone(f"第 {bundle.no} 号传输包的回执已经登记过。")
    first = Bundle.objects.waiting().first()
    if first is not None and first.no != bundle.no:
        raise DomainError(f"第 {first.no} 号传输包的回执还没有登记。请先登记第 {first.no} 号。")


def _refuse_impossible_time(bundle: Bundle, imported_at: datetime) -> None:
    """The receipt is printed to the minute."""
    if not bundle.made_at - timedelta(minutes=1) <= imported_at <= now():
        made = timezone.localtime(bundle.made_at)
        raise DomainError(f"导入时间应在导出（{made:%Y-%m-%d %H:%M}）以后、现在以前。请核对回执和两台机器的时钟。")


def _publish(publication: Publication, at: datetime, by: User) -> None:
    stamps: dict[str, Any] = {"published_at": at, "published_by": publication.sent_by}
    move(publication, PublicationStatus.PUBLISHED, table=MOVES, by=by, action="publication.arrive", **stamps)
