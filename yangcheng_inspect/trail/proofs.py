"""Inclusion and consistency in the Merkle log (RFC 9162 §2.1.3, §2.1.4), as pure functions. No Django, no database.

A proof is a list of 32-byte hashes, at most ⌈log2 size⌉ for inclusion and one more for consistency. Whoever proves has
the leaf hashes; whoever checks has one root, or two.
"""

from collections.abc import Iterator, Sequence

from yangcheng_inspect.trail import log

Leaves = Sequence[bytes]


class Tree:
    """The whole tree over some leaves, for many proofs at once: twice the memory of the leaves, 32 bytes each."""

    def __init__(self, leaves: Leaves) -> None:
        self._rows = [list(leaves)]
        while len(self._rows[-1]) > 1:
            self._rows.append(_above(self._rows[-1]))

    def path(self, index: int) -> list[bytes]:
        """From the leaf to the root: what, with the leaf `index`, gives the root. Raises IndexError outside."""
        if not 0 <= index < len(self._rows[0]):
            raise IndexError(f"leaf {index} of {len(self._rows[0])}")
        steps = ((row, (index >> level) ^ 1) for level, row in enumerate(self._rows[:-1]))
        return [row[beside] for row, beside in steps if beside < len(row)]


def inclusion(leaves: Leaves, index: int) -> list[bytes]:
    """The path of one leaf. Raises IndexError outside."""
    return Tree(leaves).path(index)


def _above(row: list[bytes]) -> list[bytes]:
    """The next row of the tree; a last odd hash moves up unchanged, which is the tree of the recursive definition."""
    above = [log.node(left, right) for left, right in zip(row[::2], row[1::2], strict=False)]
    return above + row[-1:] if len(row) % 2 else above


def includes(root: bytes, size: int, leaf: bytes, index: int, proof: Sequence[bytes]) -> bool:
    """Whether `proof` leads from `leaf` at `index` to the `root` of a log of `size` leaves (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    hashes, last = iter(proof), size - 1
    for beside in hashes:
        if last == 0:
            return False
        if index & 1 or index == last:
            leaf = log.node(beside, leaf)
            while not index & 1 and index:  # moved up unchanged where nothing stood beside
                index, last = index >> 1, last >> 1
        else:
            leaf = log.node(leaf, beside)
        index, last = index >> 1, last >> 1
    return last == 0 and leaf == root


def consistency(leaves: Leaves, first: int) -> list[bytes]:
    """What shows that the log of the first `first` leaves is the beginning of this one. Raises IndexError outside."""
    if not 0 < first <= len(leaves):
        raise IndexError(f"the first {first} of {len(leaves)}")
    return list(_subproof(leaves, first, whole=True))


def _subproof(leaves: Leaves, first: int, *, whole: bool) -> Iterator[bytes]:
    """SUBPROOF of RFC 9162 §2.1.4.1; `whole`: the checker knows this subtree's old root already."""
    if first == len(leaves):
        if not whole:
            yield log.root_of(leaves)
        return
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if first <= split:
        yield from _subproof(leaves[:split], first, whole=whole)
        yield log.root_of(leaves[split:])
    else:
        yield from _subproof(leaves[split:], first - split, whole=False)
        yield log.root_of(leaves[:split])


def extends(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Whether the log `new` (size, root) begins with the log `old` (RFC 9162 §2.1.4.2). Every log extends size 0."""
    (first, old_root), (second, new_root) = old, new
    if first == 0:
        return old_root == log.EMPTY and not proof and second >= 0
    if first >= second or not proof:
        return first == second and old_root == new_root and not proof
    hashes = list(proof) if first & (first - 1) else [old_root, *proof]
    return _climb(first - 1, second - 1, hashes) == (old_root, new_root)


def _climb(first: int, second: int, hashes: list[bytes]) -> tuple[bytes, bytes] | None:
    """Both roots that the hashes lead to, from the last leaf of either log; None when their number does not fit."""
    while first & 1:
        first, second = first >> 1, second >> 1
    old = new = hashes[0]
    for beside in hashes[1:]:
        if second == 0:
            return None
        if first & 1 or first == second:
            old, new = log.node(beside, old), log.node(beside, new)
            while first and not first & 1:
                first, second = first >> 1, second >> 1
        else:
            new = log.node(new, beside)
        first, second = first >> 1, second >> 1
    return (old, new) if second == 0 else None
