"""The pure Merkle log, against RFC 6962's reference tree and the recursive definition."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yangcheng_inspect.trail import log

REFERENCE = [bytes.fromhex(x).decode() for x in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
REFERENCE.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f").decode())
REFERENCE_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_rfc_6962(size: int) -> None:
    assert log.root_of([log.leaf(text) for text in REFERENCE[:size]]).hex() == REFERENCE_ROOTS[size]


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=130))
def test_growing_leaf_by_leaf_gives_the_recursive_root(leaves: list[bytes]) -> None:
    frontier: list[bytes] = []

    for size, leaf in enumerate(leaves):
        frontier = log.append(frontier, size, leaf)
        assert len(frontier) == (size + 1).bit_count()

    assert log.fold(frontier) == log.root_of(leaves)


@given(VALUES)
def test_canonical_json_is_one_text_per_value(value: object) -> None:
    text = log.canon(value)

    assert text.isascii()
    assert "\n" not in text
    assert log.canon(json.loads(text)) == text


@pytest.mark.parametrize("value", [0.5, [1.0], {"a": float("nan")}, {1: "a"}, Decimal(1), b"a", {"a"}])
def test_what_has_two_spellings_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        log.canon(value)


def test_keys_are_sorted_and_nothing_is_blank() -> None:
    assert log.canon({"乙": 1, "a": [True, None]}) == '{"a":[true,null],"\\u4e59":1}'
