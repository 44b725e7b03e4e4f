"""Rows of the item list with their parameters → checked values of items."""

import re
from collections.abc import Mapping, Sequence
from functools import partial

from registry.importing import values
from registry.importing.bases import POWER, split_bases, split_outside_brackets
from registry.importing.columns import ITEM_COLUMNS, PARAMETER_COLUMNS, Table, locate
from registry.importing.reader import Cell, Row
from registry.importing.rows import Check, ParsedRow, Problem, parse_row, require
from registry.importing.values import BadCell
from registry.importing.vocabulary import Vocabulary

CODE = re.compile(r"^[A-Z]{2}-[0-9]{2}$")
REFERENCE = re.compile(r"([A-Z]{2})-(\d{2}(?:/\d{2})*)")
PARAMETERS = ("ratio", "floor", "yearly_cap", "sensitive", "enabled", "event_driven")


def locate_items(rows: Sequence[Row]) -> Table:
    return locate(rows, ITEM_COLUMNS, [["code"], ["title"], ["content"], ["power"]])


def locate_parameters(rows: Sequence[Row]) -> Table:
    return locate(rows, PARAMETER_COLUMNS, [["code"], ["ratio"]])


def parse_items(table: Table, parameters: Table | None, vocabulary: Vocabulary) -> list[ParsedRow]:
    """Every row with its values and problems.

    Extra values: `key`; the parameters of the same code; `industries`; for a joint item `parts`, codes of our
    own items that the list refers to.
    """
    found = _parameters(parameters, vocabulary) if parameters else {}
    rows = [_parse(table, row, found) for row in table.rows]
    for row in rows:
        _part_of_same_trade(row, rows)
    return rows


def _code(cell: Cell) -> str:
    value = values.code(cell)
    if value and not CODE.match(value):
        raise BadCell(f"为“{value[:20]}”，应为两个大写字母、短横和两位数字，如 ZA-01")
    return value


def _kind(cell: Cell) -> str:
    value = values.text(cell)
    for word, kind in [("一般", "GENERAL"), ("重点", "KEY")]:
        if value.startswith(word):
            return kind
    if value:
        raise BadCell(f"为“{value}”，应为一般检查事项或重点检查事项")
    return ""


def _verification(cell: Cell) -> str:
    """Research tags in words: V read in full, V-摘录 in an excerpt, R recalled."""
    value = values.text(cell, 150)
    for tag, word in [("V-摘录", "据摘录核对"), ("V", "已核对"), ("R", "待核对")]:
        value = re.sub(rf"(?<![A-Za-z]){tag}(?![A-Za-z])", word, value)
    return value


CHECKS: Mapping[str, Check] = {
    "code": _code,
    "title": partial(values.text, longest=100),
    "category": partial(values.text, longest=50),
    "content": partial(values.text, longest=3000),
    "target": partial(values.text, longest=300),
    "kind": _kind,
    "methods": partial(values.text, longest=100),
    "authority": partial(values.text, longest=100),
    "power": partial(values.text, longest=2000),
    "duty": partial(values.text, longest=2000),
    "penalty": partial(values.text, longest=2000),
    "responsible": partial(values.text, longest=100),
    "frequency": partial(values.text, longest=100),
    "ratio_source": partial(values.text, longest=200),
    "verification_note": _verification,
    "caution": partial(values.text, longest=500),
}
PARAMETER_CHECKS: Mapping[str, Check] = {
    "code": _code,
    "industries": partial(values.text, longest=200),
    "ratio": partial(values.count, most=10_000),
    "floor": partial(values.count, most=1_000),
    "yearly_cap": partial(values.count, most=365),
    "sensitive": values.yes_no,
    "enabled": values.yes_no,
    "event_driven": values.yes_no,
}


def _parse(table: Table, row: Row, parameters: Mapping[str, ParsedRow]) -> ParsedRow:
    parsed = parse_row(table, row, CHECKS)
    for name, word in [("code", "编号"), ("title", "抽查事项"), ("content", "抽查内容"), ("power", "检查依据")]:
        require(parsed, table, name, word)
    require(parsed, table, "kind", "事项类别")
    stated = parsed.values
    stated["key"] = stated.get("code", "")
    _check_texts(parsed, table)
    if "methods" in stated:
        stated["methods"] = "、".join(values.parts(stated["methods"]))
    stated["joint"] = "是" if stated.get("category", "").startswith("部门联合") else "否"
    if own := sorted(_references(stated)):
        stated["parts"] = "、".join(own)
    if found := parameters.get(stated["key"]):
        stated |= {name: value for name, value in found.values.items() if name != "code"}
        parsed.problems += found.problems
        parsed.warnings += found.warnings
    return parsed


def _check_texts(parsed: ParsedRow, table: Table) -> None:
    """What is split into rows of its own must fit there."""
    stated = parsed.values
    if any(len(point) > 300 for point in check_points(stated.get("content", ""))):
        parsed.problems.append(Problem(table.words["content"], "有一项超过 300 个字，请用分号分开"))
    bases = split_bases(stated.get("power", ""), stated.get("duty", ""), stated.get("penalty", ""))
    if any(len(basis.text) > 500 or len(basis.note) > 200 or len(basis.law) > 200 for basis in bases):
        parsed.problems.append(Problem(table.words["power"], "有一条依据过长，请用分号分开"))
    if "power" in stated and not any(basis.law for basis in bases if basis.kind == POWER):
        parsed.warnings.append(Problem(table.words["power"], "没有写明法律法规规章，批准前须补充"))


def check_points(content: str) -> list[str]:
    """抽查内容 → one prompt per point."""
    return split_outside_brackets(content)


def _references(stated: Mapping[str, str]) -> set[str]:
    """Own items a joint row borrows from: 同ZA-08/09/10 → ZA-08, ZA-09, ZA-10."""
    if stated.get("joint") != "是":
        return set()
    text = " ".join(stated.get(name, "") for name in ("power", "duty", "penalty"))
    return {f"{head}-{tail}" for head, tails in REFERENCE.findall(text) for tail in tails.split("/") if head != "LH"}


def _part_of_same_trade(row: ParsedRow, rows: Sequence[ParsedRow]) -> None:
    """A joint row that refers to no item borrows from our items of its trades."""
    if row.values.get("joint") != "是" or "parts" in row.values:
        return
    trades = set(values.parts(row.values.get("industries", "")))
    own = [other for other in rows if other.values.get("joint") == "否"]
    same = [other.key for other in own if trades & set(values.parts(other.values.get("industries", "")))]
    if same:
        row.values["parts"] = "、".join(sorted(same))


def _parameters(table: Table, vocabulary: Vocabulary) -> dict[str, ParsedRow]:
    found: dict[str, ParsedRow] = {}
    for row in table.rows:
        parsed = parse_row(table, row, PARAMETER_CHECKS)
        stated = vocabulary.trades_of(parsed.values.pop("industries", ""), "")
        if stated.known:
            parsed.values["industries"] = "、".join(stated.known)
        for word in stated.strange:
            parsed.problems.append(Problem(table.words["industries"], f"“{word}”不在监管行业表中"))
        if code := parsed.values.get("code"):
            found[code] = parsed
    return found
