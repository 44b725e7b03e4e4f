"""An event as a person reads it: when, who, what, and which values changed from what to what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field

from yangcheng_inspect.trail import objects, wording
from yangcheng_inspect.trail.models import Event

DIGEST = re.compile("[0-9a-f]{32,}")
ERASED = "（已依法删除）"
NOTHING = "（空）"
SYSTEM = "系统"


@dataclass(frozen=True)
class Change:
    """One value before and after, in words. `label` is empty where the act itself says what changed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Fact:
    """One value that the act itself states: 检查结果：责令改正中."""

    label: str
    value: str


@dataclass(frozen=True)
class Entry:
    """One line of a timeline."""

    when: datetime
    who: str
    words: str
    reason: str
    changes: tuple[Change, ...]
    facts: tuple[Fact, ...] = ()


def entry(event: Event) -> Entry:
    """Reads an event with its detail at hand."""
    content, kind = event.detail.content, event.obj.partition("/")[0]
    values = content.get("values", {})
    return Entry(
        when=event.ts,
        who=_who(event),
        words=wording.words(event.act),
        reason=content.get("reason", "") if event.detail.detail else ERASED,
        changes=tuple(_changes(kind, values)),
        facts=tuple(_facts(kind, values)),
    )


def _who(event: Event) -> str:
    person = event.detail.person
    return (person.get("name") or SYSTEM) if person else ERASED


def _changes(kind: str, values: dict[str, Any]) -> Iterator[Change]:
    for name, before, after in _pairs(values):
        field = _field(kind, name) if name else None
        if field is not None or not name:
            yield Change(_label(field), _show(field, before), _show(field, after))


def _facts(kind: str, values: dict[str, Any]) -> Iterator[Fact]:
    """Single values under the name of a column; digests and keys of other rows say nothing to a person."""
    for name, value in values.items():
        field = None if isinstance(value, dict | list) or value in ("", None) else _field(kind, name)
        if field is not None and not field.is_relation and not DIGEST.fullmatch(str(value)):
            yield Fact(_label(field), _show(field, value))


def _pairs(values: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """`(field, before, after)` from the forms that services write: changes, before and after, or single pairs."""
    before, after = values.get("before"), values.get("after")
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*before, *after]):
            if before.get(name) != after.get(name):
                yield name, before.get(name), after.get(name)
    elif "before" in values and "after" in values:
        yield "", before, after
    for name, pair in {**values, **values.get("changes", {})}.items():
        if isinstance(pair, list) and len(pair) == 2 and name not in ("before", "after"):
            yield name, *pair


def _field(kind: str, name: str) -> Field | None:
    """The column of an object of this kind, or of the rows that belong to it."""
    entries = [root] if (root := objects.root_of(kind)) else []
    for guarded in (*entries, *objects.children_of(kind)):
        model = objects.model_of(guarded)
        try:
            found = model._meta.get_field(name) if model else None
        except FieldDoesNotExist:
            continue
        if isinstance(found, Field):
            return found
    return None


def _label(field: Field | None) -> str:
    return str(field.verbose_name) if field else ""


def _show(field: Field | None, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_show(field, inner) for inner in value) or NOTHING
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    choices = dict(_choices(field))
    return str(choices.get(value, value))


def _choices(field: Field | None) -> list[tuple[Any, Any]]:
    """Of the field itself, or of the members of an array."""
    members = getattr(field, "base_field", field)
    return [(value, words) for value, words in (getattr(members, "flatchoices", None) or [])]
