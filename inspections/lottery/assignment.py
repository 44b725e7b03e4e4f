"""A stored assignment of inspectors to places, repaired along shortest chains.

"Can everybody still get a team?" (draw protocol §2.6) is a question about a maximum flow
inspector -> (inspector, entity) -> leading or member slot. Asking it from scratch for each
candidate is slow; here one complete assignment is kept and repaired by at most one
augmenting chain per question. Answers do not depend on which complete assignment is stored.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Slot(NamedTuple):
    """A kind of place in the team of entity number `entity`: one leads, the others are members."""

    entity: int
    leads: bool


class Move(NamedTuple):
    """`who` would leave the slot this move is filed under and sit in `to`."""

    who: str
    to: Slot


class Assignment:
    """Seats (may still change) and settled places (may not), within the limits of every inspector.

    `allowed[e]` are the inspectors entity e may have, `leaders` those who may lead,
    `team` its size. `limits` may grow later.
    """

    def __init__(self, allowed: Sequence[Sequence[str]], leaders: set[str], team: int, limits: dict[str, int]) -> None:
        self.limits = limits
        self.slots = [Slot(entity, leads) for entity in range(len(allowed)) for leads in (True, False)]
        self._missing = {slot: 1 if slot.leads else team - 1 for slot in self.slots}
        self._fit = {slot: self._fitting(allowed[slot.entity], leaders, slot) for slot in self.slots}
        self._seats: dict[str, dict[int, Slot]] = {who: {} for who in limits}
        self._holders: dict[Slot, list[str]] = {slot: [] for slot in self.slots}
        self._settled: list[list[str]] = [[] for _ in allowed]
        self._load = dict.fromkeys(limits, 0)

    @staticmethod
    def _fitting(allowed: Sequence[str], leaders: set[str], slot: Slot) -> Sequence[str]:
        return [who for who in allowed if who in leaders] if slot.leads else allowed

    def complete(self) -> bool:
        """Seat somebody in every open place; False as soon as one stays empty."""
        for slot in self.slots:
            while self._missing[slot]:
                if not self._fill(slot):
                    return False
        return True

    def settle(self, who: str, slot: Slot) -> Slot | None:
        """Give `who` a place in `slot` for good, if everything else can still be seated.

        The assignment must be complete and `who` below the limit. Returns None, or, with
        nothing changed, a slot that would stay empty.
        """
        bumped = who if who in self._holders[slot] else self._holders[slot][0]
        self._leave(bumped, slot)
        origin = self._in_the_way(who, slot)
        if origin:
            self._leave(who, origin)
        self._fix(who, slot)
        if origin is None or self._fill(origin):
            return None
        self._unfix(who, slot)
        self._sit(who, origin)
        self._sit(bumped, slot)
        return origin

    def _in_the_way(self, who: str, slot: Slot) -> Slot | None:
        """The seat `who` must give up before sitting in `slot`: beside it, or any one when at the limit."""
        seats = self._seats[who]
        if slot.entity in seats:
            return seats[slot.entity]
        return next(iter(seats.values())) if self._load[who] == self.limits[who] else None

    def _fill(self, slot: Slot) -> bool:
        """Seat one more in `slot` along a shortest chain of moves; False changes nothing."""
        moves: dict[Slot, Move | None] = {slot: None}
        queue = [slot]
        seen: set[str] = set()
        for here in queue:
            free = next((who for who in self._fit[here] if self._free(who, here)), None)
            if free is not None:
                self._follow(moves, free, here)
                return True
            for who in self._fit[here]:
                for seat in self._occupied(who, here, seen):
                    if seat not in moves:
                        moves[seat] = Move(who, here)
                        queue.append(seat)
        return False

    def _free(self, who: str, here: Slot) -> bool:
        return self._load[who] < self.limits[who] and not self._beside(who, here.entity)

    def _beside(self, who: str, entity: int) -> bool:
        """An inspector has one place in a team at most."""
        return entity in self._seats[who] or who in self._settled[entity]

    def _occupied(self, who: str, here: Slot, seen: set[str]) -> Iterable[Slot]:
        """The seats any one of which `who` could leave for `here`."""
        if self._beside(who, here.entity):
            return [self._seats[who][here.entity]] if here.entity in self._seats[who] else []
        if who in seen:
            return []
        seen.add(who)
        return self._seats[who].values()

    def _follow(self, moves: dict[Slot, Move | None], who: str, here: Slot) -> None:
        """`who` sits down in `here`, whose holder moves on, and so back to the slot that was empty."""
        self._sit(who, here)
        while move := moves[here]:
            self._leave(move.who, here)
            self._sit(move.who, move.to)
            here = move.to

    def _fix(self, who: str, slot: Slot) -> None:
        self._settled[slot.entity].append(who)
        self._missing[slot] -= 1
        self._load[who] += 1

    def _unfix(self, who: str, slot: Slot) -> None:
        self._settled[slot.entity].remove(who)
        self._missing[slot] += 1
        self._load[who] -= 1

    def _sit(self, who: str, slot: Slot) -> None:
        self._seats[who][slot.entity] = slot
        self._holders[slot].append(who)
        self._missing[slot] -= 1
        self._load[who] += 1

    def _leave(self, who: str, slot: Slot) -> None:
        del self._seats[who][slot.entity]
        self._holders[slot].remove(who)
        self._missing[slot] += 1
        self._load[who] -= 1
