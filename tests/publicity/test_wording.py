"""Item texts as a reader expects them."""

import pytest

from publicity.wording import full_width


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("查验证件、如实登记;境外旅客是否24小时内报送", "查验证件、如实登记；境外旅客是否24小时内报送"),
        ("《治安管理处罚法》(2025修订)第六十七条", "《治安管理处罚法》（2025修订）第六十七条"),
        ("县级公安机关(治安大队,派出所)", "县级公安机关（治安大队，派出所）"),
        ("上网记录保存≥60日;变更备案", "上网记录保存≥60日；变更备案"),
        ("A(1),B;1,000", "A(1),B;1,000"),
    ],
)
def test_punctuation_among_chinese_is_full_width(stored: str, shown: str) -> None:
    assert full_width(stored) == shown
