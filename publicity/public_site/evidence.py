"""What a citizen's browser checks on a result's page: record, event, way through the tree, signed checkpoint.

`SSJ-PROOF/1`, JSON: `payload` (the event, verbatim), `index` and `size` in the log, `path` (hex, leaf to root), `note`
(the signed checkpoint, verbatim), `keys` (whose signatures count; compare them with the bureau's printed ones).
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction

from publicity.public_site.models import PublicCheckpoint, PublicProof, PublicResult
from publicity.public_site.schema import NotPublic
from yangcheng_inspect.trail import log, proofs

FORMAT = "SSJ-PROOF/1"


@transaction.atomic
def put(row: PublicResult, *, payload: str, index: int, path: Sequence[bytes], under: PublicCheckpoint) -> PublicProof:
    """Keep the proof that `row`'s record stands in the log of the checkpoint `under`.

    Whatever comes from inside is computed again: what does not lead to the published root raises `NotPublic`.
    """
    said = json.loads(payload).get("public")
    if said != row.record_hash or not proofs.includes(
        bytes.fromhex(under.root), under.size, log.leaf(payload), index, path
    ):
        raise NotPublic(f"{row.number} 的留痕证明与公布的内容或检查点不符，没有公布。请运行 verify_trail 核对留痕。")
    proof, _ = PublicProof.objects.update_or_create(
        publication_id=row.publication_id,
        defaults={
            "record_hash": row.record_hash,
            "payload": payload,
            "index": index,
            "path": [one.hex() for one in path],
            "checkpoint": under,
        },
    )
    return proof


def of(row: PublicResult) -> PublicProof | None:
    """The proof of what is shown now; None until a checkpoint covers it."""
    shown = PublicProof.objects.filter(publication_id=row.publication_id, record_hash=row.record_hash)
    return shown.select_related("checkpoint").first()


def written(proof: PublicProof, keys: str) -> dict[str, Any]:
    """`SSJ-PROOF/1` as JSON values."""
    under = proof.checkpoint
    return {
        "format": FORMAT,
        "payload": proof.payload,
        "leaf": sha256(b"\x00" + proof.payload.encode()).hexdigest(),
        "index": proof.index,
        "size": under.size,
        "path": proof.path,
        "root": under.root,
        "note": under.note,
        "keys": keys,
    }
