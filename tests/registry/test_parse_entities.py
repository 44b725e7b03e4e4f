from registry.importing.entities import locate_entities, parse_entities
from registry.importing.reader import Row
from registry.importing.rows import ParsedRow
from registry.importing.vocabulary import Trade, Vocabulary

VOCABULARY = Vocabulary(
    trades=[Trade("旅馆业", ("住宿业",), ("住宿服务", "民宿")), Trade("典当业", (), ("典当",))],
    towns=["凤城镇", "北留镇"],
)
CODE = "91140522MA0BKK8CX0"


def parse(**cells: object) -> ParsedRow:
    """One row under its own header words."""
    cells = {"企业名称": "甲", "统一社会信用代码": CODE, **cells}
    rows = [Row(1, tuple(cells)), Row(2, tuple(cells.values()))]  # type: ignore[arg-type]
    (parsed,) = parse_entities(locate_entities(rows), VOCABULARY)
    return parsed


def problems(parsed: ParsedRow) -> list[str]:
    return [problem.sentence(parsed.number) for problem in parsed.problems]


def test_a_bad_cell_is_named_by_row_column_and_reason() -> None:
    assert problems(parse(企业名称="")) == ["第 2 行“企业名称”为空，请补全后重新上传。"]
    assert problems(parse(登记状态="未知")) == ["第 2 行“登记状态”为“未知”，应为存续、停业、吊销、注销或迁出。"]
    assert problems(parse(信用风险等级="E")) == ["第 2 行“信用风险等级”为“E”，应为 A、B、C、D。"]


def test_a_row_names_its_firm_by_code_or_registration_number() -> None:
    assert parse(统一社会信用代码="", 注册号="140522000000001").key == "140522000000001"
    assert problems(parse(统一社会信用代码="")) == [
        "第 2 行“统一社会信用代码”为空，注册号也为空，无法认定是哪一户，请补填其中一项后重新上传。"
    ]


def test_a_wrong_check_digit_warns_and_never_blocks() -> None:
    parsed = parse(统一社会信用代码=CODE[:17] + "1")

    assert not parsed.problems
    assert "校验位不符" in parsed.warnings[0].reason


def test_status_words_of_real_exports_are_understood() -> None:
    assert parse(登记状态="存续（在营、开业、在册）").values["registration_status"] == "ACTIVE"
    assert parse(登记状态="吊销，未注销").values["registration_status"] == "REVOKED"


def test_the_town_comes_from_the_address_before_the_office() -> None:
    assert parse(住所="阳城县北留镇中街", 属地监管所="凤城镇市场监督管理所").values["town"] == "北留镇"
    assert parse(住所="人民路1号", 属地监管所="凤城镇市场监督管理所").values["town"] == "凤城镇"


def test_trades_come_from_their_column() -> None:
    assert parse(监管行业="住宿业；典当业").values["industries"] == "典当业、旅馆业"


def test_a_scope_that_hints_at_a_trade_is_for_a_person_to_settle() -> None:
    parsed = parse(经营范围="民宿；餐饮")

    assert "industries" not in parsed.values
    assert parsed.values["unsure"] == "是"


def test_a_firm_outside_police_trades_is_settled() -> None:
    assert "unsure" not in parse(经营范围="零售；餐饮").values


def test_a_strange_trade_is_for_a_person_to_settle() -> None:
    assert parse(监管行业="养蚕业").values["unsure"] == "是"
