"""A draw as people read it: one number per firm of the pool, the firms drawn with their teams, the reserves."""

from collections.abc import Mapping
from dataclasses import dataclass

from inspections import lottery
from inspections.choices import Disclosure
from inspections.forms.office import LOTTERIES
from inspections.lottery.sources import WITNESSES
from inspections.models import Draw, DrawnEntity, PoolEntity, PoolInspector, Reserve
from inspections.services import openings
from inspections.status import DrawStatus
from inspections.strata import words

COUNTS = {"2": "两", "3": "三", "4": "四", "5": "五"}
"""How many witnesses, in words."""


@dataclass(frozen=True)
class Cell:
    """A firm in the grid: its number in the frozen list, and what the draw did to it."""

    number: int
    firm: PoolEntity
    fate: str  # drawn, reserve, out or empty

    @property
    def key(self) -> bool:
        return words([self.firm.stratum]) == "重点"


@dataclass(frozen=True)
class Result:
    """A firm that came out, in the order of the draw; the first officer leads."""

    number: int
    drawn: DrawnEntity
    team: list[PoolInspector]
    word: str


@dataclass(frozen=True)
class Next:
    """A reserve of one stratum."""

    number: int
    reserve: Reserve


@dataclass(frozen=True)
class Sheet:
    """Everything the page and the printed sheet of one draw show."""

    draw: Draw
    cells: list[Cell]
    results: list[Result]
    reserves: list[Next]
    counts: list[tuple[str, int, int]]  # 一般 or 重点, firms in the lot, firms drawn

    @property
    def names_are_public(self) -> bool:
        """Otherwise a sheet that leaves the house shows numbers only; of sensitive trades always (Draw 7 and 8)."""
        at_once = self.draw.task.disclosure == Disclosure.AT_ONCE
        return (at_once or self.draw.status == DrawStatus.OPENED) and not openings.restricted(self.draw)

    @property
    def numbers(self) -> list[str]:
        """The public numbers in words, one line per source."""
        return [public_words(line) for line in self.draw.public_lines]

    @property
    def infeasible(self) -> bool:
        return bool(self.results) and not any(result.team for result in self.results)

    @property
    def in_lot(self) -> int:
        return sum(pool for _, pool, _ in self.counts)

    @property
    def officers(self) -> int:
        return self.draw.inspectors.count()


def public_words(line: str) -> str:
    """A public number as people say it: `W,3=482913.070511` -> 见证人三组数字：482913、070511."""
    source, _, values = line.partition("=")
    kind, _, ref = source.partition(",")
    balls = "，蓝球 ".join(drum.replace(".", "、") for drum in values.split("+"))
    if kind == WITNESSES:
        return f"见证人{COUNTS.get(ref, ref)}组数字：{balls}"
    return f"{LOTTERIES.get(kind, kind)} {ref} 期：{'红球 ' if '+' in values else ''}{balls}"


def sheet(draw: Draw) -> Sheet:
    """Firms are numbered in the order of the frozen text, which sorts by identifier."""
    pool = sorted(draw.pool.all(), key=lambda firm: firm.code)
    numbers = {firm.pk: number for number, firm in enumerate(pool, start=1)}
    drawn = list(draw.drawn.select_related("pooled").prefetch_related("team__pooled__inspector__unit"))
    reserves = list(draw.reserves.select_related("pooled"))
    fates = {one.pooled_id: "reserve" for one in reserves} | {one.pooled_id: "drawn" for one in drawn}
    in_lot = _in_lot(draw)
    return Sheet(
        draw,
        [Cell(numbers[firm.pk], firm, fates.get(firm.pk, "" if firm.code in in_lot else "out")) for firm in pool],
        [Result(numbers[one.pooled_id], one, _team(one), words([one.pooled.stratum])) for one in drawn],
        [Next(numbers[one.pooled_id], one) for one in reserves],
        _counts(in_lot, drawn),
    )


def _team(drawn: DrawnEntity) -> list[PoolInspector]:
    return [member.pooled for member in drawn.team.all()]


def _in_lot(draw: Draw) -> dict[str, str]:
    """Identifier to stratum, read from the frozen text: what decides is the bytes, not our rows."""
    pool = lottery.parse(draw.frozen_text)
    return {row.id: row.stratum for row in pool.entities if pool.in_lot(row)}


def _counts(in_lot: Mapping[str, str], drawn: list[DrawnEntity]) -> list[tuple[str, int, int]]:
    pool = [words([stratum]) for stratum in in_lot.values()]
    out = [words([one.pooled.stratum]) for one in drawn]
    return [(word, pool.count(word), out.count(word)) for word in ("一般", "重点") if word in pool]
