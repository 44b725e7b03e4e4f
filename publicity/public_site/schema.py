"""The only things a public record may say: a list of allowed fields, and a gate against personal data in free text.

方案三(二)4 asks for results, not for people: no telephone, no identity number, no e-mail, no home address, no position.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, cast

from yangcheng_inspect.errors import DomainError
from yangcheng_inspect.personal import personal

FORMAT = "SSJ-PUBLIC/1"

# A name ending in ? may be left out. `date` is a day written 2026-04-02, `datetime` a moment with its offset;
# `[x]` is a list of x.
RECORD: dict[str, Any] = {
    "format": str,
    "number": str,
    "entity": {"name": str, "former_names": [str], "code": str, "town": str, "address?": str},
    "item": {"code": str, "title": str, "version": int},
    "plan?": {"number": str, "name": str},
    "task?": {"number": str, "name": str},
    "inspect_type": str,
    "method": str,
    "agency": str,
    "officers": str,
    "selection?": str,
    "result": {"code": str, "word": str, "category": str, "summary?": str},
    "handling?": {"word": str, "note?": str},
    "ended_on": date,
    "published_on": date,
    "updated_on": date,
    "points": [{"prompt": str, "answer": str, "finding?": str}],
    "points_note?": str,  # why nothing stands there: a sensitive item, or nobody to check
    "confirmation?": str,
    "timeline": [{"on": date, "what": str, "note?": str}],
    "statement?": {"on": date, "text": str},
    "notice?": str,
    "corrections?": [{"on": date, "what": str, "reason": str, "changes?": [{"field": str, "was?": str, "now": str}]}],
}


class NotPublic(DomainError):
    """The record holds something the public site must not show."""


def validate(record: Mapping[str, Any]) -> None:
    """Refuse unknown, missing or wrongly typed fields, and anything like a telephone, identity number or e-mail.

    Raises `NotPublic`; its text names the field and what to do.
    """
    check(record, RECORD, "公示内容")
    if record["format"] != FORMAT:
        raise NotPublic(f"公示内容的格式“{record['format']}”不认识，应为 {FORMAT}。")
    for where, text in texts(record):
        refuse_personal(text, where)


def refuse_personal(text: str, where: str) -> None:
    """Raises `NotPublic` when a text holds personal data; also used for item texts and reasons."""
    if what := personal(text):
        raise NotPublic(f"{where}里有{what}，不得公开。请删去后再公示。")


def canonical(record: Mapping[str, Any]) -> str:
    """The one way to write a record down: sorted keys, no blanks, ASCII."""
    return json.dumps(record, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(record: Mapping[str, Any]) -> str:
    """SHA-256 in hex over `canonical`: what the trail's `public` field and the result page carry."""
    return hashlib.sha256(canonical(record).encode()).hexdigest()


def texts(value: Any, where: str = "公示内容") -> Iterator[tuple[str, str]]:
    """Every text of a record with the name of its field."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from texts(inner, f"“{name}”")
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from texts(inner, f"{where}第 {number} 项")


def check(value: Any, shape: Any, where: str) -> None:
    """Raises `NotPublic` where `value` has another shape than the allow-list (`RECORD` shows how one is written)."""
    if isinstance(shape, dict):
        _check_fields(value, shape, where)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise NotPublic(f"{where}应为列表。")
        for number, inner in enumerate(value, 1):
            check(inner, shape[0], f"{where}第 {number} 项")
    elif shape is date:
        _check_day(value, where)
    elif shape is datetime:
        _check_moment(value, where)
    elif type(value) is not shape:
        raise NotPublic(f"{where}的类型不对。")


def _check_fields(value: Any, shape: dict[str, Any], where: str) -> None:
    if not isinstance(value, Mapping):
        raise NotPublic(f"{where}应为一组字段。")
    allowed = {name.rstrip("?"): inner for name, inner in shape.items()}
    needed = {name for name in shape if not name.endswith("?")}
    if unknown := sorted(value.keys() - allowed.keys()):
        raise NotPublic(f"{where}有不在公开范围内的字段：{'、'.join(unknown)}。")
    if missing := sorted(needed - value.keys()):
        raise NotPublic(f"{where}缺少字段：{'、'.join(missing)}。")
    for name, inner in value.items():
        check(inner, allowed[name], f"“{name}”")


def _check_day(value: Any, where: str) -> None:
    try:
        date.fromisoformat(cast(str, value))
    except (TypeError, ValueError):
        raise NotPublic(f"{where}应为日期，如 2026-04-02。") from None


def _check_moment(value: Any, where: str) -> None:
    try:
        aware = datetime.fromisoformat(cast(str, value)).tzinfo is not None
    except (TypeError, ValueError):
        aware = False
    if not aware:
        raise NotPublic(f"{where}应为时间，如 2026-04-02T10:30:00+08:00。")
