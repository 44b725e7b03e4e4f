"""The states of many objects at once, written by the database: what `state.read` says, without a trip to Python.

The text is not canonical JSON. Parsed, it equals what `state.read` gives, and that is what `verify_trail` compares.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db import connections
from django.db.models import Field, Model

from yangcheng_inspect.trail import objects
from yangcheng_inspect.trail.guarded import Guarded
from yangcheng_inspect.trail.plain import LONG
from yangcheng_inspect.trail.state import MOST_ROWS, fields_of

INTEGER = {"AutoField", "BigAutoField", "BigIntegerField", "IntegerField"}
INTEGER |= {"PositiveBigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField", "SmallIntegerField"}
TEXT = {"CharField", "EmailField", "FileField", "SlugField", "TextField", "URLField"}
AS_IT_IS = INTEGER | {"BooleanField", "DateField", "JSONField", "UUIDField"}
DIGEST = "json_build_object('length', octet_length({0}), 'sha256', encode(sha256({0}), 'hex'))"
BYTES = "convert_to({}, 'UTF8')"
FORMS = {
    "DateTimeField": """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "DecimalField": "{}::text",
}
# What Python must read: text inside JSON that enters as a digest, and numbers, which may be floats.
INTRICATE = """length({0}::text) > {1} OR jsonb_path_exists({0}, '$.** ? (@.type() == "number")')"""
# A digest of JSON is that of Python's `str` of it: the same text for lists of whole numbers, as strokes are.
NOT_NUMBERS = "{0}::text ~ '[^][0-9, -]'"


@cache
def expression(kind: str, key: str) -> str | None:
    """SQL: the state, as text, of the object of this kind whose primary key is the SQL `key`; null when it is gone.

    None for a kind that only `state.read` can read. Wrong for the objects that `intricate` finds.
    """
    tables = _tables(kind)
    if tables is None:
        return None
    (top, model), *below = tables
    wanted = fields_of(kind)
    row = _row("t", model, wanted["fields"])
    own = f"t.{_name(_key(top, model))}"
    children = [_rows(child, member, wanted["children"][child.model], own) for child, member in below]
    inner = " || ',' || ".join(children) or "''"
    start = f'\'{{"version":{wanted["version"]},"row":\''
    return (
        f"(SELECT {start} || {row} || ',\"children\":{{' || {inner} || '}}}}'"
        f" FROM {_name(model._meta.db_table)} t WHERE {own} = {key})"
    )


def read(alias: str, names: Iterable[str]) -> dict[str, str]:
    """The states of the objects named, by name, in one query per kind: a tenth of the time of `state.read`.

    Those are missing that only `state.read` can tell, whatever the reason.
    """
    asked: dict[str, dict[int, str]] = {}
    for name in names:
        kind, _, key = name.partition("/")
        if key := plain_key(name, kind):
            asked.setdefault(kind, {})[int(key)] = name
    found: dict[str, str] = {}
    for kind, keys in asked.items():
        if _tables(kind) is not None:
            found |= _read(alias, kind, keys)
    return found


def _read(alias: str, kind: str, keys: dict[int, str]) -> dict[str, str]:
    with connections[alias].cursor() as cursor:
        cursor.execute(_statement(kind), [list(keys)])
        return {keys[key]: text or "null" for key, text, hard in cursor.fetchall() if not hard}


@cache
def _statement(kind: str) -> str:
    """Key, state, and whether the state must be read again by `state.read`."""
    hard = [test for entry, model in _tables(kind) or () if (test := _hard(kind, entry, model))]
    return (
        f"SELECT k.key, {expression(kind, 'k.key')}, {' OR '.join(hard) or 'false'} FROM unnest(%s::bigint[]) AS k(key)"
    )


def _hard(kind: str, entry: Guarded, model: type[Model]) -> str:
    tests = _tests(kind, entry, model)
    table, column = _name(model._meta.db_table), _name(_key(entry, model))
    return f"(SELECT coalesce({' OR '.join(tests)}, false) FROM {table} WHERE {column} = k.key)" if tests else ""


def _tests(kind: str, entry: Guarded, model: type[Model]) -> list[str]:
    """SQL over the rows of one object: whether only Python can read them."""
    wanted = fields_of(kind)
    fields = wanted["children"][entry.model] if entry.column else wanted["fields"]
    tests = [f"bool_or({INTRICATE.format(_name(column), LONG)})" for column in _json(model, fields)]
    tests += [f"bool_or({NOT_NUMBERS.format(_name(column))})" for column in _json(model, fields, hashed=True)]
    return tests + ([f"count(*) > {MOST_ROWS}"] if entry.column else [])


def plain_key(name: str, kind: str) -> str:
    """The number in the name of an object of this kind, where the name is written as `record` writes it."""
    owner, _, key = name.partition("/")
    plain = owner == kind and key.isascii() and key.isdigit() and len(key) < 19 and str(int(key)) == key
    return key if plain else ""


