"""抽取 itself: freeze the bytes, publish the commitment, compute once, keep everything (draw.md §2)."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from inspections import lottery, signals
from inspections.models import ChainLink, Draw, DrawSession, Task
from inspections.services import (
    calling_off,
    chain,
    dispatch,
    draw_rows,
    envelope,
    pools,
    protocol,
    public_numbers,
)
from inspections.services.moves import move, stamp
from inspections.services.numbers import draw_number
from inspections.services.protocol import HASH
from inspections.status import DrawStatus, TaskStatus
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record


@transaction.atomic
def freeze(*, task: Task, rows: pools.TaskPool, session: DrawSession, by: User) -> Draw:
    """Fix the pool of one task for ever and publish its commitment: the very rows that two people looked at.

    The caller holds the task's lock.
    """
    draw = _freeze(rows, session, by)
    move(task, TaskStatus.FROZEN, by=by, action="task.freeze")
    signals.draw_frozen.send(Draw, draw=draw)
    return draw


@transaction.atomic
def freeze_supplement(*, rows: pools.TaskPool, session: DrawSession, by: User) -> Draw:
    """The same for a draw of teams alone; the task goes on meanwhile."""
    draw = _freeze(rows, session, by)
    signals.draw_frozen.send(Draw, draw=draw)
    return draw


def _freeze(rows: pools.TaskPool, session: DrawSession, by: User) -> Draw:
    chain.lock()
    number, nonce, prev = draw_number(session.held_on.year), envelope.new_nonce(), chain.last_hash()
    commitment = lottery.nonce_commitment(number, nonce, HASH)
    pool = protocol.pool_of(rows, session, number=number, prev=prev, commitment=commitment)
    draw = _store(session, pool, rows, by)
    envelope.seal(draw, nonce)
    chain.extend(draw, ChainLink.Kind.FROZEN, draw.frozen_sha256)
    record("draw.freeze", target=draw, by=by, detail={"frozen": draw.frozen_sha256, "prev": prev})
    return draw


def _store(session: DrawSession, pool: lottery.Pool, rows: pools.TaskPool, by: User) -> Draw:
    text, names = pool.text(), protocol.names_of(rows)
    salts = {row.code: secrets.token_hex(16) for row in rows.entities}
    draw = Draw.objects.create(
        number=pool.draw,
        task=rows.task,
        session=session,
        supplement_to=session.supplement_to,
        prev=pool.prev,
        frozen_text=text,
        frozen_sha256=lottery.digest(text, "sha256"),
        frozen_sm3=lottery.digest(text, "sm3"),
        names_text=names,
        restricted=rows.task.line.item.sensitive,
        commit_text=lottery.commit_record(pool, names=names, salts=salts),
        frozen_at=now(),
        frozen_by=by,
    )
    draw_rows.keep_pool(draw, rows, salts)
    return draw


@transaction.atomic
def compute(*, draw: Draw, numbers: Sequence[Sequence[str]], by: User) -> Draw:
    """Turn the frozen bytes and the public numbers into the result. The caller holds the session's lock.

    `numbers` has one list of digits per witness source; the lotteries' numbers were entered by two people before.
    """
    try:
        public = public_numbers.lines(draw.session, numbers)
    except lottery.LotteryError as refusal:
        raise DomainError(str(refusal)) from refusal
    settle(draw=draw, public=public, action="draw.compute", by=by)
    if draw.task.status == TaskStatus.FROZEN:  # a supplementary draw gives teams to a task that was drawn before
        move(draw.task, TaskStatus.DRAWN, by=by, action="task.draw")
    signals.draw_computed.send(Draw, draw=draw)
    return draw


def settle(*, draw: Draw, public: Sequence[str], action: str, by: User) -> None:
    """Compute from these public lines, keep bytes and rows, extend the chain, draw up the approval form."""
    chain.lock()
    try:
        outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), public)
    except lottery.LotteryError as refusal:
        raise DomainError(str(refusal)) from refusal
    draw_rows.keep_outcome(draw, outcome)
    stamps = {
        "public_lines": list(public),
        "seed": outcome.seed,
        "result_text": outcome.result_text,
        "result_hash": outcome.result,
        **stamp("computed", by),
    }
    if draw.status == DrawStatus.FROZEN:
        move(draw, DrawStatus.COMPUTED, by=by, action=action, **stamps)
    else:
        _rewrite(draw, action, by, stamps)
    chain.extend(draw, ChainLink.Kind.RESULT, draw.result_hash)
    if draw.supplement_to is not None:
        calling_off.take_over(draw=draw, by=by)
    dispatch.after_draw(draw=draw, by=by)


def _rewrite(draw: Draw, action: str, by: User, stamps: dict[str, Any]) -> None:
    """A corrected number: the state stays, the result is another; the old one was kept by the caller."""
    for field, value in stamps.items():
        setattr(draw, field, value)
    draw.save(update_fields=list(stamps))
    record(action, target=draw, by=by, detail={"result": draw.result_hash})


def recomputes(draw: Draw) -> bool:
    """Whether the stored bytes, the unsealed nonce and the public numbers give the stored result again."""
    if draw.frozen_sha256 != lottery.digest(draw.frozen_text, "sha256"):
        return False
    try:
        outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), draw.public_lines)
    except lottery.LotteryError:
        return False
    return (outcome.result_text, outcome.result) == (draw.result_text, draw.result_hash)
