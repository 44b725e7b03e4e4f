"""The field lists of every version, and what of each today's tables can still say.

An event's state names the version of the list it was read by. Years later the object is read by that same list, so
that a column added since changes nothing and none of the others is left out.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from yangcheng_inspect.trail import objects
from yangcheng_inspect.trail.guarded import Guarded
from yangcheng_inspect.trail.state import committed, fields_of
from yangcheng_inspect.trail.state_fields import EARLIER

Fields = dict[str, Any]  # {"version", "fields", "children": {label: fields}, "digested": [label]}


@dataclass(frozen=True)
class Readable:
    """A list in the columns that are still there.

    `lost`: the others, `column` or `label.column`, or the label alone where nothing of a child table can be read.
    """

    fields: Fields
    lost: frozenset[str]


@cache
def readable(kind: str, version: int) -> Readable | None:
    """The list of this version; None for one that nobody committed."""
    fields = _lists(kind).get(version)
    if fields is None:
        return None
    own = _columns(objects.root_of(kind))
    lost = {column for column in fields["fields"] if _bare(column) not in own}
    children: dict[str, list[str]] = {}
    for label, columns in fields["children"].items():
        left = _left(kind, label, columns, whole=label in fields.get("digested", ()))
        lost |= {f"{label}.{column}" for column in columns if column not in left} if left else {label}
        children |= {label: left} if left else {}
    kept = [column for column in fields["fields"] if column not in lost]
    digested = [label for label in fields.get("digested", ()) if label in children]
    return Readable(fields | {"fields": kept, "children": children, "digested": digested}, frozenset(lost))


def _lists(kind: str) -> dict[int, Fields]:
    newest = fields_of(kind)
    return {fields["version"]: fields for fields in [*committed().get(kind, {}).get(EARLIER, ()), newest]}


def _left(kind: str, label: str, columns: list[str], *, whole: bool) -> list[str]:
    """Those of a child's columns that are still there; none of a digest that lacks one."""
    child = next((child for child in objects.children_of(kind) if child.model == label), None)
    present = _columns(child)
    left = [column for column in columns if _bare(column) in present]
    return [] if whole and left != columns else left


def _columns(guarded: Guarded | None) -> set[str]:
    model = objects.model_of(guarded) if guarded else None
    return {field.attname for field in model._meta.concrete_fields} if model else set()


def _bare(column: str) -> str:
    return column.removeprefix("sha256(").removesuffix(")")
