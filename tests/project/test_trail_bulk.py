"""States that the database writes for many objects at once are those that Python reads."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Field

from registry.models import MarketEntity
from registry.services import bulk
from tests.factories.registry import EntityFactory
from yangcheng_inspect.trail import objects, sealing, state, state_sql
from yangcheng_inspect.trail.models import EventDetail
from yangcheng_inspect.trail.services import record_many
from yangcheng_inspect.trail.state_fields import kinds
from yangcheng_inspect.trail.verify import verify

pytestmark = pytest.mark.django_db
WRITTEN = [kind for kind in kinds() if state_sql.expression(kind, "1")]
NASTY = '甲"\\/\n\t\u2028<&>😀é'
MOMENTS = (datetime(2026, 1, 2, 23, 4, 5, 60, tzinfo=UTC), datetime(1999, 12, 31, tzinfo=UTC))
VALUES: dict[str, tuple[Any, Any]] = {
    "ArrayField": ([NASTY], []),
    "BooleanField": (True, False),
    "DateField": (date(2026, 11, 2), date(987, 1, 31)),
    "DateTimeField": MOMENTS,
    "JSONField": ({"乙": [NASTY, None, True, {"": ""}]}, []),
    "TextField": (NASTY, "长" * 2001),
    "UUIDField": (UUID(int=1), UUID(int=2**128 - 1)),
}
STROKES = ([[[100, -200], [400, 260]], [[0]]], [[number] for number in range(900)])
PLAIN, LONG, EMPTY, NESTED = 1, 2, 3, 4  # keys of the roots


@pytest.fixture
def copies(kind: str) -> Iterator[None]:
    """Tables like those of the kind but without their rules, each with four objects whose columns hold the worst."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; CREATE SCHEMA copies; SET LOCAL search_path = copies, public")
        for entry, model in state_sql._tables(kind) or ():
            cursor.execute(f"CREATE TABLE copies.{model._meta.db_table} (LIKE public.{model._meta.db_table})")
            for row in _rows(model, entry.column, hashed_of(kind, entry)):
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join(["%s"] * len(row))
                cursor.execute(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", [*row.values()])
        yield
        cursor.execute("SET LOCAL search_path = public; SET ROLE yangcheng_app")


def hashed_of(kind: str, entry: Any) -> set[str]:
    """The columns that enter as a digest alone."""
    return {name[7:-1] for name in _fields(kind, entry) if name.startswith("sha256(")}


def _rows(model: Any, column: str, hashed: set[str]) -> Iterator[dict[str, Any]]:
    fields = [field for field in model._meta.concrete_fields if field.get_internal_type() != "SearchVectorField"]
    for root in (PLAIN, LONG, EMPTY, NESTED):
        for place in range(2 if column else 1):
            row = {str(field.column): _value(field, root, hashed=field.attname in hashed) for field in fields}
            yield (
                row
                | {model._meta.pk.column: 10 * root + place if column else root}
                | ({column: root} if column else {})
            )


def _value(field: Field, root: int, *, hashed: bool) -> Any:
    if root == EMPTY and field.null:
        return None
    kind = state_sql._type(field)
    if kind == "JSONField" and hashed and root != NESTED:
        return json.dumps(STROKES[root == LONG])
    if kind == "JSONField":
        return json.dumps({"数": 1.5, "长": "字" * 2001} if root == NESTED else VALUES[kind][root == LONG])
    if kind in state_sql.INTEGER:
        return root
    if kind in state_sql.TEXT - {"TextField"}:
        return NASTY[: field.max_length]
    return VALUES[kind][root == LONG]


@pytest.mark.parametrize("kind", WRITTEN)
def test_the_database_writes_what_python_reads(kind: str, copies: None) -> None:
    read = state.read("default", [f"{kind}/{root}" for root in (PLAIN, LONG, EMPTY)])

    with connection.cursor() as cursor:
        for name, expected in read.items():
            cursor.execute(f"SELECT {state_sql.expression(kind, name.partition('/')[2])}")
            assert json.loads(cursor.fetchone()[0]) == json.loads(expected)


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_only_python_can_read_is_found(kind: str, copies: None) -> None:
    tables = state_sql._tables(kind) or ()
    nested = any(
        state_sql._json(model, _fields(kind, entry), hashed=hashed)
        for entry, model in tables
        for hashed in (True, False)
    )

    assert state_sql.intricate("default", kind, "1234") >= ({str(NESTED)} if nested else set())
    assert str(PLAIN) not in state_sql.intricate("default", kind, "1234")


def _fields(kind: str, entry: Any) -> list[str]:
    wanted = state.fields_of(kind)
    return wanted["children"][entry.model] if entry.column else wanted["fields"]


def test_firms_are_among_them() -> None:
    assert "entity" in WRITTEN
    assert {objects.root_of(kind).model for kind in kinds()} <= {m._meta.label for m in apps.get_models()}


def test_many_events_leave_what_a_replay_finds_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MANY", 3)
    gone = EntityFactory().pk
    rows = [{"name": f"第{n}户", "local_no": f"YC{n:08}", "business_scope": "烟" * 3000} for n in range(4)]
    with transaction.atomic():
        names = [f"entity/{key}" for key in (*bulk.insert_values(MarketEntity, rows), gone, 0)]
        MarketEntity.objects.filter(pk=gone).delete()
        record_many("entity.add", entries=((name, {"n": name}) for name in names), by=None)

    assert verify("default").fails == []
    assert [*EventDetail.objects.filter(event__obj=f"entity/{gone}").values_list("state", flat=True)].count("null") == 1
