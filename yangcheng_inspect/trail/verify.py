"""Replays the whole log: what it says, what it hashes to, whether it is the log that others remember, and whether
today's rows and files are what it last recorded."""

import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connections, transaction
from django.db.models import TextField
from django.db.models.expressions import RawSQL

from yangcheng_inspect.trail import claims, compare, files, log
from yangcheng_inspect.trail.claims import Claim
from yangcheng_inspect.trail.models import Event, Head
from yangcheng_inspect.trail.replay import COLUMNS, Line, Replay

Claims = Sequence[Claim]
SHOWN = 20  # lines of one kind; the rest is counted
STAMP = """to_char(trail_event.ts AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


@dataclass
class Report:
    """What a replay found. `fails` are lines `KIND text`; `more` counts those of a kind beyond the first 20.

    `sealed`: sizes of the checkpoints that agree, ascending; `given_up`: those beyond the end of an epoch; `lost`:
    columns that cannot be compared any more; `files` is None when they were not looked at; `roots`: the tree's root
    (hex) at the sizes asked for, as far as the log reaches.
    """

    events: int = 0
    root: str = ""
    sealed: list[int] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    receipts: int = 0
    objects: int = 0
    erased: int = 0
    backward: int = 0
    files: int | None = None
    seconds: float = 0.0
    fails: list[str] = field(default_factory=list)
    more: Counter[str] = field(default_factory=Counter)
    lost: set[str] = field(default_factory=set)
    roots: dict[int, str] = field(default_factory=dict)

    def fail(self, kind: str, text: str) -> None:
        if sum(line.startswith(f"{kind} ") for line in self.fails) < SHOWN:
            self.fails.append(f"{kind} {text}")
        else:
            self.more[kind] += 1


def verify(
    alias: str,
    *,
    claimed: Claims = (),
    at: Collection[int] = (),
    with_rows: bool = True,
    with_files: bool = False,
    report: Report | None = None,
) -> Report:
    """One reading of the whole log and of every guarded table, as they were at one moment. Changes nothing.

    `claimed`: what others remember; `at`: sizes whose roots the report gives. Without `with_rows` the log alone: the
    signer reads no business tables.
    `report`: one that may hold failures already, of claims that could not be read.
    """
    report, started = report or Report(), time.monotonic()
    with one_moment(alias):
        replay = _replay(alias, {*at, *(claim.size for claim in claimed)}, report)
        _check_head(alias, replay, report)
        _check_claims(claimed, replay, report)
        if with_rows:
            report.objects = compare.rows(alias, replay.last, report.fail, report.lost.add)
        if with_files:
            report.files = files.compare(alias, report.fail)
    report.events, report.root = replay.size, log.fold(replay.frontier).hex()
    report.erased, report.backward, report.roots = replay.erased, replay.backward, replay.roots
    report.seconds = time.monotonic() - started
    return report


@contextmanager
def one_moment(alias: str) -> Iterator[None]:
    """A snapshot, so that whoever writes meanwhile is not taken for a forger. Inside a test it is the test's own."""
    connection = connections[alias]
    fresh = not connection.in_atomic_block
    with transaction.atomic(using=alias):
        if fresh:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _replay(alias: str, sizes: Collection[int], report: Report) -> Replay:
    replay = Replay(sizes)
    events = Event.objects.using(alias).annotate(stamp=RawSQL(STAMP, [], TextField())).order_by("seq")
    rows = events.values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=2000):
        for kind, text in replay.take(Line(*row)):
            report.fail(kind, text)
    for kind, text in replay.silent():
        report.fail(kind, text)
    return replay


def _check_head(alias: str, replay: Replay, report: Report) -> None:
    head = Head.objects.using(alias).filter(pk=1).first()
    if head is None:
        report.fail("HEAD", "is missing")
    elif head.size != replay.size:
        report.fail("HEAD", f"counts {head.size} events, the log holds {replay.size}")
    elif head.frontier != ",".join(peak.hex() for peak in replay.frontier):
        report.fail("HEAD", "has another frontier than the log")


def _check_claims(claimed: Claims, replay: Replay, report: Report) -> None:
    judged = claims.judge(claimed, replay)
    for claim, text in judged.broken:
        report.fail(claim.kind, text)
    report.sealed = [claim.size for claim in judged.kept if claim.kind == claims.CHECKPOINT]
    report.receipts = sum(claim.kind == claims.RECEIPT for claim in judged.kept)
    report.given_up = [f"{claim.origin} at {claim.size}" for claim in judged.given_up]
