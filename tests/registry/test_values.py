from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from registry import codes
from registry.importing import values
from registry.importing.reader import Cell, Formula
from registry.importing.values import BadCell

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.none(), st.builds(Formula)
)


def reason(check, cell: Cell) -> str:
    with pytest.raises(BadCell) as caught:
        check(cell)
    return str(caught.value)


@pytest.mark.parametrize(
    "code",
    ["91350200MA2YJ1XR9G", "91350200776049653A", "91440101MA5CJQ4N59", "123502001549897397", "91140522MA0K12348Q"],
)
def test_real_credit_codes_have_their_check_digit(code: str) -> None:
    assert codes.check_digit_fits(code)


def test_a_code_in_use_may_fail_its_check_digit_and_is_only_doubtful() -> None:
    assert values.credit_code("91350203M0001QAY9B") == "91350203M0001QAY9B"
    assert values.doubtful("91350203M0001QAY9B")


@given(st.text(codes.ALPHABET, min_size=17, max_size=17))
def test_the_check_digit_agrees_with_another_implementation(first: str) -> None:
    assert codes.check_digit(first) == uscc.calc_check_digit(first)


def test_full_width_codes_and_hidden_characters_are_straightened() -> None:
    assert values.credit_code(" ９１１４０５２２MA０G０A３２４L\u200b\u202e") == "91140522MA0G0A324L"


def test_names_keep_their_own_characters() -> None:
    assert values.text("　阳城县（北留）㈱①店\u200b ") == "阳城县（北留）㈱①店"


@pytest.mark.parametrize("cell", [9.1140522e17, 91140522000000001, "9.11E+17"])
def test_codes_that_excel_made_numbers_are_refused(cell: Cell) -> None:
    assert "已丢失" in reason(values.credit_code, cell)


def test_a_code_says_how_long_it_is() -> None:
    assert reason(values.credit_code, "91140522MA0BKK8CX") == "应为 18 位，现为 17 位，请对照营业执照补正"


@pytest.mark.parametrize("cell", [Formula(), "=1+1", ' =HYPERLINK("http://example.invalid")'])
def test_formulas_are_refused(cell: Cell) -> None:
    assert "公式" in reason(values.text, cell)


@pytest.mark.parametrize("cell", ["N/A", "无", "-", "", None, "　", "null"])
def test_words_for_nothing_say_nothing(cell: Cell) -> None:
    assert values.text(cell) == ""


@pytest.mark.parametrize(
    "cell",
    ["2026-11-02", "2026/11/2", "2026.11.02", "2026年11月2日", "20261102", 20261102.0, 46328, date(2026, 11, 2)],
)
def test_days_are_understood_as_people_and_excel_write_them(cell: Cell) -> None:
    assert values.day(cell) == "2026-11-02"


@pytest.mark.parametrize("cell", ["2019/13/45", "长期", 5.5e9, float("nan"), float("inf"), -3])
def test_what_is_no_day_is_refused(cell: Cell) -> None:
    assert "不是日期" in reason(values.day, cell)


def test_telephone_numbers() -> None:
    assert values.phone("０３５６-０００９０７０") == "0356-0009070"
    assert values.phone("13800004476，0356-0001") == "13800004476、0356-0001"
    assert "不是电话号码" in reason(values.phone, "见营业执照")


@given(CELLS)
def test_every_check_answers_or_refuses_with_words(cell: Cell) -> None:
    checks = [values.text, values.code, values.credit_code, values.registration_no, values.phone, values.day]
    for check in [*checks, values.yes_no, lambda cell: values.count(cell, 9)]:
        with suppress(BadCell):
            check(cell).encode()
