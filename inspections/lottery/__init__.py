"""The draw, protocol SSJ-DRAW/1: frozen pool + public numbers in, result out, byte for byte.

Plain Python and nothing else: no database, no clock, no randomness, no Django. What a
second program in the citizen's browser must repeat is written where it is computed.

    pool = Pool(...)                      everything fixed before a public number exists
    frozen = pool.text()                  published as F = digest(frozen, pool.hash)
    outcome = compute(frozen, nonce, [public_line("W", "3", ["482913", "070511", "996004"])])
    outcome.result_text                   published as R = outcome.result

Every refusal is a LotteryError: a code, and a sentence in Chinese.
"""

from inspections.lottery.bundle import Bundle, read_bundle
from inspections.lottery.commitment import commit_record, commitment, void_record
from inspections.lottery.engine import compute
from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.freezing import Freeze
from inspections.lottery.hashing import digest
from inspections.lottery.merkle import Membership, PoolTree, is_member
from inspections.lottery.parsing import parse
from inspections.lottery.pool import Pool
from inspections.lottery.preflight import Preflight, possible_teams, preflight
from inspections.lottery.quotas import Quota
from inspections.lottery.replacement import Replacement, replace, replay, teams_after
from inspections.lottery.result import Outcome
from inspections.lottery.rows import Avoidance, Entity, Inspector, Source, Stratum
from inspections.lottery.seed import nonce_commitment
from inspections.lottery.sources import public_line
from inspections.lottery.teams import Choice, Hurdle, Passed, Team
from inspections.lottery.tickets import Fate, Standing, tickets

__all__ = [
    "Avoidance",
    "Bundle",
    "Choice",
    "Code",
    "Entity",
    "Fate",
    "Freeze",
    "Hurdle",
    "Inspector",
    "LotteryError",
    "Membership",
    "Outcome",
    "Passed",
    "Pool",
    "PoolTree",
    "Preflight",
    "Quota",
    "Replacement",
    "Source",
    "Standing",
    "Stratum",
    "Team",
    "commit_record",
    "commitment",
    "compute",
    "digest",
    "is_member",
    "nonce_commitment",
    "parse",
    "possible_teams",
    "preflight",
    "public_line",
    "read_bundle",
    "replace",
    "replay",
    "teams_after",
    "tickets",
    "void_record",
]
