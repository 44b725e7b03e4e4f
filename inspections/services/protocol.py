"""From the registries' rows to the protocol's pool: the only translation into SSJ-DRAW/1 (draw.md §2.2)."""

from dataclasses import replace
from typing import Literal

from inspections import lottery
from inspections.choices import DrawMode
from inspections.lottery.quotas import shares
from inspections.models import DrawSession, PlanLine
from inspections.services import chain
from inspections.services.pools import TaskPool
from inspections.strata import STRATA

HASH = "sha256"
TRIAL_DRAW = "YC-GA-0000-0000"
MODES: dict[DrawMode, Literal["ratio", "total"]] = {DrawMode.RATIO: "ratio", DrawMode.TOTAL: "total"}
WITNESSES = [["W", "3"]]


def pool_of(
    rows: TaskPool,
    session: DrawSession | None,
    *,
    number: str = TRIAL_DRAW,
    prev: str = chain.GENESIS,
    commitment: str = "0" * 64,
) -> lottery.Pool:
    """The protocol's pool for a task; without a number it is a trial that can never be the real one."""
    task, sources = rows.task, session.sources if session else WITNESSES
    return replace(
        _rules(task.line),
        draw=number,
        prev=prev,
        reserve=task.reserve,
        team=task.team_size,
        nonce_commitment=commitment,
        sources=tuple(lottery.Source(kind, ref) for kind, ref in sources),
        entities=tuple(lottery.Entity(r.code, r.stratum, r.weight, r.checked, r.standing) for r in rows.entities),
        inspectors=tuple(lottery.Inspector(r.code, r.leads, 0, r.load) for r in rows.inspectors),
        avoidances=tuple(lottery.Avoidance(inspector, entity) for inspector, entity in rows.avoidances),
    )


def expected(line: PlanLine) -> dict[str, int]:
    """应抽户数 per stratum, by the figures of the plan itself. Raises LotteryError QUOTA."""
    return shares(_rules(line), {code: line.counts.get(code, 0) for code in STRATA})


def _rules(line: PlanLine) -> lottery.Pool:
    """A pool with the rules of a plan line and nobody in it."""
    return lottery.Pool(
        draw=TRIAL_DRAW,
        prev=chain.GENESIS,
        hash=HASH,
        item=line.item.draw_code,
        mode=MODES[DrawMode(line.mode)],
        total=line.total,
        cap=line.yearly_cap,
        reserve=0,
        team=2,
        nonce_commitment=chain.GENESIS,
        sources=tuple(lottery.Source(kind, ref) for kind, ref in WITNESSES),
        strata=tuple(lottery.Stratum(code, line.ratios.get(code, 0), line.floor) for code in STRATA),
        entities=(),
        inspectors=(),
    )


def names_of(rows: TaskPool) -> str:
    """The names file: which firm stands behind each code. Published on opening, so officers are not in it."""
    firms = [f"E\t{row.code}\t{row.entity.name}" for row in rows.entities]
    return "".join(f"{line}\n" for line in ["SSJ-NAMES/1", *firms])
