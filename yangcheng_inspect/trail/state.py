"""What an object looks like in the database now: the value behind an event's `state`, version 1.

`{"version", "row", "children"}`: the columns that `state_fields.json` lists for the kind, and the rows that belong to
the object. None when the row is gone or the kind has no rows.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from yangcheng_inspect.trail import digests, objects
from yangcheng_inspect.trail.digests import Digests
from yangcheng_inspect.trail.guarded import Guarded
from yangcheng_inspect.trail.log import canon, canon_plain
from yangcheng_inspect.trail.plain import plain_row
from yangcheng_inspect.trail.state_fields import derived

FILE = Path(__file__).parent / "state_fields.json"
AT_ONCE = 2000  # objects per query
MOST_ROWS = 100  # a child table with more rows for one object enters as count and digest

Values = dict[str, Any]


@cache
def committed() -> dict[str, Any]:
    """The committed lists: `{kind: {"version", "fields", "children": {label: fields}}}`, and the `earlier` ones."""
    return json.loads(FILE.read_text())  # type: ignore[no-any-return]


@cache
def fields_of(kind: str) -> dict[str, Any]:
    """The list of one kind; of a kind nobody has committed yet, what `manage.py trail_fields` would write."""
    return committed().get(kind) or {"version": 1, **derived(kind)}


def digested(alias: str, names: Iterable[str], *, hold: bool = False) -> Digests:
    """The digests that `read` puts into states; `hold` as in `digests.of`."""
    names = list(names)
    kinds = {name.partition("/")[0] for name in names}
    return digests.of(alias, names, {kind: _long(fields_of(kind)) for kind in kinds}, hold=hold)


def _long(wanted: Values) -> dict[str, list[str]]:
    """Label and columns of the children that enter as a digest of the database's."""
    return {label: wanted["children"][label] for label in wanted.get("digested", ())}


def read(alias: str, names: Iterable[str], known: Digests | None = None) -> dict[str, str]:
    """Canonical JSON of the state of each object, by name. One query per table for up to 2,000 objects.

    `known`: digests of long lists that were computed already.
    """
    states = dict.fromkeys(names, "null")
    long = digested(alias, states) if known is None else known
    kinds = defaultdict(list)
    for name in states:
        kind, _, key = name.partition("/")
        kinds[kind].append(key)
    for kind, keys in kinds.items():
        rest = iter(keys)
        while some := list(islice(rest, AT_ONCE)):
            found = read_kind(alias, kind, some, fields_of(kind), long)
            states |= {f"{kind}/{key}": canon_plain(value) for key, value in found.items()}
    return states


def read_kind(
    alias: str, kind: str, keys: list[str], wanted: Values, known: Digests | None = None
) -> dict[str, Values]:
    """The states of the objects of one kind that have a row, by key, in the columns of the list `wanted`."""
    root = objects.root_of(kind)
    model = objects.model_of(root) if root else None
    if model is None:
        return {}
    names = [f"{kind}/{key}" for key in keys]
    long = digests.of(alias, names, {kind: _long(wanted)}) if known is None else known
    own = list(_keys(model, keys))
    found = {
        key: {"version": wanted["version"], "row": row, "children": {label: [] for label in wanted["children"]}}
        for key, row in _rows(alias, model, "pk", own, wanted["fields"])
    }
    for child in objects.children_of(kind):
        if child.model in _long(wanted):
            for key, value in found.items():
                value["children"][child.model] = long[f"{kind}/{key}", child.model]
        elif found and child.model in wanted["children"]:
            _add_children(alias, child, own, wanted["children"][child.model], found)
    return found


def _add_children(alias: str, child: Guarded, keys: list[Any], fields: list[str], found: dict[str, Values]) -> None:
    model = objects.model_of(child)
    if model is None:
        return
    for key, row in _rows(alias, model, child.column, keys, fields):
        if key in found:  # whoever deletes a root behind the log may leave its children
            found[key]["children"][child.model].append(row)
    for value in found.values():
        rows = value["children"][child.model]
        if len(rows) > MOST_ROWS:
            digest = sha256(canon(rows).encode()).hexdigest()
            value["children"][child.model] = {"count": len(rows), "sha256": digest}


def _keys(model: type[Model], keys: list[str]) -> Iterator[Any]:
    """The keys as the model's own type; a key it cannot have is nobody's."""
    for key in keys:
        try:
            yield model._meta.pk.to_python(key)
        except ValidationError:
            continue


def _rows(
    alias: str, model: type[Model], column: str, keys: list[Any], fields: list[str]
) -> Iterator[tuple[str, Values]]:
    """`(key, row)` of the rows whose `column` is among `keys`, in the order of their primary keys."""
    names = [field.removeprefix("sha256(").removesuffix(")") for field in fields]
    query = model._base_manager.using(alias).filter(**{f"{column}__in": keys}).order_by("pk")
    for key, *values in query.values_list(column, *names):  # a cursor of the server costs three round trips
        yield str(key), plain_row(fields, values)
