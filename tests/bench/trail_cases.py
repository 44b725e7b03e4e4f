"""One case of the bench of the trail in a process of its own: `python -m tests.bench.trail_cases CASE [ARGUMENT]`.

Prints a number or {name: number} as JSON.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from typing import Any

SECONDS = 5.0
BATCH = 50_000


def migrate(_: str) -> None:
    """Tables; and one like the users' without any guard."""
    from django.core.management import call_command
    from django.db import connections, transaction

    from yangcheng_inspect.accounts.models import User
    from yangcheng_inspect.trail.services import record_many

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        users = User.objects.bulk_create(User(username=f"bench{n}", name="性能测试") for n in range(8))
        record_many("user.create", entries=((f"user/{user.pk}", {}) for user in users), by=None)
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE bench_plain (LIKE accounts_user INCLUDING ALL)")
        cursor.execute("INSERT INTO bench_plain SELECT * FROM accounts_user")
        cursor.execute("GRANT SELECT, UPDATE ON bench_plain TO PUBLIC")


def write(argument: str) -> float:
    """Transactions a second of one writer: a row changed, with its event or without. `guarded/3`: the fourth user."""
    kind, _, number = argument.partition("/")
    one = _guarded if kind == "guarded" else _plain
    one(int(number))  # connections and plans
    done, started = 0, time.monotonic()
    while (lasted := time.monotonic() - started) < SECONDS:
        one(int(number))
        done += 1
    return done / lasted


def _guarded(number: int) -> None:
    from django.db import transaction
    from django.db.models import F

    from yangcheng_inspect.accounts.models import User
    from yangcheng_inspect.trail.services import record

    with transaction.atomic():
        user = User.objects.select_for_update().get(username=f"bench{number}")
        User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
        record("user.amend", target=user, by=user)


def _plain(number: int) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM bench_plain WHERE username = %s FOR UPDATE", [f"bench{number}"])
        cursor.execute(
            "UPDATE bench_plain SET session_epoch = session_epoch + 1 WHERE username = %s", [f"bench{number}"]
        )


def fill(argument: str) -> None:
    """Until the log holds so many events."""
    from django.db import transaction

    from yangcheng_inspect.trail.models import Head
    from yangcheng_inspect.trail.services import record_many

    missing = int(argument) - Head.objects.get().size
    numbers = iter(range(missing))
    while some := list(islice(numbers, BATCH)):
        with transaction.atomic():
            record_many("bench.note", entries=((f"bench/{n}", {"n": n}) for n in some), by=None)


def verify(_: str) -> dict[str, float]:
    """The whole replay; 1 when it found something wrong."""
    from yangcheng_inspect.trail.verify import verify

    started = time.monotonic()
    report = verify("default")
    lasted = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"s": lasted, "events": report.events, "fails": len(report.fails), "mb": peak}


def bare(_: str) -> dict[str, float]:
    """The limit: every stored text read and hashed once, nothing compared."""
    from yangcheng_inspect.trail.models import Event

    fields = ("payload", "detail__who", "detail__detail", "detail__state")
    started = time.monotonic()
    for row in Event.objects.order_by("seq").values_list(*fields).iterator(chunk_size=2000):
        for text in row:
            sha256(text.encode()).digest()
    return {"s": time.monotonic() - started}


def _leaves() -> list[bytes]:
    from yangcheng_inspect.trail.models import Event

    rows: Iterator[str] = Event.objects.order_by("seq").values_list("leaf", flat=True).iterator(chunk_size=10_000)
    return [bytes.fromhex(leaf) for leaf in rows]


def prove(_: str) -> dict[str, float]:
    """One proof from nothing, the next from the same tree, one check, one proof that the log goes on."""
    from yangcheng_inspect.trail import log, proofs

    found, leaves = dict[str, float](), _leaves()
    size, index = len(leaves), len(leaves) // 3
    found["first"], path = _timed(lambda: proofs.inclusion(leaves, index))
    tree = proofs.Tree(leaves)
    found["next"], _path = _timed(lambda: tree.path(index))
    root = log.root_of(leaves)
    found["check"], right = _timed(lambda: proofs.includes(root, size, leaves[index], index, path))
    found["goes_on"], _proof = _timed(lambda: proofs.consistency(leaves, size - 1000))
    return found | {"hashes": len(path), "right": right}


def pymerkle(_: str) -> dict[str, float]:
    """The same tree by a published library: entries taken in, one proof, one check."""
    from pymerkle import InmemoryTree, verify_inclusion

    leaves = _leaves()
    tree = InmemoryTree(algorithm="sha256")
    found = dict[str, float]()
    found["build"], _done = _timed(lambda: [tree.append_entry(leaf) for leaf in leaves])
    index = len(leaves) // 3 + 1
    found["first"], proof = _timed(lambda: tree.prove_inclusion(index, len(leaves)))
    base, root = tree.get_leaf(index), tree.get_state(len(leaves))
    found["check"], _right = _timed(lambda: verify_inclusion(base, root, proof))
    return found


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


CASES: dict[str, Callable[[str], Any]] = {
    case.__name__: case for case in (migrate, write, fill, verify, bare, prove, pymerkle)
}


def main(case: str, argument: str = "") -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "yangcheng_inspect.settings.internal"
    import django

    django.setup()
    sys.stdout.write(json.dumps(CASES[case](argument)))


if __name__ == "__main__":
    main(*sys.argv[1:])
