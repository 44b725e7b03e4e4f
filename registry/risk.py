"""What raises a firm's chance of being drawn, and by how much (方案三(二)1). Pure: numbers in, sentences out.

A firm lies in the stratum of its class, `C`, with K behind for a firm under a flag, `CK`. The matrix gives each
stratum a ratio; inside a stratum a firm with two flags or more may have several tickets (draw.md §2.5). A weight
that a whole stratum shared would change nothing, so there is no such weight.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

CLASSES = "ABCD"
KEY = "K"
ORDINARY = "B"
STRATA = [f"{risk}{flag}" for risk in CLASSES for flag in ("", KEY)]
WHOLE = 10_000
"""A ratio of all firms, in ‱."""
ITSELF = 100
"""A factor that leaves the item's ratio as it is, in %."""
MOST_TICKETS = 9
TWO_FLAGS = 2
"""From so many flags on a firm has the tickets of its cell."""


@dataclass(frozen=True)
class Cell:
    """One cell of the matrix: factor in % of the item's own ratio, rounds a year, tickets of a firm with two flags."""

    factor: int
    times: int = 1
    weight: int = 1


SUGGESTED: Mapping[str, Cell] = {
    "A": Cell(100),
    "AK": Cell(200),
    "B": Cell(100),
    "BK": Cell(200),
    "C": Cell(200),
    "CK": Cell(400),
    "D": Cell(400),
    "DK": Cell(800),
}
"""What the system proposes until 分管局领导 approved a matrix: no source gives numbers for the county."""


@dataclass(frozen=True)
class Rules:
    """The matrix as one item sees it. `number` 0: approved by nobody, so it only suggests ratios."""

    number: int
    cells: Mapping[str, Cell]

    def ratios(self, own: int) -> dict[str, int]:
        """‱ per stratum from the item's own ratio, rounded up, at most all."""
        return {code: min(WHOLE, -(-own * self.cells[code].factor // ITSELF)) for code in STRATA}

    def weight(self, stratum: str, flags: int) -> int:
        """Tickets of a firm: 1 unless an approved matrix gives a firm with two flags or more 2–9."""
        return self.cells[stratum].weight if self.number and flags >= TWO_FLAGS else 1

    @property
    def label(self) -> str:
        return f"第 {self.number} 版风险矩阵" if self.number else "起始建议"

    @property
    def ground(self) -> str:
        """How a sentence begins."""
        return f"按{self.label}" if self.number else "尚无批准的风险矩阵，按起始建议"


SUGGESTION = Rules(0, SUGGESTED)


@dataclass(frozen=True)
class Layer:
    """One stratum of an item's pool: ratio in ‱, floor, and its firms counted by their tickets."""

    ratio: int
    floor: int
    firms: Mapping[int, int]

    @property
    def size(self) -> int:
        return sum(self.firms.values())

    @property
    def take(self) -> int:
        """Firms drawn (draw.md §2.5): the ratio rounded up, at least the floor, at most all."""
        return min(self.size, max(self.floor, -(-self.size * self.ratio // WHOLE)))

    @property
    def rounded_up(self) -> bool:
        """So small that rounding or the floor, not the ratio, decides."""
        return self.take * WHOLE > self.size * self.ratio * 1.2

    def chance(self, weight: int) -> float:
        """Of one firm with so many tickets to be drawn: 1 − e^(−w·t), where the chances add up to `take`."""
        if not self.size:
            return self.ratio / WHOLE
        if self.take == self.size or len(self.firms) == 1:
            return self.take / self.size
        return 1 - exp(-weight * self._moment())

    def _moment(self) -> float:
        low, high = 0.0, 100.0
        for _ in range(60):
            middle = (low + high) / 2
            drawn = sum(count * (1 - exp(-weight * middle)) for weight, count in self.firms.items())
            low, high = (middle, high) if drawn < self.take else (low, middle)
        return low


@dataclass(frozen=True)
class Firm:
    """What counts of a firm: class, number of flags, and the reasons in words."""

    risk_class: str
    flags: int
    class_words: str
    flag_words: Sequence[str]

    @property
    def stratum(self) -> str:
        return stratum(self.risk_class, self.flags > 0)

    def why(self, times: float, source: str, tickets: str = "") -> str:
        """C 类 ×2（第 1 版风险矩阵）；投诉举报多；3 个签（第 1 版风险矩阵）: what a row of a pool keeps.

        `times` is the ratio of its stratum as a multiple of the ordinary one. Empty when nothing sets the firm apart.
        """
        if times == 1 and not self.flags:
            return ""
        head = f"{self.risk_class or ORDINARY} 类{'重点' if self.flags else ''} ×{times_words(times)}（{source}）"
        return "；".join(part for part in [head, *self.flag_words, tickets] if part)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last one of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def stratum(risk_class: str, flagged: bool) -> str:
    """`B`, or `BK` for a firm with a flag. A firm without a class counts as B, the ordinary one."""
    return (risk_class or ORDINARY) + (KEY if flagged else "")


def explain(firm: Firm, rules: Rules, layers: Mapping[str, Layer] | None = None) -> str:
    """按第 1 版风险矩阵，本户抽查概率约为一般对象的 2 倍：信用风险 C 类（市场监管局 2026-11-02）。

    With the layers of an item, one per stratum, the chances are those of its pool, rounding and floors included;
    without, those of the ratios.
    """
    times = _times(firm, rules, layers)
    if times == "1":
        return f"{rules.ground}，本户抽查概率与一般对象相同。"
    because = _joined(_reasons(firm, rules, layers))
    return f"{rules.ground}，本户抽查概率约为一般对象的 {times} 倍{because}。"


def _joined(reasons: Sequence[str]) -> str:
    """：one，another，且 6 个月内…: a blank where a number would touch the word before the last."""
    if len(reasons) <= 1:
        return f"：{reasons[0]}" if reasons else ""
    blank = " " if reasons[-1][0].isdigit() else ""
    return f"：{'，'.join(reasons[:-1])}，且{blank}{reasons[-1]}"


def times_words(times: float) -> str:
    """2 for 2.0, 1.5 for 1.52, 20 for 19.9."""
    return f"{times:.0f}" if times >= 10 else f"{times:.1f}".removesuffix(".0")


def _times(firm: Firm, rules: Rules, layers: Mapping[str, Layer] | None) -> str:
    """How many times as likely as an ordinary firm, with one decimal."""
    own = _chance(firm.stratum, rules.weight(firm.stratum, firm.flags), rules, layers)
    return times_words(own / (_chance(ORDINARY, 1, rules, layers) or own or 1))


def _chance(code: str, weight: int, rules: Rules, layers: Mapping[str, Layer] | None) -> float:
    return layers[code].chance(weight) if layers else rules.cells[code].factor / ITSELF


def _reasons(firm: Firm, rules: Rules, layers: Mapping[str, Layer] | None) -> list[str]:
    """Only what makes a difference under these rules."""
    cells, code = rules.cells, firm.stratum
    plain = code.removesuffix(KEY)
    found = [firm.class_words] if cells[plain].factor != cells[ORDINARY].factor else []
    weight = rules.weight(code, firm.flags)
    if cells[code].factor != cells[plain].factor or weight > 1:
        found += firm.flag_words
    if weight > 1:
        found.append(f"两项以上标记在同层对象中按 {weight} 个签计")
    if layers and layers[code].rounded_up:
        found.append(f"同层只有 {layers[code].size} 户，取整后抽 {layers[code].take} 户")
    return found
