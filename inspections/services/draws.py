"""抽取 itself: freeze the bytes, publish the commitment, compute once, keep everything (draw.md §2)."""

from collections.abc import Sequence

from django.db import connection, transaction

from inspections import lottery, signals
from inspections.models import (
    ChainLink,
    Draw,
    DrawnEntity,
    DrawSession,
    PoolEntity,
    PoolInspector,
    Reserve,
    Task,
    TeamMember,
)
from inspections.services import chain, dispatch, envelope, numbers, pools
from inspections.services.moves import move, stamp
from inspections.status import DrawStatus, TaskStatus
from inspections.strata import STRATA
from yangcheng_inspect.accounts.models import User
from yangcheng_inspect.clock import now, today
from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.trail.services import record

HASH = "sha256"
TRIAL_DRAW = "YC-GA-0000-0000"
CHAIN_LOCK = 0x5353_4A31
"""“SSJ1”: writers of the chain queue here until they commit."""


def pool_of(
    task: Task, rows: pools.TaskPool, *, number: str = TRIAL_DRAW, prev: str = chain.GENESIS, commitment: str = "0" * 64
) -> lottery.Pool:
    """The protocol's pool for a task; without a number it is a trial that can never be the real one."""
    line = task.line
    sources = task.session.sources if task.session else [["W", "3"]]
    return lottery.Pool(
        draw=number,
        prev=prev,
        hash=HASH,
        item=line.item.draw_code,
        mode=task.mode.value,
        total=line.total,
        cap=line.yearly_cap,
        reserve=task.reserve,
        team=task.team_size,
        nonce_commitment=commitment,
        sources=tuple(lottery.Source(kind, ref) for kind, ref in sources),
        strata=tuple(lottery.Stratum(code, line.ratios.get(code, 0), line.floor) for code in STRATA),
        entities=tuple(lottery.Entity(r.code, r.stratum, r.weight, r.checked, r.standing) for r in rows.entities),
        inspectors=tuple(lottery.Inspector(r.code, r.leads, 0, r.load) for r in rows.inspectors),
        avoidances=tuple(lottery.Avoidance(inspector, entity) for inspector, entity in rows.avoidances),
    )


@transaction.atomic
def freeze(*, task: Task, session: DrawSession, by: User) -> Draw:
    """Fix the pool of one task for ever and publish its commitment."""
    _lock_chain()
    rows = pools.build(task, today())
    number, nonce = numbers.draw_number(session.held_on.year), envelope.new_nonce()
    prev = chain.last_hash()
    pool = pool_of(task, rows, number=number, prev=prev, commitment=lottery.nonce_commitment(number, nonce, HASH))
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
    text, names = pool.text(), _names(rows)
    draw = Draw.objects.create(
        number=pool.draw,
        task=task,
        session=session,
        prev=pool.prev,
        frozen_text=text,
        frozen_sha256=lottery.digest(text, "sha256"),
        frozen_sm3=lottery.digest(text, "sm3"),
        names_text=names,
        commit_text=lottery.commit_record(pool, names_digest=lottery.digest(names, HASH), salts=_salts(rows)),
        frozen_at=now(),
        frozen_by=by,
    )
    PoolEntity.objects.bulk_create(_pool_entity(draw, row) for row in rows.entities)
    PoolInspector.objects.bulk_create(_pool_inspector(draw, row) for row in rows.inspectors)
    return draw


def _names(rows: pools.TaskPool) -> str:
    """The names file: who stands behind each code, with a digest of its own."""
    firms = [f"E\t{row.code}\t{row.entity.name}" for row in rows.entities]
    officers = [f"I\t{row.code}\t{row.certificate}\t{row.inspector.name}" for row in rows.inspectors]
    return "".join(f"{line}\n" for line in ["SSJ-NAMES/1", *firms, *officers])


def _pool_entity(draw: Draw, row: pools.EntityRow) -> PoolEntity:
    return PoolEntity(
        draw=draw,
        entity=row.entity,
        code=row.code,
        name=row.entity.name,
        address=row.entity.address,
        town=row.entity.town.name if row.entity.town else "",
        stratum=row.stratum,
        weight=row.weight,
        checked=row.checked,
        standing=row.standing,
        reason=row.reason,
    )


def _pool_inspector(draw: Draw, row: pools.InspectorRow) -> PoolInspector:
    return PoolInspector(
        draw=draw,
        inspector=row.inspector,
        code=row.code,
        name=row.inspector.name,
        certificate=row.certificate,
        leads=row.leads,
        load=row.load,
    )


@transaction.atomic
def compute(*, draw: Draw, numbers: Sequence[Sequence[str]], by: User) -> Draw:
    """Turn the frozen bytes and the public numbers into the result. The caller holds the session's lock."""
    _lock_chain()
    public = [
        lottery.public_line(kind, ref, values)
        for (kind, ref), values in zip(draw.session.sources, numbers, strict=True)
    ]
    try:
        outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), public)
    except lottery.LotteryError as refusal:
        raise DomainError(str(refusal)) from refusal
    _keep(draw, outcome)
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


def _keep(draw: Draw, outcome: lottery.Outcome) -> None:
    """The result as rows: drawn firms in order, reserves, teams."""
    firms = {row.code: row for row in draw.pool.all()}
    officers = {row.code: row for row in draw.inspectors.all()}
    drawn = DrawnEntity.objects.bulk_create(
        DrawnEntity(draw=draw, pooled=firms[row.id], rank=rank, key=row.key, directed=row.directed)
        for rank, row in enumerate(outcome.drawn, start=1)
    )
    Reserve.objects.bulk_create(
        Reserve(draw=draw, pooled=firms[row.id], rank=row.rank, key=row.key) for row in outcome.reserve
    )
    TeamMember.objects.bulk_create(
        TeamMember(draw=draw, drawn=entity, pooled=officers[code], order=order)
        for entity in drawn
        for order, code in enumerate(outcome.teams.get(entity.pooled.code, ()), start=1)
    )
