"""Strata and ratios by risk (方案三(二)1): which drawer a firm lies in, and how much of it is drawn. Pure."""

from collections.abc import Iterable, Mapping

CLASSES = "ABCD"
KEY = "K"
"""Behind the class: the firm is under one of the five flags of 方案三(二)1."""
STRATA = [f"{risk}{flag}" for risk in CLASSES for flag in ("", KEY)]
FACTOR = {"A": 1, "B": 1, "C": 2, "D": 4}
KEY_FACTOR = 2
WHOLE = 10_000


def stratum(risk_class: str, flagged: bool) -> str:
    """`B`, or `BK` for a firm with a flag. A firm without a class counts as B, the ordinary one."""
    return (risk_class or "B") + (KEY if flagged else "")


def suggested_ratios(ratio: int) -> dict[str, int]:
    """Ratios in ‱ per stratum from the item's own: higher for C and D, doubled again under a flag.

    A suggestion for the plan line; 分管局领导 approves what stands in the plan.
    """
    return {
        f"{risk}{flag}": min(WHOLE, ratio * factor * (KEY_FACTOR if flag else 1))
        for risk, factor in FACTOR.items()
        for flag in ("", KEY)
    }


def label(code: str) -> str:
    """`B` -> 一般·B类, `BK` -> 重点·B类: what the office reads."""
    return f"{words([code])}·{code[0]}类"


def ratio_words(ratios: Mapping[str, int], *, flagged: bool) -> str:
    """`5%，C类 10%，D类 20%` for the firms without a flag, or with one. The first is the ordinary class B."""
    tail = KEY if flagged else ""
    by_class = {risk: ratios.get(risk + tail, 0) for risk in CLASSES}
    raised = [f"{risk}类 {percent(ratio)}" for risk, ratio in by_class.items() if ratio != by_class["B"]]
    return "，".join([percent(by_class["B"]), *raised])


def percent(ratio: int) -> str:
    """`500` (‱) -> `5%`."""
    return f"{ratio / 100:g}%"


def words(strata: Iterable[str]) -> str:
    """What the public reads: 一般 or 重点."""
    return "、".join(sorted({"重点" if code.endswith(KEY) else "一般" for code in strata}))
