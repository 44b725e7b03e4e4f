"""传输包: the difference between our public tables and what the public machine was sent (decisions: two sites)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from publicity.models import Bundle, ExportedRow
from publicity.public_site import imports, schema, transfer, transfer_file, witness
from publicity.public_site.models import PublicCheckpoint
from publicity.services import checkpoints, inbox_bundles
from publicity.transfer_status import TransferStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record
from yangcheng_inspect.trail.signing import Signer


@dataclass
class Difference:
    """What has changed here since the last file. `unproved`: results that wait for a checkpoint to cover them."""

    items: list[dict[str, Any]] = field(default_factory=list)
    tombstones: list[dict[str, Any]] = field(default_factory=list)
    gone: list[ExportedRow] = field(default_factory=list)
    unproved: int = 0

    def add(self, kind: str, key: str, value: dict[str, Any]) -> None:
        transfer.check(value)
        rows = self.tombstones if transfer.KINDS[kind].tombstone else self.items
        rows.append({"kind": kind, "key": key, "value": value})

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [*self.items, *self.tombstones]


@dataclass(frozen=True)
class Standing:
    """Where the public machine stands, as its receipt says: number and SHA-256 of the last file, size of the log."""

    no: int = 0
    sha256: str = transfer_file.FIRST
    origin: str = ""
    size: int = 0


@dataclass(frozen=True)
class Made:
    """A new file. `waiting`: results left for the next one."""

    bundle: Bundle
    data: bytes
    waiting: int


@transaction.atomic
def export(*, signer: Signer, by: User | None, empty: bool = False, after: Standing | None = None) -> Made | None:
    """The next file; None when nothing has changed (`empty`: then for the new checkpoint alone).

    `after`: where the public machine stands, when our own books were set back by a restore or it refused a file of
    ours; everything goes again, and files without a receipt that came after give way to the new ones.

    A result goes out once a published checkpoint covers it, so that the public machine never shows what it cannot
    prove; what is newer waits for the next file. Raises `DomainError`.
    """
    witness.wait_for_turn()
    if after is not None:
        ExportedRow.objects.all().delete()
    last = after or _last()
    changed = difference()
    if not (changed.rows or (empty and _fresh(last))):
        return None
    values = {
        "format": imports.FORMAT,
        "no": last.no + 1,
        "prev": last.sha256,
        "made_at": now().isoformat(),
        "inbox": inbox_bundles.last_taken(),
        "checkpoints": _checkpoints(last, changed.items),
        "items": changed.items,
        "tombstones": changed.tombstones,
    }
    data = transfer_file.sealed(values, signer)
    return Made(_kept(values, data, changed, by), data, changed.unproved)


def difference() -> Difference:
    """Row by row against the digest of what was sent last.

    What leans on others is read before them: nothing goes out without what was published together with it.
    """
    found, sent = Difference(), {(row.kind, row.key): row for row in ExportedRow.objects.all()}
    for name, kind in reversed(list(transfer.KINDS.items())):
        for key, value in kind.standing():
            before = sent.pop((name, key), None)
            if value is None:
                found.unproved += 1
            elif before is None or before.digest != schema.digest(value):
                found.add(name, key, value)
    found.gone += sent.values()
    return found


def _last() -> Standing:
    """The end of the chain. A file behind one that was made anew goes on from the old one and counts no more."""
    last: Bundle | None = None
    for row in Bundle.objects.select_for_update().order_by("no").only("no", "prev", "sha256", "origin", "size"):
        if last and row.no == last.no + 1 and row.prev != last.sha256:
            break
        last = row
    return Standing(last.no, last.sha256, last.origin, last.size) if last else Standing()


def _fresh(last: Standing) -> bool:
    newest = PublicCheckpoint.objects.first()
    return newest is not None and (last.origin, last.size) != _name(newest)


def _checkpoints(last: Standing, items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those the public machine needs after the last it has: the newest, what proofs lean on, and every new epoch."""
    newest = PublicCheckpoint.objects.first()
    if newest is None:
        raise DomainError("还没有公布过检查点，不能导出。请先运行 sign_checkpoint 签署、publish_checkpoints 公布。")
    # After a restore the very row may be lost here; what lies below it is there all the same.
    before = PublicCheckpoint.objects.filter(origin=last.origin, size__lte=last.size).first()
    proofs = [item["value"]["proof"] for item in items if item["kind"] == "result"]
    leant = {(proof["origin"], proof["size"]) for proof in proofs}
    later = list(PublicCheckpoint.objects.filter(pk__gt=before.pk if before else 0).order_by("pk"))
    needed = [row for row, then in _pairs(later) if then is None or then.epoch or row.epoch or _name(row) in leant]
    return list(_linked(before, needed))


def _pairs(rows: Sequence[PublicCheckpoint]) -> Iterator[tuple[PublicCheckpoint, PublicCheckpoint | None]]:
    return zip(rows, [*rows[1:], None], strict=False)


def _name(row: PublicCheckpoint) -> tuple[str, int]:
    return row.origin, row.size


def _linked(before: PublicCheckpoint | None, rows: Sequence[PublicCheckpoint]) -> Iterator[dict[str, Any]]:
    """Each with the proof that it goes on from the one before."""
    leaves = checkpoints.log_leaves() if rows else []
    for row in rows:
        goes_on = before is not None and before.origin == row.origin
        proof = checkpoints.consistency(leaves, before.size, row.size) if before is not None and goes_on else []
        yield {"note": row.note, "consistency": [one.hex() for one in proof], "epoch": row.epoch}
        before = row


def _place(no: int) -> Bundle:
    """The row of that number: a new one, or that of a file which the public machine did not take."""
    bundle = Bundle.objects.filter(no=no).first() or Bundle(no=no)
    if bundle.status == TransferStatus.ACKNOWLEDGED:
        raise DomainError(f"第 {no} 号传输包的回执已经登记，外网已经收下，不能重新导出。请核对 --after 的编号。")
    return bundle


def _kept(values: dict[str, Any], data: bytes, changed: Difference, by: User | None) -> Bundle:
    newest = PublicCheckpoint.objects.first()
    assert newest is not None
    bundle = _place(values["no"])
    fields: dict[str, Any] = dict(
        sha256=transfer_file.digest(data),
        prev=values["prev"],
        origin=newest.origin,
        size=newest.size,
        root=newest.root,
        counts=dict(Counter(transfer.KINDS[row["kind"]].label for row in changed.rows)),
        publications=[int(row["key"]) for row in changed.items if row["kind"] == "result"],
        made_at=datetime.fromisoformat(values["made_at"]),
        made_by=by,
    )
    for name, value in fields.items():
        setattr(bundle, name, value)
    bundle.save()
    rows = [row for row in changed.rows if row["value"]]
    ExportedRow.objects.bulk_create(
        [ExportedRow(kind=r["kind"], key=r["key"], digest=schema.digest(r["value"]), bundle=bundle) for r in rows],
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["digest", "bundle"],
    )
    ExportedRow.objects.filter(pk__in=[row.pk for row in changed.gone]).delete()
    record("bundle.export", target=bundle, by=by, detail={"no": bundle.no, "sha256": bundle.sha256, **bundle.counts})
    return bundle
