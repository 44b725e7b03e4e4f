"""The public machine takes in what came from inside (security §2.8): verified before parsed, whole or not at all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from publicity.public_site import inbox_export, schema, transfer, transfer_file, witness
from publicity.public_site.models import PublicCheckpoint, PublicImport
from publicity.public_site.transfer_file import Refused
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.keyring import Keyring
from yangcheng_inspect.trail.notes import Verifier

FORMAT = "SSJ-TRANSFER/1"
WHAT = "传输包"
ROW = {"kind": str, "key": str, "value": dict}
SHAPE: dict[str, Any] = {
    "format": str,
    "no": int,
    "prev": str,
    "made_at": datetime,
    "inbox": int,  # the last file of letters that was taken in there
    "checkpoints": [{"note": str, "consistency": [str], "epoch": str}],
    "items": [ROW],
    "tombstones": [ROW],
}


def take(data: bytes, *, keys: Sequence[Verifier], ring: Keyring) -> PublicImport:
    """Everything in a file becomes public in one moment, or nothing does.

    Raises `DomainError`, whatever is wrong: what these bytes can bring about is not listed here, so anything that
    goes wrong refuses them.
    """
    values = transfer_file.opened(data, keys)
    try:
        with transaction.atomic():
            return _taken(values, transfer_file.digest(data), ring)
    except DomainError:
        raise
    except Exception as error:
        raise Refused("传输包的内容与本机的公示数据对不上，没有导入。请保留文件，报告系统管理员。") from error


def _taken(values: dict[str, Any], sha256: str, ring: Keyring) -> PublicImport:
    schema.check(values, SHAPE, WHAT)
    if values["format"] != FORMAT:
        raise Refused(f"传输包的格式“{values['format'][:20]}”不认识，应为 {FORMAT}。请先升级本机的程序。")
    witness.wait_for_turn()
    last = PublicImport.objects.first()
    transfer_file.follow(values, (last.no, last.sha256) if last else (0, transfer_file.FIRST), WHAT)
    for said in values["checkpoints"]:
        proof = [bytes.fromhex(one) for one in said["consistency"]]
        witness.take(said["note"].encode(), ring=ring, proof=proof, epoch=said["epoch"].encode())
    under = PublicCheckpoint.objects.first()
    if under is None:
        raise Refused("传输包没有检查点，没有导入。请在内网签署并公布检查点后重新导出。")
    inbox_export.prune(values["inbox"])
    return PublicImport.objects.create(
        no=values["no"],
        sha256=sha256,
        origin=under.origin,
        size=under.size,
        root=under.root,
        counts=_rows(values),
        made_at=datetime.fromisoformat(values["made_at"]),
        imported_at=now().replace(second=0, microsecond=0),
    )


def _rows(values: dict[str, Any]) -> dict[str, int]:
    """Take every row, in the order of `transfer.KINDS`; how many of each, under the words of the receipt."""
    order = list(transfer.KINDS)
    taken: Counter[str] = Counter()
    for row in [*values["items"], *values["tombstones"]]:
        if row["kind"] not in order:
            raise Refused(f"传输包里有本机不认识的种类“{row['kind'][:20]}”，没有导入。请先升级本机的程序。")
    rows = [(row, False) for row in values["items"]] + [(row, True) for row in values["tombstones"]]
    for row, tombstone in sorted(rows, key=lambda pair: order.index(pair[0]["kind"])):
        taken[_row(row, tombstone=tombstone)] += 1
    return dict(taken)


def _row(row: Mapping[str, Any], *, tombstone: bool) -> str:
    kind = transfer.KINDS[row["kind"]]
    transfer.check(row)
    if tombstone != kind.tombstone:
        raise Refused(f"传输包里的{kind.label}放错了位置，没有导入。请在内网重新导出。")
    if kind.key_of(kind.take(row["value"])) != row["key"]:
        raise Refused(f"传输包里的{kind.label}与它的编号不符，没有导入。请在内网重新导出。")
    return kind.label
