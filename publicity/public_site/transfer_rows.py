"""How results, items and draws are written down to cross, and how they are taken on the other side (`transfer`)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet

from publicity.public_site import evidence, item_schema, schema, store
from publicity.public_site.models import PublicBundle, PublicCheckpoint, PublicDraw, PublicItem, PublicResult
from publicity.public_site.models.result import GONE

Value = dict[str, Any]

PROOF = {"payload": str, "index": int, "path": [str], "origin": str, "size": int}
RESULT = {"publication_id": int, "record": schema.RECORD, "proof": PROOF}
ITEM = {"version_id": int, "record": item_schema.ITEM, "released_at": datetime, "suspended_on?": date}
DRAW_BUNDLE = {"draw_id": int, "number": str, "text": str}
DRAW: dict[str, Any] = {
    "draw_id": int,
    "number": str,
    "status": str,
    "task_number": str,
    "task_name": str,
    "frozen_at": datetime,
    "lottery_at?": datetime,
    "drawn_at?": datetime,
    "commitment": str,
    "frozen_sha256": str,
    "frozen_sm3": str,
    "counts": [{"stratum": str, "pool": int, "drawn": int}],
    "numbers": [str],
    "corrections": [store.CORRECTIONS[0]],
    "result_sha256": str,
    "restricted": bool,
    "opens_on?": date,
    "opened_at?": datetime,
    "supplement_to": str,
    "void_reason": str,
    "number_known": bool,
    "void_record": str,
    "void_hash": str,
}


def shown_results() -> QuerySet[PublicResult]:
    return PublicResult.objects.listed()


def tombstones() -> QuerySet[PublicResult]:
    return PublicResult.objects.filter(status__in=GONE)


def result(row: PublicResult) -> Value | None:
    """With its way into the log; None until a checkpoint covers what is shown: nothing unproved leaves the house."""
    proof = evidence.of(row)
    if proof is None:
        return None
    under = proof.checkpoint
    way = {"payload": proof.payload, "index": proof.index, "path": proof.path}
    return {
        "publication_id": row.publication_id,
        "record": row.record,
        "proof": way | {"origin": under.origin, "size": under.size},
    }


def take_result(value: Value) -> PublicResult:
    """Raises `NotPublic` also where the record does not stand in the log of a checkpoint the witness let through."""
    schema.check(value, RESULT, "公示结果")
    row = store.put_result(value["record"], publication_id=value["publication_id"])
    said = value["proof"]
    under = PublicCheckpoint.objects.filter(origin=said["origin"], size=said["size"]).first()
    if under is None:
        raise schema.NotPublic(f"{row.number} 的留痕证明所用的检查点没有公布过。请重新制作传输包。")
    path = [bytes.fromhex(one) for one in said["path"]]
    evidence.put(row, payload=said["payload"], index=said["index"], path=path, under=under)
    return row


def item(row: PublicItem) -> Value | None:
    """None before its release: then it is no public row yet."""
    if row.released_at is None:
        return None
    said: Value = {"version_id": row.version_id, "record": item_schema.record_of(row)}
    return said | _columns(row, {"released_at": datetime, "suspended_on?": date})


def take_item(value: Value) -> PublicItem:
    schema.check(value, ITEM, "抽查事项")
    return store.put_item(value["record"], **_read(value, {k: v for k, v in ITEM.items() if k != "record"}))


def draw(row: PublicDraw) -> Value:
    return _columns(row, DRAW)


def take_draw(value: Value) -> PublicDraw:
    schema.check(value, DRAW, "抽取公示")
    if value["status"] not in PublicDraw.Status.values:
        raise schema.NotPublic("抽取公示的状态不认识。请重新制作传输包。")
    return store.put_draw(**_read(value, DRAW))


def draw_bundle(row: PublicBundle) -> Value:
    return _columns(row, DRAW_BUNDLE)


def take_draw_bundle(value: Value) -> PublicBundle:
    schema.check(value, DRAW_BUNDLE, "证据包")
    return store.put_bundle(value["draw_id"], value["number"], value["text"])


def _columns(row: Model, shape: Mapping[str, Any]) -> Value:
    """The columns a shape names; an optional one that is empty is left out."""
    found = {name.rstrip("?"): getattr(row, name.rstrip("?")) for name in shape}
    return {name: _plain(value) for name, value in found.items() if value is not None}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _read(value: Value, shape: Mapping[str, Any]) -> Value:
    """The columns again, days and moments as such; what was left out is empty."""
    return {name.rstrip("?"): _python(value.get(name.rstrip("?")), wanted) for name, wanted in shape.items()}


def _python(value: Any, wanted: Any) -> Any:
    if value is None or not isinstance(wanted, type) or not issubclass(wanted, date):
        return value
    return wanted.fromisoformat(value)
