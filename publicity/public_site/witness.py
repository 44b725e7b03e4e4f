"""The witness: keeps the last checkpoint that was published, and refuses a log that does not go on from it.

It believes nobody else's database: keys, note, proof and its own last row decide. Called by the publication service
where both sites share a database, and by whoever receives a bundle on another machine.
"""

from collections.abc import Sequence

from django.db import connections, router, transaction

from publicity.public_site.models import PublicCheckpoint
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail import notes, proofs
from yangcheng_inspect.trail.keyring import Keyring
from yangcheng_inspect.trail.notes import Checkpoint

TURN = 0x7365616C  # advisory lock: two notes that both go on from the last need not go on from each other


class Refused(DomainError):
    """The witness does not publish this checkpoint."""


@transaction.atomic
def take(data: bytes, *, ring: Keyring, proof: Sequence[bytes] = (), epoch: bytes = b"") -> PublicCheckpoint:
    """Publish a signed note. The same note again is answered with the row that is there.

    `proof`: RFC 9162 consistency from the last published size to this one. `epoch`: the statement of both
    administrators, with the first checkpoint of a new epoch alone. Raises `Refused`, `NoteError`, `NotSigned`.
    """
    said, _ = ring.check(data)
    wait_for_turn()
    last = PublicCheckpoint.objects.first()
    if last is not None and said.origin == last.origin and not epoch:
        _refuse_planted(last, ring)
        if (known := _judged(said, last, proof)) is not None:
            return known
    else:
        _refuse_unproved_start(said, last, ring, proof, epoch)
    return PublicCheckpoint.objects.create(
        origin=said.origin,
        size=said.size,
        root=said.root.hex(),
        note=data.decode(),
        epoch=epoch.decode(),
        kept_at=now(),
    )


def wait_for_turn() -> None:
    """Until the end of the transaction nobody else publishes."""
    with connections[router.db_for_write(PublicCheckpoint)].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _refuse_planted(last: PublicCheckpoint, ring: Keyring) -> None:
    """The site's database role may add rows here. One that did not come through this door lacks the signature."""
    kept, _ = ring.check(last.note.encode())
    if (kept.origin, kept.size, kept.root.hex()) != (last.origin, last.size, last.root):
        raise Refused("WITNESS: 最后一个已公布的检查点与它的签名原文不符")


def _judged(said: Checkpoint, last: PublicCheckpoint, proof: Sequence[bytes]) -> PublicCheckpoint | None:
    """The last row when this is it once more; None when it goes on from there."""
    if said.size < last.size:
        raise Refused("WITNESS: 日志变短了")
    if not proofs.extends((last.size, bytes.fromhex(last.root)), (said.size, said.root), proof):
        raise Refused("WITNESS: 新的检查点没有延续已公布的检查点")
    return last if said.size == last.size else None


def _refuse_unproved_start(
    said: Checkpoint, last: PublicCheckpoint | None, ring: Keyring, proof: Sequence[bytes], epoch: bytes
) -> None:
    """The very first checkpoint needs its signature alone; the first of an epoch both administrators'."""
    if proof:
        raise Refused("WITNESS: 第一个检查点不需要延续证明")
    if last is None:
        if epoch or said.size == 0:
            raise Refused("WITNESS: 第一个检查点不能是空日志，也不附新起日志的说明")
        return
    if not epoch:
        raise Refused("WITNESS: 日志名称变了，没有两名管理员签署的说明")
    stated = ring.check_epoch(epoch)
    if stated.origin != said.origin or not _reaches(stated.last, last):
        raise Refused("WITNESS: 新起日志的说明与已公布的最后一个检查点不符")


def _reaches(stated: Checkpoint, last: PublicCheckpoint) -> bool:
    """Both administrators state the end of the old log: our last checkpoint, or a later one that we lost or never got.

    Where both sites share a database a restore takes our rows back, too, and then only the signer's own record knows
    the end. Stating a later end admits a greater loss than we could have noticed; an earlier one would hide some.
    """
    kept = notes.checkpoint(notes.parsed(last.note.encode()).text)
    return stated == kept or (stated.origin == kept.origin and stated.size > kept.size)
