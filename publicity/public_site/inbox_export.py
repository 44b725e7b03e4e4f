"""来信传输包: what the public sent in, in one signed file on its way inside."""

import base64
from typing import Any

from django.db import transaction

from publicity.public_site import transfer_file
from publicity.public_site.models import InboxExport, InboxFile, InboxLetter
from yangcheng_inspect.clock import now
from yangcheng_inspect.trail.signing import Signer

FORMAT = "SSJ-INBOX-FILE/1"


@transaction.atomic
def export(*, signer: Signer) -> tuple[InboxExport, bytes] | None:
    """The next file with every letter not yet in one; None when there is none. Run where the inbox may be read."""
    last = InboxExport.objects.select_for_update().first()
    sent = {number for row in InboxExport.objects.all() for number in row.letters}
    letters = InboxLetter.objects.exclude(number__in=sent).prefetch_related("files").order_by("received_at", "number")
    found = [(row.number, _written(row)) for row in letters]
    if not found:
        return None
    values: dict[str, Any] = {
        "format": FORMAT,
        "no": last.no + 1 if last else 1,
        "prev": last.sha256 if last else transfer_file.FIRST,
        "made_at": now().isoformat(),
        "letters": [written for _, written in found],
    }
    data = transfer_file.sealed(values, signer)
    row = InboxExport.objects.create(
        no=values["no"],
        sha256=transfer_file.digest(data),
        letters=[number for number, _ in found],
        made_at=now(),
    )
    return row, data


def _written(row: InboxLetter) -> dict[str, Any]:
    files = sorted(row.files.all(), key=lambda file: file.position)
    return {"letter": row.letter, "files": [base64.b64encode(bytes(file.content)).decode() for file in files]}


@transaction.atomic
def prune(upto: int) -> int:
    """The inside has taken in every file up to this number: its letters need not lie on this machine any longer."""
    numbers = [number for row in InboxExport.objects.filter(no__lte=upto) for number in row.letters]
    InboxFile.objects.filter(letter__number__in=numbers).delete()
    gone, _ = InboxLetter.objects.filter(number__in=numbers).delete()
    return gone
