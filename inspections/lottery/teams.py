"""What a pairing says: teams, and for every officer who came first and why that did not work."""

from dataclasses import dataclass
from enum import StrEnum


class Hurdle(StrEnum):
    """Why somebody with a better claim was passed over."""

    FORBIDDEN = "FORBIDDEN"  # an A row: recusal, own station, absence …
    MEMBER = "MEMBER"  # already in this team
    NOT_LEADER = "NOT_LEADER"  # may not lead
    FULL = "FULL"  # at the own maximum or at the balance C
    NEEDED = "NEEDED"  # another firm could not get its team any more


@dataclass(frozen=True, slots=True)
class Passed:
    """`inspector` came first but was passed over; for NEEDED, `entity` would have been left short."""

    inspector: str
    hurdle: Hurdle
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """How one place was filled: prior + load before it, pairing ticket P(e,i), and who was passed over."""

    inspector: str
    load: int
    ticket: str
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """The officers of one firm, the leading one first, each with the reason."""

    entity: str
    choices: tuple[Choice, ...]

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(choice.inspector for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Pairing:
    """`cap` is the balance C, None when no complete assignment exists (INFEASIBLE; then no teams)."""

    cap: int | None
    teams: tuple[Team, ...]
