"""Draws as the public sees them, with real texts behind them: frozen, drawn, opened, void."""

from typing import Any

from django.db import transaction

from inspections.lottery import Bundle, Entity, Inspector, Pool, PoolTree, Source, Stratum, compute, digest
from inspections.lottery import nonce_commitment as sealed
from inspections.lottery.commitment import commit_record
from publicity.public_site import store
from publicity.public_site.models import PublicBundle, PublicDraw
from tests.factories.base import note
from tests.factories.public_site import PublicDrawFactory

NONCE = "3f" * 32
DIGITS = ["W,3=482913.070511.996004"]
SALT = "5a" * 16


def hotels(number: str = "YC-GA-2026-0001", *, firms: int = 60, drawn: int = 6, **changes: Any) -> Pool:
    """A pool of hotels, every tenth under a flag, one with three tickets, one directed, one capped, one closed."""
    rows = [Entity(f"91140522MA0{n:07}", "BK" if n % 10 == 0 else "B", 1, 0, "E") for n in range(1, firms + 1)]
    rows[1:5] = [
        Entity(rows[1].id, "B", 3, 0, "E"),
        Entity(rows[2].id, "B", 1, 0, "M"),
        Entity(rows[3].id, "B", 1, 1, "E"),
        Entity(rows[4].id, "B", 1, 0, "X1"),
    ]
    values: dict[str, Any] = {
        "draw": number,
        "prev": "0" * 64,
        "hash": "sha256",
        "item": "ZA01",
        "mode": "total",
        "total": drawn,
        "cap": 1,
        "reserve": 1,
        "team": 2,
        "nonce_commitment": sealed(number, NONCE, changes.get("hash", "sha256")),
        "sources": (Source("W", "3"),),
        "strata": (Stratum("B", 500, 0), Stratum("BK", 1000, 1)),
        "entities": tuple(rows),
        "inspectors": tuple(Inspector(f"J{n:03}", 1, 0, n % 2) for n in range(1, 9)),
        "avoidances": (),
    }
    return Pool(**values | changes)


def names_of(pool: Pool) -> str:
    return "SSJ-NAMES/1\n" + "".join(f"E\t{row.id}\t阳城县第{at}旅馆\n" for at, row in enumerate(pool.entities, 1))


def bundle_of(pool: Pool, **changes: Any) -> Bundle:
    """The bundle as the bureau would open it."""
    values: dict[str, Any] = {
        "commit": commit_record(pool, names=names_of(pool), salts=salts(pool)),
        "frozen": pool.text(),
        "names": names_of(pool),
        "nonce": NONCE,
        "public": DIGITS,
        "result": compute(pool.text(), NONCE, DIGITS).result_text,
    }
    return Bundle(**values | changes)


def salts(pool: Pool) -> dict[str, str]:
    return {row.id: SALT for row in pool.entities}


def tree(pool: Pool) -> PoolTree:
    return PoolTree(pool, salts(pool))


def public_draw(pool: Pool, bundle: Bundle | None = None, **fields: Any) -> PublicDraw:
    """The row of a pool's draw: frozen, or drawn and more when a bundle is given."""
    made: dict[str, Any] = {
        "number": pool.draw,
        "commitment": commit_record(pool, names=names_of(pool), salts=salts(pool)),
        "frozen_sha256": digest(pool.text(), "sha256"),
        "frozen_sm3": digest(pool.text(), "sm3"),
        "counts": [{"stratum": "一般", "pool": 50, "drawn": 5}, {"stratum": "重点", "pool": 6, "drawn": 2}],
    }
    if bundle:
        made |= {"drawn": True, "numbers": list(bundle.public), "result_sha256": digest(bundle.result, pool.hash)}
    row: PublicDraw = PublicDrawFactory(**made | fields)
    return row


def opened_draw(pool: Pool, bundle: Bundle | None = None, **fields: Any) -> PublicDraw:
    """An opened draw with its bundle beside it."""
    bundle = bundle or bundle_of(pool)
    row = public_draw(pool, bundle, status=PublicDraw.Status.OPENED, **fields)
    put_bundle(row, bundle.json())
    return row


def put_bundle(row: PublicDraw, text: str) -> PublicBundle:
    with transaction.atomic():
        made = store.put_bundle(row.draw_id, row.number, text)
        note(made)
    return made
