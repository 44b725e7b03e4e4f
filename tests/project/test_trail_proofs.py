"""Inclusion and consistency: what is proved checks, and nothing else does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.test_trail_log import REFERENCE
from yangcheng_inspect.trail import log, proofs

LEAVES = [log.leaf(str(number)) for number in range(130)]
SIZES = st.integers(min_value=1, max_value=len(LEAVES))


@st.composite
def places(draw: st.DrawFn) -> tuple[int, int]:
    """Size of a log and the index of one of its leaves."""
    size = draw(SIZES)
    return size, draw(st.integers(min_value=0, max_value=size - 1))


@st.composite
def two_logs(draw: st.DrawFn) -> tuple[int, int]:
    """Two sizes, the first not above the second."""
    second = draw(SIZES)
    return draw(st.integers(min_value=1, max_value=second)), second


def root(size: int) -> bytes:
    return log.root_of(LEAVES[:size])


@given(places())
def test_every_leaf_has_a_proof_of_the_shortest_length(place: tuple[int, int]) -> None:
    size, index = place
    proof = proofs.inclusion(LEAVES[:size], index)

    assert proofs.includes(root(size), size, LEAVES[index], index, proof)
    assert len(proof) <= (size - 1).bit_length()


@given(places(), st.data())
def test_a_proof_serves_one_leaf_at_one_place_of_one_log(place: tuple[int, int], data: st.DataObject) -> None:
    size, index = place
    proof = proofs.inclusion(LEAVES[:size], index)
    other, elsewhere = data.draw(places())

    assert proofs.includes(root(size), size, LEAVES[elsewhere], index, proof) == (elsewhere == index)
    assert proofs.includes(root(other), size, LEAVES[index], index, proof) == (other == size)


@given(places(), st.data())
def test_a_changed_shortened_or_lengthened_proof_fails(place: tuple[int, int], data: st.DataObject) -> None:
    size, index = place
    proof = proofs.inclusion(LEAVES[:size], index)
    at = data.draw(st.integers(min_value=0, max_value=len(proof)))
    broken = [*proof[:at], *([] if data.draw(st.booleans()) and at < len(proof) else [LEAVES[at]]), *proof[at + 1 :]]

    assert not proofs.includes(root(size), size, LEAVES[index], index, [*proof, LEAVES[0]])
    assert broken == proof or not proofs.includes(root(size), size, LEAVES[index], index, broken)


@given(two_logs())
def test_a_log_extends_every_earlier_one(sizes: tuple[int, int]) -> None:
    first, second = sizes
    proof = proofs.consistency(LEAVES[:second], first)

    assert proofs.extends((first, root(first)), (second, root(second)), proof)
    assert len(proof) <= (second - 1).bit_length() + 1


@given(two_logs(), st.data())
def test_a_rewritten_beginning_has_no_proof(sizes: tuple[int, int], data: st.DataObject) -> None:
    first, second = sizes
    at = data.draw(st.integers(min_value=0, max_value=first - 1))
    forged = [*LEAVES[:at], log.leaf("forged"), *LEAVES[at + 1 : second]]
    proof = proofs.consistency(forged, first)

    assert not proofs.extends((first, root(first)), (second, log.root_of(forged)), proof)


@given(two_logs(), st.lists(st.binary(min_size=32, max_size=32), max_size=9))
def test_invented_hashes_prove_nothing(sizes: tuple[int, int], invented: list[bytes]) -> None:
    first, second = sizes

    assert proofs.extends((first, root(first)), (second, root(second)), invented) == (first == second and not invented)
    assert proofs.includes(root(second), second, LEAVES[first - 1], first - 1, invented) == (
        second == 1 and not invented
    )


def test_a_log_never_shrinks() -> None:
    proof = proofs.consistency(LEAVES[:9], 4)

    assert not proofs.extends((9, root(9)), (4, root(4)), proof)
    assert not proofs.extends((9, root(9)), (4, root(4)), [])


def test_every_log_extends_the_empty_one() -> None:
    assert proofs.extends((0, log.EMPTY), (7, root(7)), [])
    assert not proofs.extends((0, root(1)), (7, root(7)), [])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(IndexError):
        proofs.inclusion(LEAVES[:size], index)

    assert not proofs.includes(log.EMPTY, size, LEAVES[0], index, [])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # The worked examples of RFC 9162 §2.1.5, over RFC 6962's reference leaves: hashes from left to right.
        (3, 7, [(2, 3), (3, 4), (0, 2), (4, 7)]),
        (4, 7, [(4, 7)]),
        (6, 7, [(4, 6), (6, 7), (0, 4)]),
    ],
)
def test_the_proofs_are_those_of_the_standard(first: int, second: int, expected: list[tuple[int, int]]) -> None:
    leaves = [log.leaf(text) for text in REFERENCE]

    assert proofs.consistency(leaves[:second], first) == [log.root_of(leaves[a:b]) for a, b in expected]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, [(1, 2), (2, 4), (4, 7)]),
        (3, [(2, 3), (0, 2), (4, 7)]),
        (4, [(5, 6), (6, 7), (0, 4)]),
        (6, [(4, 6), (0, 4)]),
    ],
)
def test_the_paths_are_those_of_the_standard(index: int, expected: list[tuple[int, int]]) -> None:
    leaves = [log.leaf(text) for text in REFERENCE[:7]]

    assert proofs.inclusion(leaves, index) == [log.root_of(leaves[a:b]) for a, b in expected]
