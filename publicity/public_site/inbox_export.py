"""来信传输包: what the public sent in, in one signed file on its way inside."""

import base64
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from publicity.public_site import transfer_file
from publicity.public_site.models import InboxExport, InboxFile, InboxLetter
from yangcheng_inspect.clock import now
from yangcheng_inspect.trail.signing import Signer

FORMAT = "SSJ-INBOX-FILE/1"
MOST_BYTES = 128 * 1024 * 1024
"""Pictures in one file. A file longer than `transfer_file.LONGEST` would be refused inside, and all behind it."""


@transaction.atomic
def export(*, signer: Signer) -> tuple[InboxExport, bytes] | None:
    """The next file with letters not yet in one, the oldest first, as many as it holds; None when there is none.

    Run where the inbox may be read, until there is none.
    """
    last = InboxExport.objects.select_for_update().first()
    sent = {number for row in InboxExport.objects.all() for number in row.letters}
    found = list(_portion(InboxLetter.objects.exclude(number__in=sent).order_by("received_at", "number")))
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


def _portion(letters: QuerySet[InboxLetter]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Numbers and letters, up to `MOST_BYTES` of pictures; one letter never has as many."""
    size = 0
    for row in letters.prefetch_related("files").iterator(chunk_size=1):
        size += sum(len(file.content) for file in row.files.all())
        if size > MOST_BYTES:
            return
        yield row.number, _written(row)


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
