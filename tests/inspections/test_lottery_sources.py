"""Public numbers are written one way only (draw protocol §2.4)."""

import pytest

from inspections.lottery import LotteryError, Source, public_line
from tests.inspections.pools import make_pool, outcome_of

KL8 = [f"{number:02}" for number in range(3, 63, 3)]
SSQ = ["01", "05", "12", "18", "26", "33", "07"]


def test_witnesses_keep_leading_zeros_and_their_order() -> None:
    assert public_line("W", "3", ["482913", "070511", "996004"]) == "W,3=482913.070511.996004"


def test_a_number_of_twenty_digits_keeps_every_one() -> None:
    assert public_line("W", "1", ["12345123451234512345"]) == "W,1=12345123451234512345"


def test_one_zero_and_ten_zeros_are_different_numbers() -> None:
    pool = make_pool(sources=(Source("W", "1"),))

    seeds = {outcome_of(pool, [public_line("W", "1", [number])]).seed for number in ("0", "0000000000")}

    assert len(seeds) == 2


def test_happy_eight_has_twenty_balls() -> None:
    assert public_line("KL8", "2025301", KL8).startswith("KL8,2025301=03.06.09.")


def test_double_colour_balls_put_the_blue_one_behind_a_plus() -> None:
    assert public_line("SSQ", "2025128", SSQ) == "SSQ,2025128=01.05.12.18.26.33+07"


def test_super_lotto_sorts_each_drum_by_itself() -> None:
    line = public_line("DLT", "25134", ["07", "08", "20", "31", "35", "02", "11"])

    assert line == "DLT,25134=07.08.20.31.35+02.11"


@pytest.mark.parametrize(
    ("kind", "ref", "values"),
    [
        ("KL8", "2025301", KL8[:-1]),
        ("KL8", "2025301", KL8[::-1]),
        ("KL8", "2025301", ["3", *KL8[1:]]),
        ("KL8", "2025301", [*KL8[:-1], "81"]),
        ("KL8", "2025301", [*KL8[:-1], KL8[-2]]),
        ("SSQ", "2025128", [*SSQ[:-1], "17"]),
        ("SSQ", "2025128", SSQ[:-1]),
        ("SSQ", "2025128", ["00", *SSQ[1:]]),
        ("W", "3", ["482913", "070511"]),
        ("W", "2", ["482913", ""]),
        ("W", "2", ["482913", "12+3"]),
        ("W", "2", ["482913", "１２３"]),
        ("w", "1", ["482913"]),
        ("W", "", []),
    ],
)
def test_a_mistyped_number_is_refused(kind: str, ref: str, values: list[str]) -> None:
    with pytest.raises(LotteryError, match=r"核对|写法不对") as refused:
        public_line(kind, ref, values)
    assert refused.value.code == "PUBLIC"
