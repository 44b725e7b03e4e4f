"""Rows of the legal-affairs office's list → checked values of inspectors."""

from collections.abc import Mapping, Sequence
from functools import partial

from registry.importing import values
from registry.importing.columns import INSPECTOR_COLUMNS, Table, locate
from registry.importing.reader import Cell, Row
from registry.importing.rows import Check, ParsedRow, Problem, parse_row, require
from registry.importing.values import BadCell
from registry.importing.vocabulary import Vocabulary

KINDS = {"民警": "POLICE", "警察": "POLICE", "辅警": "AUXILIARY", "警务辅助人员": "AUXILIARY"}
STATUSES = {
    "在岗": "ON_DUTY",
    "在职": "ON_DUTY",
    "请假": "ON_LEAVE",
    "休假": "ON_LEAVE",
    "借调": "SECONDED",
    "离职": "LEFT",
    "退休": "LEFT",
    "停用": "LEFT",
    "失效": "LEFT",
}
LONGEST_CERTIFICATE = 30


def locate_inspectors(rows: Sequence[Row]) -> Table:
    return locate(rows, INSPECTOR_COLUMNS, [["name"], ["unit"], ["kind"]])


def parse_inspectors(table: Table, vocabulary: Vocabulary, today: str) -> list[ParsedRow]:
    """Every row with its values and problems; `unit` becomes the unit's own name. `today` is an ISO day."""
    return [_parse(table, row, vocabulary, today) for row in table.rows]


def _word(words: Mapping[str, str], allowed: str) -> Check:
    def check(cell: Cell) -> str:
        value = values.text(cell)
        if value and value not in words:
            raise BadCell(f"为“{value}”，应为{allowed}")
        return words.get(value, "")

    return check


def _police_no(cell: Cell) -> str:
    value = values.code(cell)
    if value and not (value.isascii() and value.isalnum() and len(value) <= 10):
        raise BadCell(f"为“{value[:20]}”，不是警号")
    return value


def _certificate(cell: Cell) -> str:
    value = values.code(cell)
    if len(value) > LONGEST_CERTIFICATE:
        raise BadCell(f"超过 {LONGEST_CERTIFICATE} 个字符，请核对")
    return value


CHECKS: Mapping[str, Check] = {
    "name": partial(values.text, longest=50),
    "gender": partial(values.text, longest=2),
    "unit": partial(values.text, longest=50),
    "position": partial(values.text, longest=30),
    "police_no": _police_no,
    "certificate": _certificate,
    "valid_to": values.day,
    "issuer": partial(values.text, longest=50),
    "business_lines": partial(values.text, longest=100),
    "kind": _word(KINDS, "民警或辅警"),
    "status": _word(STATUSES, "在岗、请假、借调或停用"),
}


def _parse(table: Table, row: Row, vocabulary: Vocabulary, today: str) -> ParsedRow:
    parsed = parse_row(table, row, CHECKS)
    for name, word in [("name", "姓名"), ("unit", "工作单位"), ("kind", "人员性质")]:
        require(parsed, table, name, word)
    _find_unit(parsed, table, vocabulary)
    _check_certificate(parsed, table, today)
    stated = parsed.values
    if "business_lines" in stated:
        stated["business_lines"] = "、".join(values.parts(stated["business_lines"]))
    if stated.get("kind") == "POLICE" and "police_no" not in stated:
        require(parsed, table, "police_no", "警号")
    # 辅警 have no police number: name and unit tell them apart.
    stated["key"] = stated.get("police_no") or f"{stated.get('unit', '')} {stated.get('name', '')}"
    return parsed


def _find_unit(parsed: ParsedRow, table: Table, vocabulary: Vocabulary) -> None:
    word = parsed.values.get("unit", "")
    unit = vocabulary.unit_named(word)
    if word and not unit:
        reason = f"为“{word}”，不在单位表中，请改用表中的名称，或先在单位表中补登"
        parsed.problems.append(Problem(table.words["unit"], reason))
    if unit:
        parsed.values["unit"] = unit


def _check_certificate(parsed: ParsedRow, table: Table, today: str) -> None:
    """A number needs its end; 辅警 have no certificate (国办发〔2024〕54号); an ended one is named."""
    stated = parsed.values
    if stated.get("kind") == "AUXILIARY":
        if "certificate" in stated:
            reason = "不应填写，辅警没有执法资格，请核对人员性质，或删去执法证号"
            parsed.problems.append(Problem(table.words["certificate"], reason))
        return
    if "certificate" not in stated:
        if "kind" in stated:
            parsed.warnings.append(Problem(table.words.get("certificate", "执法证号"), "为空，不能编入抽取名录"))
        return
    require(parsed, table, "valid_to", "证件有效期至")
    if stated.get("valid_to", today) < today:
        parsed.warnings.append(Problem(table.words["valid_to"], f"已于 {stated['valid_to']} 到期，不能编入抽取名录"))
