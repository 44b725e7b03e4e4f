"""Replays the whole log: what it says, what it hashes to, and whether today's rows are what it last recorded."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connections, transaction
from django.db.models import TextField
from django.db.models.expressions import RawSQL

from yangcheng_inspect.trail import compare, log
from yangcheng_inspect.trail.models import Event, Head
from yangcheng_inspect.trail.replay import COLUMNS, Line, Replay

SHOWN = 20  # lines of one kind; the rest is counted
STAMP = """to_char(trail_event.ts AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


@dataclass
class Report:
    """What a replay found. `fails` are lines `KIND text`; `more` counts those of a kind beyond the first 20."""

    events: int = 0
    root: str = ""
    objects: int = 0
    erased: int = 0
    backward: int = 0
    seconds: float = 0.0
    fails: list[str] = field(default_factory=list)
    more: Counter[str] = field(default_factory=Counter)
    lost: set[str] = field(default_factory=set)

    def fail(self, kind: str, text: str) -> None:
        if sum(line.startswith(f"{kind} ") for line in self.fails) < SHOWN:
            self.fails.append(f"{kind} {text}")
        else:
            self.more[kind] += 1


def verify(alias: str) -> Report:
    """One reading of the whole log and of every guarded table, as they were at one moment. Changes nothing."""
    report, started = Report(), time.monotonic()
    with _one_moment(alias):
        replay = _replay(alias, report)
        _check_head(alias, replay, report)
        report.objects = compare.rows(alias, replay.last, report.fail, report.lost.add)
    report.events, report.root = replay.size, log.fold(replay.frontier).hex()
    report.erased, report.backward = replay.erased, replay.backward
    report.seconds = time.monotonic() - started
    return report


@contextmanager
def _one_moment(alias: str) -> Iterator[None]:
    """A snapshot, so that whoever writes meanwhile is not taken for a forger. Inside a test it is the test's own."""
    connection = connections[alias]
    fresh = not connection.in_atomic_block
    with transaction.atomic(using=alias):
        if fresh:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _replay(alias: str, report: Report) -> Replay:
    replay = Replay()
    events = Event.objects.using(alias).annotate(stamp=RawSQL(STAMP, [], TextField())).order_by("seq")
    rows = events.values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=2000):
        for kind, text in replay.take(Line(*row)):
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


def lines(report: Report) -> Iterator[str]:
    """The report as it is printed."""
    yield f"events      {report.events}"
    yield f"root        {report.root}"
    yield f"objects     {report.objects} compared with their last event"
    yield f"erased      {report.erased} events without personal detail"
    yield f"clock       {report.backward} backward steps"
    for line in report.fails:
        yield f"FAIL        {line}"
    for kind, count in report.more.items():
        yield f"FAIL        {kind} and {count} more"
    yield f"time        {report.seconds:.2f} s"
    yield "RESULT      FAIL 留痕与数据不符，见以上各行" if report.fails else "RESULT      OK 留痕完整，未发现改动"
