"""Altered texts are refused, never repaired (draw protocol §2.2)."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.lottery import Avoidance, Entity, Inspector, LotteryError, Source, compute, nonce_commitment, parse
from tests.inspections.pools import NONCE, PUBLIC, frozen, make_pool

TEXT = frozen("v2")


def swapped(text: str, tag: str) -> str:
    """The first two rows of a section change places."""
    lines = text.splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{tag}\t"))
    lines[first], lines[first + 1] = lines[first + 1], lines[first]
    return "".join(lines)


TAMPERED: dict[str, tuple[Callable[[str], str], str]] = {
    "CRLF": (lambda text: text.replace("\n", "\r\n"), "GRAMMAR"),
    "BOM": (lambda text: "\ufeff" + text, "GRAMMAR"),
    "no final LF": (lambda text: text[:-1], "GRAMMAR"),
    "two final LF": (lambda text: text + "\n", "GRAMMAR"),
    "empty": (lambda text: "", "GRAMMAR"),
    "first line alone": (lambda text: "SSJ-DRAW/1\n", "GRAMMAR"),
    "another version": (lambda text: text.replace("SSJ-DRAW/1", "SSJ-DRAW/2"), "GRAMMAR"),
    "leading zero": (lambda text: text.replace("total\t7", "total\t07"), "GRAMMAR"),
    "plus sign": (lambda text: text.replace("total\t7", "total\t+7"), "GRAMMAR"),
    "full-width digit": (lambda text: text.replace("total\t7", "total\t７"), "GRAMMAR"),
    "trailing blank": (lambda text: text.replace("total\t7\n", "total\t7 \n"), "GRAMMAR"),
    "blank for TAB": (lambda text: text.replace("total\t7", "total 7"), "GRAMMAR"),
    "upper-case hex": (lambda text: text.replace("nonce\t94a9", "nonce\t94A9"), "GRAMMAR"),
    "weight 0": (lambda text: text.replace("019\tC\t5", "019\tC\t0"), "GRAMMAR"),
    "weight 100": (lambda text: text.replace("019\tC\t5", "019\tC\t100"), "GRAMMAR"),
    "status X0": (lambda text: text.replace("X2", "X0"), "GRAMMAR"),
    "team of 1": (lambda text: text.replace("team\t2", "team\t1"), "GRAMMAR"),
    "header missing": (lambda text: text.replace("cap\t2\n", ""), "GRAMMAR"),
    "headers swapped": (lambda text: swapped(text, "total"), "GRAMMAR"),
    "unknown section": (lambda text: text + "Z\t1\n", "GRAMMAR"),
    "header at the end": (lambda text: text + "cap\t2\n", "GRAMMAR"),
    "no source": (lambda text: text.replace("source\tKL8\t2025301\nsource\tW\t3\n", ""), "GRAMMAR"),
    "strata reordered": (lambda text: swapped(text, "S"), "CANONICAL"),
    "entities reordered": (lambda text: swapped(text, "E"), "CANONICAL"),
    "inspectors reordered": (lambda text: swapped(text, "I"), "CANONICAL"),
    "avoidances reordered": (lambda text: swapped(text, "A"), "CANONICAL"),
    "section moved": (lambda text: text + "S\tE\t1\t1\n", "CANONICAL"),
    "row twice": (lambda text: text + text.splitlines()[-1] + "\n", "DUP"),
    "firm unknown": (lambda text: text + "A\tJ005\tNOBODY\n", "UNKNOWN"),
    "officer unknown": (lambda text: text + "A\tJ999\t91140522MA0TEST019\n", "UNKNOWN"),
    "stratum unknown": (lambda text: text.replace("019\tC\t5", "019\tQ\t5"), "UNKNOWN"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_text_is_refused(name: str) -> None:
    change, code = TAMPERED[name]

    with pytest.raises(LotteryError) as refused:
        parse(change(TEXT))
    assert refused.value.code == code


@given(st.integers(0, len(TEXT) - 1), st.characters(codec="utf-8"))
def test_one_other_character_is_refused_or_changes_f(at: int, character: str) -> None:
    text = TEXT[:at] + character + TEXT[at + 1 :]
    try:
        assert parse(text).text() == text
    except LotteryError:
        assert text != TEXT


def test_sources_keep_their_declared_order() -> None:
    text = swapped(TEXT, "source")

    assert parse(text).text() == text


def test_rows_may_be_given_in_any_order() -> None:
    pool = make_pool()

    assert make_pool(entities=pool.entities[::-1], inspectors=pool.inspectors[::-1]).text() == pool.text()


@pytest.mark.parametrize(
    "rows",
    [
        {"entities": (Entity("E1", "A"), Entity("E1", "A", weight=2))},
        {"inspectors": (Inspector("J1", leader=True), Inspector("J1", leader=False))},
        {"sources": (Source("W", "3"), Source("W", "3"))},
        {"avoidances": (Avoidance("J1", "E1"), Avoidance("J1", "E1"))},
    ],
)
def test_nothing_is_listed_twice(rows: dict[str, Any]) -> None:
    with pytest.raises(LotteryError, match="出现了 2 次。请合并为一条") as refused:
        make_pool(**rows)
    assert refused.value.code == "DUP"


@pytest.mark.parametrize(
    "entity",
    [Entity("e1", "A"), Entity("E1\n", "A"), Entity("E\t1", "A"), Entity("E1", "A", 1.0), Entity("企业", "A")],
)
def test_a_value_that_would_break_a_line_never_becomes_a_pool(entity: Entity) -> None:
    with pytest.raises(LotteryError) as refused:
        make_pool(entities=(entity,))
    assert refused.value.code == "GRAMMAR"


def test_another_nonce_is_refused() -> None:
    with pytest.raises(LotteryError, match="与冻结时公布的承诺不符") as refused:
        compute(make_pool().text(), "00" * 32, PUBLIC)
    assert refused.value.code == "NONCE"


@pytest.mark.parametrize("nonce", ["", "5A" * 32, "5a" * 31, NONCE + "\n"])
def test_a_malformed_nonce_gets_no_commitment(nonce: str) -> None:
    with pytest.raises(LotteryError) as refused:
        nonce_commitment("YC-GA-2025-0001", nonce, "sha256")
    assert refused.value.code == "NONCE"
