"""Strata in words (方案三(二)1): which drawer a firm lies in, and how much of it is drawn. Pure."""

from collections.abc import Iterable, Mapping

from registry.risk import CLASSES, KEY, ORDINARY, STRATA, WHOLE, stratum

__all__ = ["CLASSES", "KEY", "ORDINARY", "STRATA", "WHOLE", "label", "percent", "ratio_words", "stratum", "words"]


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
