"""The draw itself: frozen text, nonce and public numbers in, outcome out, byte for byte."""

from collections.abc import Sequence

from inspections.lottery.hashing import digest
from inspections.lottery.pairing import pair
from inspections.lottery.parsing import parse
from inspections.lottery.result import Outcome, outcome
from inspections.lottery.seed import seed
from inspections.lottery.tickets import hold


def compute(frozen_text: str, nonce: str, public: Sequence[str]) -> Outcome:
    """The one outcome of a frozen text.

    `nonce` is 64 hex, `public` one line per declared source in order (see `public_line`).
    Raises LotteryError: what `parse` refuses, NONCE, PUBLIC, QUOTA. Missing teams are no
    error: `cap` is None and the drawn list stands.
    """
    pool = parse(frozen_text)
    frozen = digest(frozen_text, pool.hash)
    number = seed(pool, frozen, nonce, public)
    lot = hold(pool, number)
    pairing = pair(pool, number, [row.entity.id for row in lot.drawn])
    return outcome(pool, frozen, number, public, lot, pairing)
