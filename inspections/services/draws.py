"""抽取 itself: freeze the bytes, publish the commitment, compute once, keep everything (draw.md §2)."""

import secrets
from collections.abc import Sequence

from django.db import connection, transaction

from inspections import lottery, signals
from inspections.models import ChainLink, Draw, DrawSession, Task
from inspections.services import chain, dispatch, draw_rows, envelope, pools, protocol
from inspections.services.moves import move, stamp
from inspections.services.numbers import draw_number
from inspections.services.protocol import HASH
from inspections.status import DrawStatus, TaskStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

CHAIN_LOCK = 0x5353_4A31
"""“SSJ1”: writers of the chain queue here until they commit."""


@transaction.atomic
def freeze(*, task: Task, session: DrawSession, by: User) -> Draw:
    """Fix the pool of one task for ever and publish its commitment. The caller holds the task's lock."""
    _lock_chain()
    rows = pools.build(task, today())
    number, nonce, prev = draw_number(session.held_on.year), envelope.new_nonce(), chain.last_hash()
    commitment = lottery.nonce_commitment(number, nonce, HASH)
    pool = protocol.pool_of(task, rows, number=number, prev=prev, commitment=commitment)
    draw = _store(task, session, pool, rows, by)
    envelope.seal(draw, nonce)
    chain.extend(draw, ChainLink.Kind.FROZEN, draw.frozen_sha256)
    move(task, TaskStatus.FROZEN, by=by, action="task.freeze")
    record("draw.freeze", target=draw, by=by, detail={"frozen": draw.frozen_sha256, "prev": prev})
    signals.draw_frozen.send(Draw, draw=draw)
    return draw


def _lock_chain() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])


def _store(task: Task, session: DrawSession, pool: lottery.Pool, rows: pools.TaskPool, by: User) -> Draw:
    text, names = pool.text(), protocol.names_of(rows)
    salts = {row.code: secrets.token_hex(16) for row in rows.entities}
    draw = Draw.objects.create(
        number=pool.draw,
        task=task,
        session=session,
        prev=pool.prev,
        frozen_text=text,
        frozen_sha256=lottery.digest(text, "sha256"),
        frozen_sm3=lottery.digest(text, "sm3"),
        names_text=names,
        commit_text=lottery.commit_record(pool, names=names, salts=salts),
        frozen_at=now(),
        frozen_by=by,
    )
    draw_rows.keep_pool(draw, rows, salts)
    return draw


@transaction.atomic
def compute(*, draw: Draw, numbers: Sequence[Sequence[str]], by: User) -> Draw:
    """Turn the frozen bytes and the public numbers into the result. The caller holds the session's lock."""
    _lock_chain()
    try:
        public = public_lines(draw.session, numbers)
        outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), public)
    except lottery.LotteryError as refusal:
        raise DomainError(str(refusal)) from refusal
    draw_rows.keep_outcome(draw, outcome)
    move(
        draw,
        DrawStatus.COMPUTED,
        by=by,
        action="draw.compute",
        public_lines=public,
        seed=outcome.seed,
        result_text=outcome.result_text,
        result_hash=outcome.result,
        **stamp("computed", by),
    )
    chain.extend(draw, ChainLink.Kind.RESULT, draw.result_hash)
    move(draw.task, TaskStatus.DRAWN, by=by, action="task.draw")
    dispatch.after_draw(draw=draw, by=by)
    signals.draw_computed.send(Draw, draw=draw)
    return draw


def public_lines(session: DrawSession, numbers: Sequence[Sequence[str]]) -> list[str]:
    """One line per source in the declared order. Raises LotteryError PUBLIC."""
    if len(numbers) != len(session.sources):
        raise DomainError(f"应录入 {len(session.sources)} 个来源的抽取号码，现为 {len(numbers)} 个。")
    return [
        lottery.public_line(kind, ref, values) for (kind, ref), values in zip(session.sources, numbers, strict=True)
    ]


def recomputes(draw: Draw) -> bool:
    """Whether the stored bytes, the unsealed nonce and the public numbers give the stored result again."""
    if draw.frozen_sha256 != lottery.digest(draw.frozen_text, "sha256"):
        return False
    try:
        outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), draw.public_lines)
    except lottery.LotteryError:
        return False
    return (outcome.result_text, outcome.result) == (draw.result_text, draw.result_hash)
