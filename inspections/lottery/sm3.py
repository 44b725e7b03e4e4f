"""SM3 (GB/T 32905-2016) in plain Python, for builds whose hashlib does not know it.

Same methods as a hashlib object, so that the two can stand in for one another.
"""

from functools import reduce
from struct import Struct
from typing import Self

Words = tuple[int, ...]

BLOCK = 64
MASK = 0xFFFFFFFF
START: Words = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
    0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip
BLOCK_WORDS = Struct(">16I")
DIGEST_WORDS = Struct(">8I")


def _rotate(word: int, bits: int) -> int:
    bits %= 32
    return (word << bits | word >> (32 - bits)) & MASK


ROUND_CONSTANTS = tuple(_rotate(0x79CC4519 if j < 16 else 0x7A879D8A, j) for j in range(64))


def _expand(block: bytes) -> list[int]:
    """The 68 words that the 64 rounds consume."""
    words = list(BLOCK_WORDS.unpack(block))
    for j in range(16, 68):
        mixed = words[j - 16] ^ words[j - 9] ^ _rotate(words[j - 3], 15)
        mixed ^= _rotate(mixed, 15) ^ _rotate(mixed, 23)
        words.append(mixed ^ _rotate(words[j - 13], 7) ^ words[j - 6])
    return words


def _choose(j: int, a: int, b: int, c: int, e: int, f: int, g: int) -> tuple[int, int]:
    """The Boolean functions FF and GG of round j."""
    if j < 16:
        return a ^ b ^ c, e ^ f ^ g
    return a & b | a & c | b & c, e & f | ~e & g


def _compress(state: Words, block: bytes) -> Words:
    words = _expand(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        turned = _rotate(a, 12)
        first = _rotate(turned + e + ROUND_CONSTANTS[j] & MASK, 7)
        ff, gg = _choose(j, a, b, c, e, f, g)
        left = ff + d + (first ^ turned) + (words[j] ^ words[j + 4]) & MASK
        right = gg + h + first + words[j] & MASK
        a, b, c, d = left, a, _rotate(b, 9), c
        e, f, g, h = right ^ _rotate(right, 9) ^ _rotate(right, 17), e, _rotate(f, 19), g
    return tuple(old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True))


def _absorb(state: Words, data: bytes) -> Words:
    """`data` is a whole number of blocks."""
    return reduce(_compress, (data[at : at + BLOCK] for at in range(0, len(data), BLOCK)), state)


class SM3:
    """`SM3(b"abc").hexdigest()`; `copy()` keeps the blocks already absorbed."""

    def __init__(self, data: bytes = b"") -> None:
        self._state = START
        self._rest = b""
        self._length = 0
        self.update(data)

    def update(self, data: bytes) -> None:
        pending = self._rest + data
        whole = len(pending) - len(pending) % BLOCK
        self._state = _absorb(self._state, pending[:whole])
        self._rest = pending[whole:]
        self._length += len(data)

    def copy(self) -> Self:
        twin = type(self)()
        twin._state, twin._rest, twin._length = self._state, self._rest, self._length
        return twin

    def digest(self) -> bytes:
        # One 1 bit, zeros to eight bytes short of a block, the length in bits.
        zeros = b"\0" * ((BLOCK - 9 - self._length) % BLOCK)
        tail = self._rest + b"\x80" + zeros + (8 * self._length).to_bytes(8, "big")
        return DIGEST_WORDS.pack(*_absorb(self._state, tail))

    def hexdigest(self) -> str:
        return self.digest().hex()
