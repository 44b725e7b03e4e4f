r"""What is published before any public number is known, and what a cancelled draw leaves behind.

`SSJ-COMMIT/1`, fields divided by one TAB, LF after every line:

    SSJ-COMMIT/1
    draw    draw number
    prev    hash of the last published record of any kind
    sha256  F in SHA-256           both, so that every outsider has a tool,
    sm3     F in SM3               whichever of them the draw itself uses
    names   H(names file)
    pool    root of the tree over the E lines (see merkle)
    nonce   commitment to the nonce
    source  kind  ref              as frozen, in order
    S       stratum  in the lot  directed (M)  left out by the yearly cap  excluded (X1…X9)

`SSJ-VOID/1` has draw, prev, frozen (F, or 64 zeros if nothing was frozen) and a reason code.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from inspections.lottery import grammar
from inspections.lottery.freezing import Freeze
from inspections.lottery.hashing import HASHES, digest
from inspections.lottery.pool import Pool
from inspections.lottery.roll import Kind

FORMAT = "SSJ-COMMIT/1"
VOID = "SSJ-VOID/1"
NOTHING = "0" * 64
COLUMNS = ("lot", "directed", "capped", "excluded")


def commit_record(pool: Pool, *, names: str, salts: Mapping[str, str]) -> str:
    """The commitment to `pool`. `names` is the text of the names file, `salts` entity id -> 32 hex."""
    freeze = Freeze(replace(pool, entities=(), avoidances=()), pool.avoidances)
    for _ in freeze.text((row.line(), salts.get(row.id, "")) for row in pool.entities):
        pass
    return commitment(freeze, digest(names, pool.hash))


def commitment(freeze: Freeze, names: str) -> str:
    """The commitment to a pool that was just frozen. `names` is the digest of the names file."""
    pool = freeze.rules
    lines = [
        FORMAT,
        grammar.row("draw", pool.draw),
        grammar.row("prev", pool.prev),
        *(grammar.row(name, freeze.digest(name)) for name in HASHES),
        grammar.row("names", names),
        grammar.row("pool", freeze.root),
        grammar.row("nonce", pool.nonce_commitment),
        *(source.line() for source in pool.sources),
        *_counts(freeze),
    ]
    return grammar.join_lines(lines)


def void_record(*, draw: str, prev: str, reason: str, frozen: str = NOTHING) -> str:
    """The record of a cancelled draw. Raises GRAMMAR for a malformed value."""
    wanted = {"draw": grammar.DRAW, "prev": grammar.HEX, "frozen": grammar.HEX, "reason": grammar.ID}
    lines = [grammar.row(tag, value) for tag, value in zip(wanted, (draw, prev, frozen, reason), strict=True)]
    patterns = {tag: grammar.line_pattern(tag, field) for tag, field in wanted.items()}
    for line in lines:
        grammar.fields(line, patterns)
    return grammar.join_lines([VOID, *lines])


def _counts(freeze: Freeze) -> Iterator[str]:
    counts: Counter[tuple[str, str]] = Counter()
    for kind, firms in freeze.counts.items():
        counts[kind.stratum, _column(freeze.rules, kind)] += firms
    for stratum in freeze.rules.strata:
        yield grammar.row("S", stratum.code, *(counts[stratum.code, column] for column in COLUMNS))


def _column(pool: Pool, kind: Kind) -> str:
    if pool.in_lot(kind):
        return "lot"
    if kind.status == "M":
        return "directed"
    return "capped" if pool.capped(kind) else "excluded"
