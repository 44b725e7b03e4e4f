"""SM3 in plain Python agrees with OpenSSL and with the standard; a stem is only a shorter way."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.lottery import digest, hashing
from inspections.lottery.hashing import Stem
from inspections.lottery.sm3 import SM3


def openssl(data: bytes) -> str:
    try:
        return hashlib.new("sm3", data).hexdigest()
    except ValueError:
        pytest.skip("this hashlib has no SM3")


def test_sm3_of_the_two_examples_in_the_standard() -> None:
    assert SM3(b"abc").hexdigest() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert SM3(b"abcd" * 16).hexdigest() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


@pytest.mark.parametrize("length", [*range(301), 519])
def test_sm3_pads_every_length_as_openssl_does(length: int) -> None:
    data = bytes(number % 256 for number in range(length))

    assert SM3(data).hexdigest() == openssl(data)


@given(st.lists(st.binary(max_size=150), max_size=4))
def test_sm3_in_pieces_is_sm3_at_once(pieces: list[bytes]) -> None:
    state = SM3()
    for piece in pieces:
        state.update(piece)

    assert state.digest() == SM3(b"".join(pieces)).digest()


def test_a_copy_goes_its_own_way() -> None:
    state = SM3(b"a" * 70)
    twin = state.copy()
    twin.update(b"b")

    assert state.hexdigest() == SM3(b"a" * 70).hexdigest()
    assert twin.hexdigest() == SM3(b"a" * 70 + b"b").hexdigest()


@pytest.mark.parametrize("name", hashing.HASHES)
def test_a_stem_hashes_the_whole(name: str) -> None:
    assert Stem("ab:E:", name)("X1:2") == digest("ab:E:X1:2", name)


def test_without_openssl_sm3_the_fallback_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(hashlib, "new", refuse)

    assert isinstance(hashing._fresh_sm3(), SM3)
