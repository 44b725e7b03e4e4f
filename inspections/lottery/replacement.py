r"""Replacing an inspector: the same rule for whoever replaces, and a record that anybody recomputes.

Candidates are the frozen I rows without an A row for the firm, not in its team, not declared
unavailable, below `max`, and allowed to lead where the leading place is empty. The first by
(prior + load as the teams stand now, P(e,i)) steps in, in the place of the one who left.
Whoever already left this very team counts as unavailable and is listed as such.

The record `SSJ-REPLACE/1`, fields divided by one TAB, LF after every line:

    SSJ-REPLACE/1
    draw         draw number
    seq          1, 2, 3 … without gaps within the draw
    prev         R for the first record, H(previous replacement record) for the others
    result       R
    entity       id of the firm
    out          inspector who leaves
    reason       code [0-9A-Z]{1,32}
    unavailable  inspector      (zero or more lines, sorted by bytes)
    in           inspector who steps in
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspections.lottery import grammar
from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.hashing import digest
from inspections.lottery.pairing import Table, pairing_tickets
from inspections.lottery.result import Outcome
from inspections.lottery.rows import Inspector

FORMAT = "SSJ-REPLACE/1"
NAMED = ("entity", "out", "reason", "unavailable", "in")
PATTERNS = {tag: grammar.line_pattern(tag, grammar.ID) for tag in NAMED} | {
    "draw": grammar.line_pattern("draw", grammar.DRAW),
    "seq": grammar.line_pattern("seq", grammar.INTEGER),
    "prev": grammar.line_pattern("prev", grammar.HEX),
    "result": grammar.line_pattern("result", grammar.HEX),
}

Teams = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Request:
    """What people decide; who steps in is not among it."""

    entity: str
    out: str
    reason: str
    unavailable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """One replacement, computed: `team` of the firm afterwards, `text` the record, `hash` = H(text)."""

    entity: str
    out: str
    incoming: str
    team: tuple[str, ...]
    text: str
    hash: str


def replace(
    outcome: Outcome,
    *,
    entity: str,
    out: str,
    reason: str,
    unavailable: Iterable[str] = (),
    earlier: Sequence[str] = (),
) -> Replacement:
    """Who steps in for `out` at `entity`; `earlier` are the draw's replacement records so far, verbatim.

    Raises UNKNOWN (no such team or officer), INFEASIBLE (nobody left: supplementary draw),
    GRAMMAR (reason), CHAIN (`earlier` does not recompute).
    """
    done = replay(outcome, earlier)
    return _next(outcome, done, Request(entity, out, reason, tuple(unavailable)))


def replay(outcome: Outcome, records: Sequence[str]) -> tuple[Replacement, ...]:
    """Recompute a draw's records in order. Raises CHAIN at the first that differs by a byte."""
    done: tuple[Replacement, ...] = ()
    for number, text in enumerate(records, start=1):
        made = _next(outcome, done, _request(text))
        if made.text != text:
            raise LotteryError(Code.CHAIN, f"第 {number} 份人员替换记录与重新计算的不一致。请使用公布的原始记录核验。")
        done = (*done, made)
    return done


def teams_after(outcome: Outcome, done: Iterable[Replacement]) -> dict[str, tuple[str, ...]]:
    """The teams as they stand after these replacements, by firm."""
    teams = {team.entity: team.members for team in outcome.teams}
    return teams | {replacement.entity: replacement.team for replacement in done}


def _request(text: str) -> Request:
    found: dict[str, list[str]] = defaultdict(list)
    for line in grammar.split_lines(text)[1:]:
        found[line.partition("\t")[0]].extend(grammar.fields(line, PATTERNS))
    entity, out, reason = (" ".join(found[tag]) for tag in ("entity", "out", "reason"))
    return Request(entity, out, reason, tuple(found["unavailable"]))


def _next(outcome: Outcome, done: Sequence[Replacement], asked: Request) -> Replacement:
    teams = teams_after(outcome, done)
    _check(outcome, teams, asked)
    left = {earlier.out for earlier in done if earlier.entity == asked.entity}
    away = tuple(sorted({*asked.unavailable, *left}))
    team = teams[asked.entity]
    incoming = _first(outcome, teams, asked, away)
    text = _record(outcome, done, asked, away, incoming)
    team = tuple(incoming if member == asked.out else member for member in team)
    return Replacement(asked.entity, asked.out, incoming, team, text, digest(text, outcome.pool.hash))


def _check(outcome: Outcome, teams: Teams, asked: Request) -> None:
    if asked.out not in teams.get(asked.entity, ()):
        raise LotteryError(
            Code.UNKNOWN, f"“{asked.out}”现在不在“{asked.entity}”的检查组内。请刷新页面，按现在的分组办理。"
        )
    strangers = set(asked.unavailable) - {row.id for row in outcome.pool.inspectors}
    if strangers:
        raise LotteryError(Code.UNKNOWN, f"检查人员“{min(strangers)}”没有列入本次名单。请从名单中选择不能参加的人员。")


def _first(outcome: Outcome, teams: Teams, asked: Request, away: Sequence[str]) -> str:
    loads = Counter(member for team in teams.values() for member in team)
    tickets = pairing_tickets(outcome.pool, outcome.seed, asked.entity)
    team = teams[asked.entity]

    def may(row: Inspector) -> bool:
        fits = row.leader or team[0] != asked.out
        return fits and row.id not in team and row.id not in away and (not row.max or loads[row.id] < row.max)

    candidates = [row for row in Table(outcome.pool, [asked.entity]).allowed(asked.entity) if may(row)]
    if not candidates:
        raise LotteryError(Code.INFEASIBLE, "名单内没有可以接替的检查人员。请增加人员，另行补充抽取检查组。")
    return min(candidates, key=lambda row: (row.prior + loads[row.id], tickets[row.id])).id


def _record(outcome: Outcome, done: Sequence[Replacement], asked: Request, away: Sequence[str], incoming: str) -> str:
    rows: list[tuple[str, str | int]] = [
        ("draw", outcome.pool.draw),
        ("seq", len(done) + 1),
        ("prev", done[-1].hash if done else outcome.result),
        ("result", outcome.result),
        ("entity", asked.entity),
        ("out", asked.out),
        ("reason", asked.reason),
        *(("unavailable", who) for who in away),
        ("in", incoming),
    ]
    lines = [grammar.row(*row) for row in rows]
    for line in lines:
        grammar.fields(line, PATTERNS)
    return grammar.join_lines([FORMAT, *lines])
