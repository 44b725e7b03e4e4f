"""The sentence that says why (方案三(二)1): pure, and true."""

from datetime import date

import pytest

from inspections.lottery import Stratum
from inspections.lottery.quotas import shares
from registry import risk
from registry.risk import Cell, Firm, Layer, Rules
from tests.inspections.pools import make_pool

APPROVED = Rules(1, {**risk.SUGGESTED, "BK": Cell(200, 1, 3)})
CLASS_C = "信用风险 C 类（市场监管局 2026-11-02）"


def test_the_sentence_names_class_source_flag_and_version() -> None:
    firm = Firm("C", 1, CLASS_C, ["6 个月内有 3 次投诉举报"])

    assert risk.explain(firm, APPROVED) == (
        f"按第 1 版风险矩阵，本户抽查概率约为一般对象的 4 倍：{CLASS_C}，且 6 个月内有 3 次投诉举报。"
    )


def test_an_ordinary_firm_is_told_that_it_is_ordinary() -> None:
    firm = Firm("A", 0, "信用风险 A 类", [])

    assert risk.explain(firm, APPROVED) == "按第 1 版风险矩阵，本户抽查概率与一般对象相同。"


def test_a_suggestion_says_that_nobody_approved_it() -> None:
    assert "尚无批准的风险矩阵" in risk.explain(Firm("D", 0, "信用风险 D 类", []), risk.SUGGESTION)


def test_only_what_makes_a_difference_is_a_reason() -> None:
    firm = Firm("A", 1, "信用风险 A 类", ["严重违法失信（2026-11-02 起）"])

    assert risk.explain(firm, APPROVED) == (
        "按第 1 版风险矩阵，本户抽查概率约为一般对象的 2 倍：严重违法失信（2026-11-02 起）。"
    )


def test_a_firm_without_a_class_lies_with_the_ordinary_ones() -> None:
    assert (risk.stratum("", False), risk.stratum("", True)) == ("B", "BK")


@pytest.mark.parametrize(("number", "flags", "weight"), [(0, 2, 1), (1, 1, 1), (1, 2, 3), (1, 4, 3)])
def test_only_an_approved_matrix_gives_more_tickets_and_only_for_two_flags(number, flags, weight) -> None:
    assert Rules(number, APPROVED.cells).weight("BK", flags) == weight


def test_a_ratio_is_rounded_up_and_never_over_all() -> None:
    ratios = Rules(1, {**risk.SUGGESTED, "A": Cell(50)}).ratios(2501)

    assert (ratios["A"], ratios["B"], ratios["DK"]) == (1251, 2501, 10_000)


def test_the_chance_in_a_mixed_stratum_is_that_of_the_tickets() -> None:
    """draw.md §2.5: 800 firms of one ticket, 150 of three, 50 of ten, 100 drawn."""
    layer = Layer(1000, 0, {1: 800, 3: 150, 10: 50})

    chances = [round(layer.chance(weight), 4) for weight in (1, 3, 10)]

    assert chances == pytest.approx([0.0623, 0.1757, 0.4753], abs=0.0005)


@pytest.mark.parametrize("floor", [0, 1, 3])
def test_the_firms_taken_are_those_of_the_draw(floor: int) -> None:
    pool = make_pool(mode="ratio", total=0, strata=(Stratum("B", 730, floor),), entities=())

    assert [Layer(730, floor, {1: size}).take for size in range(40)] == [
        shares(pool, {"B": size})["B"] for size in range(40)
    ]


def test_a_small_stratum_says_that_rounding_raised_it() -> None:
    layers = {code: Layer(500, 1, {1: 200}) for code in risk.STRATA} | {"A": Layer(500, 1, {1: 4})}

    said = risk.explain(Firm("A", 0, "信用风险 A 类", []), APPROVED, layers)

    assert said == "按第 1 版风险矩阵，本户抽查概率约为一般对象的 5 倍：同层只有 4 户，取整后抽 1 户。"


def test_more_tickets_are_explained_within_the_stratum() -> None:
    layers = {code: Layer(500, 1, {1: 1000}) for code in risk.STRATA} | {"BK": Layer(1000, 1, {1: 800, 3: 200})}

    said = risk.explain(Firm("B", 2, "信用风险 B 类", ["特殊行业", "投诉举报多"]), APPROVED, layers)

    assert said.startswith("按第 1 版风险矩阵，本户抽查概率约为一般对象的 4.1 倍：特殊行业，投诉举报多，且两项以上标记")
    assert "按 3 个签计" in said


def test_why_is_what_a_row_of_a_pool_keeps() -> None:
    assert Firm("C", 1, "", ["投诉举报多"]).why(4.0, "第 1 版风险矩阵") == "C 类重点 ×4（第 1 版风险矩阵）；投诉举报多"
    assert Firm("", 2, "", ["特殊行业", "投诉举报多"]).why(2.0, "计划比例", "3 个签") == (
        "B 类重点 ×2（计划比例）；特殊行业；投诉举报多；3 个签"
    )
    assert Firm("B", 0, "", []).why(1.0, "计划比例") == ""


@pytest.mark.parametrize(
    ("day", "before"), [(date(2026, 8, 31), date(2026, 2, 28)), (date(2026, 5, 20), date(2025, 11, 20))]
)
def test_six_months_before_is_the_same_day_or_the_last_of_the_month(day, before) -> None:
    assert risk.months_before(day, 6) == before
