"""What no single line can tell: whether something is listed twice, or named and not listed."""

from collections import Counter
from collections.abc import Iterable

from inspections.lottery.errors import Code, LotteryError


def refuse_twice(label: str, keys: Iterable[str]) -> None:
    """DUP when a key occurs more than once; `label` says what it is a key of."""
    for key, times in Counter(keys).items():
        if times > 1:
            raise LotteryError(Code.DUP, f"{label}“{key}”出现了 {times} 次。请合并为一条后再冻结名单。")


def refuse_unknown(label: str, names: set[str]) -> None:
    """UNKNOWN when anything is left of the names that should have been found."""
    if names:
        raise LotteryError(Code.UNKNOWN, f"{label}“{min(names)}”没有列入本次名单。请补充或删除引用它的行。")
