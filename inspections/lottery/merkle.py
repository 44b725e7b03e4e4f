"""The tree of RFC 9162 over the firms of a pool: a firm can find itself before any name is public.

A leaf is H(0x00 ‖ salt ‖ line), a node H(0x01 ‖ left ‖ right), a last odd node moves up
unchanged. `line` is the firm's E line in ASCII without its LF, `salt` 16 random bytes
(32 hex here) that keep others from guessing lines.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from inspections.lottery.errors import Code, LotteryError
from inspections.lottery.hashing import raw_digest
from inspections.lottery.pool import Pool

SALT = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Membership:
    """What a firm is given: its own line and salt, its leaf's `index` of `size`, hashes from leaf to root (hex)."""

    line: str
    salt: str
    index: int
    size: int
    path: tuple[str, ...]


class PoolTree:
    """`salts` maps every entity id of the pool to its salt. Raises INPUT when one is missing or malformed."""

    def __init__(self, pool: Pool, salts: Mapping[str, str]) -> None:
        self._entities = pool.entities
        self._salts = salts
        leaves = [salted_leaf(row.line(), salts.get(row.id, ""), pool.hash) for row in pool.entities]
        self._levels = _levels(leaves, pool.hash)

    @property
    def root(self) -> str:
        """64 hex; H of nothing for an empty pool."""
        return self._levels[-1][0].hex()

    def membership(self, entity: str) -> Membership:
        """The proof for one firm of the pool."""
        index = [row.id for row in self._entities].index(entity)
        line = self._entities[index].line()
        return Membership(line, self._salts[entity], index, len(self._entities), tuple(self._path(index)))

    def _path(self, index: int) -> list[str]:
        path = []
        for level in self._levels:
            path += [node.hex() for node in level[index ^ 1 : (index ^ 1) + 1]]
            index //= 2
        return path


def is_member(proof: Membership, root: str, hash: str) -> bool:
    """Whether the firm's line is in the pool with this root."""
    node, index, size = _leaf(proof.salt, proof.line, hash), proof.index, proof.size
    path = [bytes.fromhex(text) for text in proof.path]
    while size > 1:
        if index ^ 1 < size:
            if not path:
                return False
            sibling = path.pop(0)
            node = _node(sibling, node, hash) if index % 2 else _node(node, sibling, hash)
        index, size = index // 2, (size + 1) // 2
    return not path and index == 0 and node.hex() == root


class Frontier:
    """The root of the same tree, leaf by leaf: kept are only the whole subtrees that wait for a partner."""

    def __init__(self, hash: str) -> None:
        self._hash = hash
        self._waiting: list[tuple[int, bytes]] = []  # (leaves below, node), ever smaller

    def add(self, leaf: bytes) -> None:
        size, node = 1, leaf
        while self._waiting and self._waiting[-1][0] == size:
            size, node = 2 * size, _node(self._waiting.pop()[1], node, self._hash)
        self._waiting.append((size, node))

    @property
    def root(self) -> str:
        """64 hex over the leaves so far; H of nothing when there are none."""
        if not self._waiting:
            return raw_digest(b"", self._hash).hex()
        nodes = [node for _, node in reversed(self._waiting)]
        return reduce(lambda right, left: _node(left, right, self._hash), nodes).hex()


def salted_leaf(line: str, salt: str, hash: str) -> bytes:
    """The leaf of a firm's E line. Raises INPUT when the salt is malformed or missing."""
    if not SALT.fullmatch(salt):
        entity = line.split("\t")[1]
        raise LotteryError(Code.INPUT, f"检查对象“{entity}”缺少有效的防猜测随机值。请重新生成后再冻结名单。")
    return _leaf(salt, line, hash)


def _levels(leaves: Sequence[bytes], hash: str) -> list[list[bytes]]:
    """Leaves first, the root alone last."""
    levels = [list(leaves) or [raw_digest(b"", hash)]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = [_node(left, right, hash) for left, right in zip(below[::2], below[1::2], strict=False)]
        levels.append(pairs + below[len(pairs) * 2 :])
    return levels


def _leaf(salt: str, line: str, hash: str) -> bytes:
    return raw_digest(b"\0" + bytes.fromhex(salt) + line.encode(), hash)


def _node(left: bytes, right: bytes, hash: str) -> bytes:
    return raw_digest(b"\1" + left + right, hash)
