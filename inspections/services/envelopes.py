"""密钥信封: the secret of a draw on paper, sealed, for 纪检 or 法制 to keep (draw.md §4, withheld reveal).

Whoever holds the secret could work out the list alone. So no print goes unseen: each one stands in the trail and on
the sitting's page, and a second one says why.
"""

from django.db import transaction

from inspections.models import Draw, EnvelopePrint
from inspections.status import DrawStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import AlreadyDone, DomainError
from yangcheng_inspect.trail.services import record

SECRET = (DrawStatus.COMPUTED,)
"""Before the numbers are read nobody may know it: with it one could look for digits that draw whom one likes.
Once opened it is public, and of a void draw it will never matter."""


@transaction.atomic
def note_print(*, draw: Draw, by: User, reason: str = "") -> EnvelopePrint:
    """Note one print before it leaves. The secret itself never enters the row or the trail."""
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    if draw.status not in SECRET:
        raise DomainError(
            f"这次抽取{draw.get_status_display()}。密钥信封在抽取当场打印、当场密封，不能提前，也不再补打。"
        )
    before = draw.envelope_prints.count()
    if before and not reason.strip():
        raise AlreadyDone("密钥信封已经打印过。确需再次打印的，请写明理由，并收回作废原来的一份。")
    printed = EnvelopePrint.objects.create(
        draw=draw, seq=before + 1, reason=reason.strip() if before else "", printed_at=now(), printed_by=by
    )
    record("draw.print_envelope", target=draw, by=by, detail={"seq": printed.seq}, reason=printed.reason)
    return printed
