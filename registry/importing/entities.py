"""Rows of the market bureau's list → checked values of firms."""

from collections.abc import Mapping, Sequence
from functools import partial

from registry.importing import values
from registry.importing.columns import ENTITY_COLUMNS, Table, locate
from registry.importing.reader import Cell, Row
from registry.importing.rows import Check, ParsedRow, Problem, parse_row
from registry.importing.values import BadCell
from registry.importing.vocabulary import Vocabulary

STATUS_WORDS: Mapping[str, tuple[str, ...]] = {
    "ACTIVE": ("存续", "在业", "开业", "在营", "正常", "登记成立"),
    "SUSPENDED": ("停业", "歇业"),
    "REVOKED": ("吊销", "已吊销", "撤销"),
    "CANCELLED": ("注销", "已注销"),
    "MOVED": ("迁出", "迁移", "已迁出"),
}


def locate_entities(rows: Sequence[Row]) -> Table:
    return locate(rows, ENTITY_COLUMNS, [["name"], ["credit_code", "registration_no"]])


def parse_entities(table: Table, vocabulary: Vocabulary) -> list[ParsedRow]:
    """Every row with its values and problems. Extra values: `key`, `town`, and `unsure` for 待确认."""
    return [_parse(table, row, vocabulary) for row in table.rows]


def _status(cell: Cell) -> str:
    value = values.text(cell)
    for status, words in STATUS_WORDS.items():
        if value in words or (value and value.split("（")[0].split("(")[0].split(",")[0].split("，")[0] in words):
            return status
    if value:
        raise BadCell(f"为“{value}”，应为存续、停业、吊销、注销或迁出")
    return ""


def _risk(cell: Cell) -> str:
    value = values.code(cell)
    if (value and value[0] not in "ABCD") or (len(value) > 1 and not value[1:].strip("类级").replace("类", "") == ""):
        raise BadCell(f"为“{value}”，应为 A、B、C、D")
    return value[:1]


CHECKS: Mapping[str, Check] = {
    "name": partial(values.text, longest=200),
    "credit_code": values.credit_code,
    "registration_no": values.registration_no,
    "entity_type": partial(values.text, longest=50),
    "legal_representative": partial(values.text, longest=50),
    "address": partial(values.text, longest=300),
    "phone": values.phone,
    "established_on": values.day,
    "registration_status": _status,
    "industries": partial(values.text, longest=200),
    "sector": partial(values.text, longest=60),
    "business_scope": partial(values.text, longest=5000),
    "registration_authority": partial(values.text, longest=60),
    "market_office": partial(values.text, longest=60),
    "region": partial(values.text, longest=60),
    "abnormal": values.yes_no,
    "serious": values.yes_no,
    "risk_class": _risk,
}


def _parse(table: Table, row: Row, vocabulary: Vocabulary) -> ParsedRow:
    parsed = parse_row(table, row, CHECKS)
    _require_name(parsed, table)
    _identify(parsed, table)
    _place(parsed, table, vocabulary)
    _trade(parsed, table, vocabulary)
    return parsed


def _bad_columns(parsed: ParsedRow) -> set[str]:
    return {problem.column for problem in parsed.problems}


def _require_name(parsed: ParsedRow, table: Table) -> None:
    if "name" not in parsed.values and table.words["name"] not in _bad_columns(parsed):
        parsed.problems.append(Problem(table.words["name"], "为空，请补全后重新上传"))


def _identify(parsed: ParsedRow, table: Table) -> None:
    """A row must name its firm: credit code, or for an old 个体户 the 15-digit registration number."""
    credit_code = parsed.values.get("credit_code", "")
    number = parsed.values.get("registration_no", "")
    word = table.words.get("credit_code") or table.words["registration_no"]
    if not (credit_code or number) and not _bad_columns(parsed) & {word, table.words.get("registration_no", "")}:
        parsed.problems.append(Problem(word, "为空，注册号也为空，无法认定是哪一户，请补填其中一项后重新上传"))
    if values.doubtful(credit_code):
        parsed.warnings.append(Problem(word, f"“{credit_code}”校验位不符，请对照营业执照核对"))
    parsed.values["key"] = credit_code or number


def _place(parsed: ParsedRow, table: Table, vocabulary: Vocabulary) -> None:
    """The first that names a town: address, region, market office, authority. The region itself is not kept."""
    stated = parsed.values
    region = stated.pop("region", "")
    places = (stated.get("address", ""), region, stated.get("market_office", ""))
    town = vocabulary.town_in(*places, stated.get("registration_authority", ""))
    if town:
        stated["town"] = town
    elif "address" in stated:
        parsed.warnings.append(Problem(table.words["address"], "看不出在哪个乡镇，请导入后补登"))


def _trade(parsed: ParsedRow, table: Table, vocabulary: Vocabulary) -> None:
    stated = parsed.values.pop("industries", "")
    found = vocabulary.trades_of(stated, parsed.values.get("business_scope", ""))
    if found.known:
        parsed.values["industries"] = "、".join(found.known)
    for word in found.strange:
        parsed.warnings.append(Problem(table.words["industries"], f"“{word}”不在监管行业表中，行业待确认"))
    if found.hinted:
        hint = "、".join(found.hinted)
        parsed.warnings.append(Problem(table.words["business_scope"], f"提示可能属于{hint}，行业待确认"))
    if found.unsure or _says_nothing(parsed, table, stated):
        parsed.values["unsure"] = "是"


def _says_nothing(parsed: ParsedRow, table: Table, stated: str) -> bool:
    """Neither a trade nor a scope: that is no word for "outside the police's trades"."""
    silent = not stated and "business_scope" not in parsed.values
    if silent and "business_scope" in table.columns:
        parsed.warnings.append(Problem(table.words["business_scope"], "为空，看不出属于哪个行业，行业待确认"))
    return silent
