"""Public numbers (draw protocol §2.4): one string `kind,ref=values` per declared source.

Ball lotteries are written with two digits, ascending, `+` between the two drums.
Witnesses write digit strings; leading zeros stay, and so does the order of signing.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.grammar import ID
from inspections.lottery.rows import Source

# Balls drawn and balls in the drum, for each drum of a game.
GAMES = {
    "KL8": ((20, 80),),  # 快乐8
    "SSQ": ((6, 33), (1, 16)),  # 双色球
    "DLT": ((5, 35), (2, 12)),  # 大乐透
}
WITNESSES = "W"
LINE = re.compile(f"({ID}),({ID})=([0-9.+]+)")


def public_line(kind: str, ref: str, values: Sequence[str]) -> str:
    """`public_line("W", "3", ["482913", "070511", "996004"])` -> `W,3=482913.070511.996004`.

    `values` are the balls of a game one after another ("03", "07" …; the second drum last),
    or one digit string per witness. Raises LotteryError PUBLIC.
    """
    line = f"{kind},{ref}={_joined(kind, values)}"
    check_line(line)
    return line


def check_public(sources: Sequence[Source], public: Sequence[str]) -> None:
    """One well-formed line per declared source, in the declared order; else PUBLIC."""
    declared = [f"{source.kind},{source.ref}" for source in sources]
    if [line.partition("=")[0] for line in public] != declared:
        raise LotteryError(Code.PUBLIC, f"公开随机数与公布的来源不一致，应依次为：{'；'.join(declared)}。请逐项核对。")
    for line in public:
        check_line(line)


def check_line(line: str) -> None:
    """PUBLIC unless the values are of the form their kind asks for; unknown kinds are free."""
    match = LINE.fullmatch(line)
    if not match:
        raise LotteryError(Code.PUBLIC, f"公开随机数“{line[:80]}”写法不对。应为“来源,期号=数字”，数字之间用点号隔开。")
    kind, ref, values = match.groups()
    if kind in GAMES:
        _check_balls(kind, values)
    elif kind == WITNESSES:
        _check_witnesses(ref, values)


def _joined(kind: str, values: Sequence[str]) -> str:
    groups, rest = [], list(values)
    for balls, _ in GAMES.get(kind, ())[:-1]:
        groups.append(rest[:balls])
        rest = rest[balls:]
    return "+".join(".".join(group) for group in [*groups, rest])


def _check_balls(kind: str, values: str) -> None:
    drums = [group.split(".") for group in values.split("+")]
    game = GAMES[kind]
    if len(drums) != len(game) or not all(map(_fits, drums, game)):
        wanted = "，再".join(f"从 01 至 {top:02} 开出 {balls} 个" for balls, top in game)
        raise LotteryError(Code.PUBLIC, f"{kind} 的号码不对：应{wanted}，每个两位数字，从小到大。请对照开奖公告核对。")


def _fits(drum: Sequence[str], size: tuple[int, int]) -> bool:
    balls, top = size
    known = all(re.fullmatch("[0-9]{2}", ball) and 1 <= int(ball) <= top for ball in drum)
    return known and len(drum) == balls and all(low < high for low, high in pairwise(drum))


def _check_witnesses(ref: str, values: str) -> None:
    numbers = values.split(".")
    if str(len(numbers)) != ref or not all(number.isdecimal() for number in numbers):
        raise LotteryError(Code.PUBLIC, f"见证人数字不对：应有 {ref} 组数字，每位见证人一组。请对照见证单核对。")
