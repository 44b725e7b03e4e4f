"""One cell into one value, or a sentence about what is wrong with it."""

import re
import unicodedata
from datetime import date, timedelta

from registry.codes import check_digit_fits, well_formed
from registry.importing.columns import DATE
from registry.importing.reader import Cell, Formula, Merged

MISSING = {"", "N/A", "NA", "NULL", "NONE", "-", "--", "—", "——", "/", "无", "暂无", "#N/A", "N／A"}
EXCEL_EPOCH = date(1899, 12, 30)  # Excel's day 0; right from 1900-03-01 on
YES = {"是", "1", "Y", "YES", "TRUE", "有", "√"}
NO = {"否", "0", "N", "NO", "FALSE", "不"}


class BadCell(Exception):
    """The text is the reason a person reads after the column's name."""


def text(cell: Cell, longest: int = 500) -> str:
    """Any text as it stands, without invisible characters and blanks around; "" when the cell says nothing.

    Names are never normalised: NFKC would turn （） into () and ① into 1.
    """
    if isinstance(cell, str):
        value = _visible(cell)
    elif isinstance(cell, Merged):
        raise BadCell(f"在合并单元格 {cell.area} 中，本行没有自己的值，请取消合并、逐行填写后重新上传")
    else:
        value = _written(cell)
    if value.startswith("=") or isinstance(cell, Formula):
        raise BadCell("是公式，请粘贴为数值后重新上传")
    if value.upper() in MISSING:
        return ""
    if len(value) > longest:
        raise BadCell(f"超过 {longest} 个字，请核对")
    return value


def code(cell: Cell) -> str:
    """A code: half width, upper case, no blanks. Numbers of Excel have lost digits and are refused."""
    if isinstance(cell, float | int) and not isinstance(cell, bool) and abs(cell) >= 1e15:
        raise BadCell("被 Excel 存成了数字，后几位已丢失，请把该列设为“文本”后重新填写")
    value = "".join(unicodedata.normalize("NFKC", text(cell)).split()).upper()
    if re.fullmatch(r"[0-9](\.[0-9]+)?E\+[0-9]+", value):
        raise BadCell(f"为“{value}”，是科学计数法，后几位已丢失，请把该列设为“文本”后重新填写")
    return value


def credit_code(cell: Cell) -> str:
    """18 characters of GB 32100. A check digit that does not fit is the caller's warning, never an error."""
    value = code(cell)
    if value and len(value) != 18:
        raise BadCell(f"应为 18 位，现为 {len(value)} 位，请对照营业执照补正")
    if value and not well_formed(value):
        allowed = "只用数字和除 I、O、S、V、Z 以外的大写字母"
        raise BadCell(f"为“{value}”，含有不该出现的字符（{allowed}），请对照营业执照核对")
    return value


def doubtful(value: str) -> bool:
    """A credit code whose check digit does not fit."""
    return bool(value) and not check_digit_fits(value)


def registration_no(cell: Cell) -> str:
    value = code(cell)
    if value and not re.fullmatch(r"[0-9]{15}", value):
        raise BadCell(f"应为 15 位数字，现为“{value[:20]}”，请对照营业执照核对")
    return value


def phone(cell: Cell) -> str:
    """Digits with - ( ) + / , as people write them, in half width."""
    value = unicodedata.normalize("NFKC", text(cell, 60))
    value = re.sub(r"\s*[,、;/]\s*", "、", value)
    if value and not re.fullmatch(r"[0-9+\-() 、转]{5,40}", value):
        raise BadCell(f"为“{value}”，不是电话号码，请改正或留空")
    return value


def day(cell: Cell) -> str:
    """A calendar day as 2026-11-02, from text, from an Excel date or from Excel's day number."""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return _from_serial(cell)
    value = unicodedata.normalize("NFKC", text(cell))
    if not value:
        return ""
    match = DATE.match(value) or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", value)
    try:
        return date(*map(int, match.groups())).isoformat() if match else _not_a_day(value)
    except ValueError:
        return _not_a_day(value)


def _from_serial(number: float) -> str:
    """46000 is 2025-12-09; 20251209 is a day written as a number."""
    if 19_000_101 <= number <= 29_991_231:
        return day(str(int(number)))
    if not 1 <= number < 110_000:
        return _not_a_day(_written(number))
    return (EXCEL_EPOCH + timedelta(days=int(number))).isoformat()


def _not_a_day(value: str) -> str:
    raise BadCell(f"为“{value}”，不是日期，请改成 2026-11-02 这样的写法")


def yes_no(cell: Cell) -> str:
    """是, 否, or "" when nothing is said."""
    value = unicodedata.normalize("NFKC", text(cell)).upper()
    if value in YES:
        return "是"
    if value in NO:
        return "否"
    if value:
        raise BadCell(f"为“{value}”，应为“是”或“否”")
    return ""


def count(cell: Cell, most: int) -> str:
    """A whole number from 0 to `most`, as text; "" when nothing is said."""
    value = unicodedata.normalize("NFKC", text(cell))
    if not value:
        return ""
    if not re.fullmatch(r"[0-9]{1,6}", value) or int(value) > most:
        raise BadCell(f"为“{value}”，应为 0 到 {most} 的整数")
    return str(int(value))


def parts(value: str) -> list[str]:
    """A list somebody wrote into one cell."""
    return [part.strip() for part in re.split(r"[;；、,，]", value) if part.strip()]


def _written(cell: Cell) -> str:
    """A number as a person would write it: 15, not 15.0."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _visible(value: str) -> str:
    """Without control and format characters (zero width, direction marks); line breaks become blanks.

    Lone surrogates, which no database column takes, go as well.
    """
    if value.isprintable():  # nothing of the kind is in it, nor any blank but U+0020
        return value.strip()
    spaced = re.sub(r"[\t\r\n\v\f\u2028\u2029]+", " ", value)
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cf", "Cc", "Cs")).strip()
