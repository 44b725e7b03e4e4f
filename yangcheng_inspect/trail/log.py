"""The Merkle log of RFC 9162 over SHA-256, as pure functions. No Django, no database."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

EMPTY = sha256(b"").digest()
_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)
_SIMPLE = {str, int, bool, type(None)}


def canon(value: Any) -> str:
    """Canonical JSON: keys sorted, no blanks, ASCII. Raises TypeError on a float or anything JSON does not have."""
    _check(value)
    return _JSON.encode(value)


def canon_plain(value: Any) -> str:
    """`canon` of what is known to hold no float: rows that `plain_row` made."""
    return _JSON.encode(value)


def _check(value: Any) -> None:
    if type(value) in _SIMPLE:
        return
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"a key must be text, not {key!r}")
        _check_all(value.values())
    elif isinstance(value, list | tuple):
        _check_all(value)
    elif not (value is None or isinstance(value, str | int)):
        raise TypeError(f"not canonical: {type(value).__name__}")


def _check_all(values: Iterable[Any]) -> None:
    """Most are simple, and a call for each would cost more than the look."""
    for value in values:
        if type(value) not in _SIMPLE:
            _check(value)


def salted(salt: str, text: str) -> str:
    """Hex hash of 16 salt bytes (given as hex) followed by canonical JSON."""
    return sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def leaf(payload: str) -> bytes:
    """Hash of one payload, over the stored text itself."""
    return sha256(b"\x00" + payload.encode()).digest()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def append(frontier: Sequence[bytes], size: int, new: bytes) -> list[bytes]:
    """Frontier of size+1: the roots of its perfect subtrees, largest first."""
    peaks = list(frontier)
    while size & 1:
        new = node(peaks.pop(), new)
        size >>= 1
    return [*peaks, new]


def fold(frontier: Sequence[bytes]) -> bytes:
    """The root of the tree that has this frontier."""
    if not frontier:
        return EMPTY
    root = frontier[-1]
    for peak in reversed(frontier[:-1]):
        root = node(peak, root)
    return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The recursive definition, RFC 9162 §2.1.1. `leaves` are leaf hashes."""
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node(root_of(leaves[:split]), root_of(leaves[split:]))
