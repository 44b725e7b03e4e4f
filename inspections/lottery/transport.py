"""JSON in and out, for the command line and the vectors. JSON only carries values; nothing here is hashed."""

from collections.abc import Mapping
from typing import Any

from inspections.lottery.engine import compute
from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.pool import Pool
from inspections.lottery.result import INFEASIBLE, Outcome
from inspections.lottery.rows import Avoidance, Entity, Inspector, Source, Stratum
from inspections.lottery.seed import nonce_commitment


def run(data: Any) -> dict[str, Any]:
    """Freeze, draw and describe: the input and the answer have the shape of the test vectors."""
    try:
        pool = read_pool(data)
        outcome = compute(pool.text(), data["nonce"], data["public"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LotteryError(Code.INPUT, f"输入内容缺项或类型不对（{error}）。请按样例文件的结构准备。") from error
    return describe(outcome)


def read_pool(data: Any) -> Pool:
    """A pool from JSON values; the nonce becomes its commitment."""
    names = ("draw", "prev", "hash", "item", "mode", "total", "cap", "reserve", "team")
    return Pool(
        **{name: data[name] for name in names},
        nonce_commitment=nonce_commitment(data["draw"], data["nonce"], data["hash"]),
        sources=tuple(Source(*row) for row in data["sources"]),
        strata=tuple(Stratum(row["code"], row["ratio"], row["floor"]) for row in data["strata"]),
        entities=tuple(map(_entity, data["entities"])),
        inspectors=tuple(map(_inspector, data["inspectors"])),
        avoidances=tuple(Avoidance(*row) for row in data["avoid"]),
    )


def _entity(row: Mapping[str, Any]) -> Entity:
    return Entity(row["id"], row["stratum"], row["weight"], row["cnt"], row["status"])


def _inspector(row: Mapping[str, Any]) -> Inspector:
    return Inspector(row["id"], row["leader"], row["max"], row["prior"])


def describe(outcome: Outcome) -> dict[str, Any]:
    """The outcome as the expected files of the vectors put it."""
    take = {quota.stratum: quota.take for quota in outcome.quotas}
    return {
        "cap": INFEASIBLE if outcome.cap is None else outcome.cap,
        "drawn": [[row.entity.id, row.entity.stratum, row.key, row.ticket, row.fate] for row in outcome.drawn],
        "frozen": outcome.frozen,
        "frozen_text": outcome.pool.text(),
        "nonce_commit": outcome.pool.nonce_commitment,
        "quota": take,
        "reserve": [
            [row.entity.stratum, row.place - take[row.entity.stratum], row.entity.id, row.key, row.ticket]
            for row in outcome.reserve
        ],
        "result": outcome.result,
        "result_text": outcome.result_text,
        "seed": outcome.seed,
        "teams": {team.entity: list(team.members) for team in outcome.teams},
    }
