"""The seed X and the commitment to the nonce (draw protocol §2.2, §2.4)."""

import re
from collections.abc import Sequence

from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.grammar import HEX
from inspections.lottery.hashing import digest
from inspections.lottery.pool import Pool
from inspections.lottery.sources import check_public


def nonce_commitment(draw: str, nonce: str, hash: str) -> str:
    """The `nonce` line: published at freeze, binding, and says nothing about the nonce (64 hex)."""
    if not re.fullmatch(HEX, nonce):
        raise LotteryError(Code.NONCE, "密封随机数应为 64 位小写十六进制字符。请核对信封内的内容。")
    return digest(f"SSJ1:NONCE:{draw}:{nonce}", hash)


def seed(pool: Pool, frozen: str, nonce: str, public: Sequence[str]) -> str:
    """X, 64 hex. `frozen` is F; raises NONCE or PUBLIC when either does not fit the pool."""
    if nonce_commitment(pool.draw, nonce, pool.hash) != pool.nonce_commitment:
        raise LotteryError(Code.NONCE, "密封随机数与冻结时公布的承诺不符。请核对信封内的内容和抽取编号。")
    check_public(pool.sources, public)
    return digest(f"SSJ1:SEED:{frozen}:{nonce}:{'|'.join(public)}", pool.hash)