def intricate(alias: str, kind: str, keys: Iterable[str]) -> set[str]:
    """Those of the objects whose state only `state.read` can tell."""
    given = [int(key) for key in keys]
    found: set[str] = set()
    for entry, model in _tables(kind) or ():
        if tests := _tests(kind, entry, model):
            found |= _keys(alias, model, _name(_key(entry, model)), " OR ".join(tests), given)
    return found


def _keys(alias: str, model: type[Model], column: str, having: str, given: list[int]) -> set[str]:
    table = _name(model._meta.db_table)
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {column} = ANY(%s) GROUP BY 1 HAVING {having}", [given])
        return {str(key) for (key,) in cursor.fetchall()}


@cache
def _tables(kind: str) -> list[tuple[Guarded, type[Model]]] | None:
    """Root and children with their models; None when a column has no exact form here."""
    root, wanted = objects.root_of(kind), fields_of(kind)
    entries = [entry for entry in (root, *objects.children_of(kind)) if entry is not None]
    tables = [(entry, model) for entry in entries if (model := objects.model_of(entry)) is not None]
    tables = [(entry, model) for entry, model in tables if not entry.column or entry.model in wanted["children"]]
    if root is None or not tables or tables[0][0] is not root or any(entry.digested for entry, _ in tables):
        return None
    fields = {entry.model: wanted["children"].get(entry.model, wanted["fields"]) for entry, _ in tables}
    exact = all(_form("", model, field) for entry, model in tables for field in fields[entry.model])
    return tables if exact and tables[0][1]._meta.pk.get_internal_type() in INTEGER else None


def _key(entry: Guarded, model: type[Model]) -> str:
    return entry.column or str(model._meta.pk.column)


def _rows(child: Guarded, model: type[Model], fields: list[str], on: str) -> str:
    row, order = _row("c", model, fields), f"c.{_name(model._meta.pk.column)}"
    return (
        f"(SELECT '\"{child.model}\":[' || coalesce(string_agg({row}, ',' ORDER BY {order}), '') || ']'"
        f" FROM {_name(model._meta.db_table)} c WHERE c.{_name(child.column)} = {on})"
    )


def _row(table: str, model: type[Model], fields: list[str]) -> str:
    columns = ", ".join(f'{_form(table, model, field)} AS "{field}"' for field in fields)
    return f"(SELECT row_to_json(r)::text FROM (SELECT {columns}) r)"


def _form(table: str, model: type[Model], name: str) -> str | None:
    """SQL for one entry of a field list, as `plain` would put it; None where that is not known to be the same."""
    hashed = name.startswith("sha256(")
    field = _field(model, name)
    value, kind = f"{table}.{_name(field.column)}", _type(field)
    if kind in TEXT:
        return _text(value, field, hashed=hashed)
    if kind == "BinaryField":
        return f"CASE WHEN {value} IS NOT NULL THEN {DIGEST.format(value)} END"
    if hashed and kind == "JSONField":
        return f"CASE WHEN {value} IS NOT NULL THEN {DIGEST.format(BYTES.format(f'{value}::text'))} END"
    if kind == "ArrayField" and not hashed and field.base_field.get_internal_type() == "CharField":
        return f"to_json({value})"
    if hashed or (hasattr(field, "from_db_value") and kind != "JSONField"):
        return None
    return value if kind in AS_IT_IS else FORMS[kind].format(value) if kind in FORMS else None


def _text(value: str, field: Field, *, hashed: bool) -> str:
    digest = DIGEST.format(BYTES.format(value))
    if hashed:
        return f"CASE WHEN {value} IS NOT NULL THEN {digest} END"
    short = field.max_length is not None and field.max_length <= LONG and field.get_internal_type() != "TextField"
    return value if short else f"CASE WHEN length({value}) > {LONG} THEN {digest} ELSE to_json({value}) END"


def _json(model: type[Model], names: Iterable[str], *, hashed: bool = False) -> list[str]:
    """The JSON columns among them: those that enter as they are, or those that enter as a digest."""
    fields = [_field(model, name) for name in names if name.startswith("sha256(") == hashed]
    return [str(field.column) for field in fields if _type(field) == "JSONField"]


def _field(model: type[Model], name: str) -> Any:
    by_name: Mapping[str, Field] = {field.attname: field for field in model._meta.concrete_fields}
    return by_name[name.removeprefix("sha256(").removesuffix(")")]


def _type(field: Any) -> str:
    """Of a foreign key, the type of what it refers to."""
    while field.remote_field is not None:
        field = field.target_field
    return str(field.get_internal_type())


def _name(name: str | None) -> str:
    return connections["default"].ops.quote_name(str(name))
