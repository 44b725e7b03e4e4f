"""What may be public of an officer: unit, certificates by their digest, name and number only where policy says so."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from publicity.public_site import schema

FORMAT = "SSJ-OFFICER/1"
OFFICER: dict[str, Any] = {
    "format": str,
    "unit": str,
    "name?": str,
    "cards": [{"sha256": str, "number?": str, "valid_from?": date, "valid_to": date}],
}


def digest(number: str) -> str:
    """SHA-256 in hex of a certificate number as people type it: blanks and full-width digits do not matter.

    No secret: numbers are few enough to be tried. It keeps the table, and every file that carries it, from being a
    list of them to read, and a number that looks like a telephone from being stopped as one.
    """
    plain = "".join(number.split()).upper().translate(HALF)
    return hashlib.sha256(f"SSJ-OFFICER/1 {plain}".encode()).hexdigest()


HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def validate(record: Mapping[str, Any]) -> None:
    """Raises `NotPublic` for another shape, for personal data in a text, and for a person without certificate."""
    schema.check(record, OFFICER, "公开的检查人员")
    if record["format"] != FORMAT:
        raise schema.NotPublic(f"公开的检查人员的格式“{record['format']}”不认识，应为 {FORMAT}。")
    for where, text in schema.texts(record, "公开的检查人员"):
        schema.refuse_personal(text, where)
    if not record["cards"] and (record["unit"] or record.get("name")):
        raise schema.NotPublic("没有有效执法证的人员不得公开单位和姓名。")
