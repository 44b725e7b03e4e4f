"""H(s) of draw protocol §2.1: lower-case hex of SHA-256 or SM3, named in the frozen text."""

import hashlib
from collections.abc import Iterable
from typing import Protocol, Self

from inspections.lottery.sm3 import SM3


class Hash(Protocol):
    """What we use of a hashlib object."""

    def update(self, data: bytes, /) -> None: ...
    def copy(self) -> Self: ...
    def digest(self) -> bytes: ...
    def hexdigest(self) -> str: ...


def _fresh_sm3() -> Hash:
    """OpenSSL's SM3 where this build has it: some do not, and some list it but refuse it."""
    try:
        return hashlib.new("sm3")
    except ValueError:
        return SM3()


# Made once: looking SM3 up costs more than hashing a ticket, copying a fresh state does not.
FRESH: dict[str, Hash] = {"sha256": hashlib.sha256(), "sm3": _fresh_sm3()}
HASHES = tuple(FRESH)


def raw_digest(data: bytes, name: str) -> bytes:
    """32 bytes; `name` is "sha256" or "sm3"."""
    state = FRESH[name].copy()
    state.update(data)
    return state.digest()


def digest(text: str, name: str) -> str:
    """H(text): 64 hex characters; `name` is "sha256" or "sm3"."""
    return raw_digest(text.encode(), name).hex()


class Stem:
    """H over everything that starts with `text`: `Stem(seed + ":E:", "sha256")("9114…:1")`.

    The seed fills exactly one block, so a ticket costs one compression.
    """

    def __init__(self, text: str, name: str) -> None:
        state = FRESH[name].copy()
        state.update(text.encode("ascii"))
        self._copy = state.copy

    def __call__(self, rest: str) -> str:
        state = self._copy()
        state.update(rest.encode("ascii"))
        return state.hexdigest()

    def below(self, bound: str, names: Iterable[str], end: str) -> list[tuple[str, str]]:
        """(hash of name + end, name) of every name whose hash is below `bound`; one loop, not a million calls."""
        copy, found = self._copy, []
        for name in names:
            state = copy()
            state.update((name + end).encode())
            if (hashed := state.hexdigest()) < bound:
                found.append((hashed, name))
        return found
