import pytest

from registry.importing.bases import DUTY, PENALTY, POWER, split_bases
from registry.importing.inspectors import locate_inspectors, parse_inspectors
from registry.importing.items import check_points, locate_items, locate_parameters, parse_items
from registry.importing.reader import Row, read
from registry.importing.rows import ParsedRow
from registry.importing.vocabulary import Place, Trade, Vocabulary
from registry.sample import DIRECTORY

UNITS = Vocabulary(units=[Place("治安大队", ("治安管理大队",))])
OFFICER = {"姓名": "甲", "工作单位": "治安管理大队", "警号": "052201", "人员性质": "民警"}


def person(**cells: str) -> ParsedRow:
    cells = {**OFFICER, "执法证号": "140522026001", "证件有效期至": "2030-04-01", **cells}
    table = locate_inspectors([Row(1, tuple(cells)), Row(2, tuple(cells.values()))])
    (parsed,) = parse_inspectors(table, UNITS, "2026-11-20")
    return parsed


def sentences(parsed: ParsedRow) -> list[str]:
    return [problem.sentence(parsed.number) for problem in parsed.problems]


def test_units_are_known_by_other_words() -> None:
    assert person().values["unit"] == "治安大队"
    assert sentences(person(工作单位="交警大队")) == [
        "第 2 行“工作单位”为“交警大队”，不在单位表中，请改用表中的名称，或先在单位表中补登。"
    ]


def test_auxiliary_police_have_no_certificate() -> None:
    assert sentences(person(人员性质="辅警")) == [
        "第 2 行“执法证号”不应填写，辅警没有执法资格，请核对人员性质，或删去执法证号。"
    ]
    assert person(人员性质="辅警", 警号="", 执法证号="", 证件有效期至="").key == "治安大队 甲"


def test_an_officer_needs_a_police_number_and_a_certificate_its_end() -> None:
    assert sentences(person(警号="")) == ["第 2 行“警号”为空，请补全后重新上传。"]
    assert sentences(person(证件有效期至="")) == ["第 2 行“证件有效期至”为空，请补全后重新上传。"]


def test_a_certificate_that_has_ended_is_named() -> None:
    assert "已于 2025-12-22 到期" in person(证件有效期至="2025-12-22").warnings[0].reason


def items() -> dict[str, ParsedRow]:
    parameters = locate_parameters(read(DIRECTORY / "item_parameters.csv"))
    trades = {word for row in parameters.rows for word in str(parameters.cell(row, "industries")).split(";")}
    vocabulary = Vocabulary(trades=[Trade(name) for name in trades])
    table = locate_items(read(DIRECTORY / "items.csv"))
    return {row.key: row for row in parse_items(table, parameters, vocabulary)}


def test_the_sample_list_has_26_good_rows() -> None:
    found = items()

    assert len(found) == 26
    assert not [row for row in found.values() if row.problems]


def test_parameters_meet_their_item() -> None:
    hotel = items()["ZA-01"].values

    assert (hotel["ratio"], hotel["yearly_cap"], hotel["industries"]) == ("500", "2", "旅馆业")
    assert items()["ZA-18"].values["enabled"] == "否"
    assert items()["ZA-17"].values["event_driven"] == "是"


@pytest.mark.parametrize(
    ("code", "parts"), [("LH-01", "ZA-01"), ("LH-02", "ZA-08、ZA-09、ZA-10"), ("LH-03", "WA-01、WA-02、ZA-07")]
)
def test_a_joint_item_borrows_from_our_own(code: str, parts: str) -> None:
    assert items()[code].values["parts"] == parts


def test_check_points_are_split_at_semicolons_outside_brackets() -> None:
    assert check_points("登记(甲;乙);报送；巡查") == ["登记(甲;乙)", "报送", "巡查"]


def test_abbreviated_laws_get_their_full_name() -> None:
    bases = split_bases(
        "《娱乐场所管理条例》第三条;《娱乐场所治安管理办法》(公安部令第103号)第六章",
        "条例第十一条;103号令第四条",
        "同左",
    )

    assert [(basis.kind, basis.text) for basis in bases[2:4]] == [
        (DUTY, "《娱乐场所管理条例》第十一条"),
        (DUTY, "《娱乐场所治安管理办法》(公安部令第103号)第四条"),
    ]
    assert [basis.kind for basis in bases[4:]] == [PENALTY, PENALTY]


def test_a_law_knows_from_when_it_applies() -> None:
    (basis, penalty) = split_bases(
        "《危险化学品安全法》(2026-05-01施行)第七条", "", "《治安管理处罚法》(2025修订)第三十六条"
    )

    assert (basis.valid_from, penalty.valid_from) == ("2026-05-01", "2026-01-01")


def test_what_a_researcher_noted_never_stands_in_the_text() -> None:
    (basis,) = split_bases("《典当管理办法》第二十七条(条号为回忆)", "", "")

    assert (basis.kind, basis.text, basis.note) == (POWER, "《典当管理办法》第二十七条", "条号为回忆")
