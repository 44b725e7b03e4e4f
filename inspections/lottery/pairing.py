"""Teams (draw protocol §2.6): the least busy first, then the smallest ticket.

A choice that would leave some firm without a team is passed over, so a complete
assignment is found whenever there is one, and every correct program finds the same.
"""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import dropwhile, groupby

from inspections.lottery.assignment import Assignment, Slot
from inspections.lottery.hashing import Stem
from inspections.lottery.pool import Pool
from inspections.lottery.rows import Inspector
from inspections.lottery.teams import Choice, Hurdle, Pairing, Passed, Team


class Table:
    """The officers around one list of firms: who may go where, and how often."""

    def __init__(self, pool: Pool, entities: Sequence[str]) -> None:
        self.pool = pool
        self.entities = entities
        self.forbidden = {(row.inspector, row.entity) for row in pool.avoidances}

    def allowed(self, entity: str) -> list[Inspector]:
        """Everybody without an A row for this firm."""
        return [row for row in self.pool.inspectors if (row.id, entity) not in self.forbidden]

    def assignment(self) -> Assignment:
        """Nobody seated yet, and only the own maxima as limits."""
        allowed = [[row.id for row in self.allowed(entity)] for entity in self.entities]
        leaders = {row.id for row in self.pool.inspectors if row.leader}
        return Assignment(allowed, leaders, self.pool.team, self.rooms())

    def rooms(self) -> dict[str, int]:
        """How many teams each may join by the own maximum; nobody joins more than there are."""
        size = len(self.entities)
        return {row.id: min(row.max or size, size) for row in self.pool.inspectors}

    def limits(self, cap: int) -> dict[str, int]:
        """The same when prior + load may not exceed `cap`."""
        rooms = self.rooms()
        return {row.id: max(0, min(rooms[row.id], cap - row.prior)) for row in self.pool.inspectors}

    def caps(self) -> Iterator[int]:
        """Every C that gives somebody one team more than C - 1 does, ascending, from the first that has room."""
        rooms = self.rooms()
        steps = merge([0], *(range(row.prior + 1, row.prior + rooms[row.id] + 1) for row in self.pool.inspectors))
        return dropwhile(self._too_low, (cap for cap, _ in groupby(steps)))

    def _too_low(self, cap: int) -> bool:
        """Fewer places than the teams have, or fewer leading ones: nothing needs to be tried."""
        limits, size = self.limits(cap), len(self.entities)
        leading = sum(limits[row.id] for row in self.pool.inspectors if row.leader)
        return sum(limits.values()) < size * self.pool.team or leading < size


def pairable(pool: Pool, entities: Sequence[str]) -> bool:
    """Whether complete teams exist at all for these firms."""
    return Table(pool, entities).assignment().complete()


def pair(pool: Pool, seed: str, entities: Sequence[str]) -> Pairing:
    """Teams by seed X for `entities`, given in draw order."""
    if not pairable(pool, entities):
        return Pairing(None, ())
    table = Table(pool, entities)
    assignment = table.assignment()
    cap = _balance(table, assignment)
    loads = {row.id: row.prior for row in pool.inspectors}
    return Pairing(cap, tuple(_team(table, assignment, seed, index, loads) for index in range(len(entities))))


def pairing_tickets(pool: Pool, seed: str, entity: str) -> dict[str, str]:
    """P(e,i) of every inspector i."""
    drum = Stem(f"{seed}:P:{entity}:", pool.hash)
    return {row.id: drum(row.id) for row in pool.inspectors}


def _balance(table: Table, assignment: Assignment) -> int:
    """Complete the assignment under the smallest possible C; there is one.

    Limits only grow from one C to the next, so what is seated stays and nothing starts over.
    """

    def completes(cap: int) -> bool:
        assignment.limits = table.limits(cap)
        return assignment.complete()

    return next(filter(completes, table.caps()))


def _team(table: Table, assignment: Assignment, seed: str, index: int, loads: dict[str, int]) -> Team:
    """`loads` holds prior + load so far and grows by this team."""
    entity = table.entities[index]
    tickets = pairing_tickets(table.pool, seed, entity)
    choices: list[Choice] = []
    for place in range(table.pool.team):
        order = sorted(table.pool.inspectors, key=lambda row: (loads[row.id], tickets[row.id]))
        members = {choice.inspector for choice in choices}
        turn = Turn(table, assignment, Slot(index, leads=place == 0), members)
        chosen, passed = turn.choose(order, loads)
        choices.append(Choice(chosen.id, loads[chosen.id], tickets[chosen.id], passed))
        loads[chosen.id] += 1
    return Team(entity, tuple(choices))


class Turn:
    """One place to fill; `members` already sit in this team."""

    def __init__(self, table: Table, assignment: Assignment, slot: Slot, members: set[str]) -> None:
        self.table, self.assignment, self.slot, self.members = table, assignment, slot, members

    def choose(self, order: Sequence[Inspector], loads: dict[str, int]) -> tuple[Inspector, tuple[Passed, ...]]:
        """The first of `order` after whom all others can still get a team, and who was passed over."""
        passed: list[Passed] = []
        for row in order:
            refusal = self._refusal(row, loads[row.id] - row.prior)
            if refusal is None:
                return row, tuple(passed)
            passed.append(refusal)
        raise AssertionError("the holder of the seat in the stored assignment is always possible")

    def _refusal(self, row: Inspector, load: int) -> Passed | None:
        """None once `row` has the place."""
        hurdle = self._hurdle(row, load)
        if hurdle:
            return Passed(row.id, hurdle)
        emptied = self.assignment.settle(row.id, self.slot)
        return emptied and Passed(row.id, Hurdle.NEEDED, self.table.entities[emptied.entity])

    def _hurdle(self, row: Inspector, load: int) -> Hurdle | None:
        if (row.id, self.table.entities[self.slot.entity]) in self.table.forbidden:
            return Hurdle.FORBIDDEN
        if row.id in self.members:
            return Hurdle.MEMBER
        if self.slot.leads and not row.leader:
            return Hurdle.NOT_LEADER
        return Hurdle.FULL if load >= self.assignment.limits[row.id] else None
