"""What crosses to the public machine: one line per public table (decisions: public and internal are two sites).

A kind says how a row becomes one plain JSON object and which door takes that object on the other side. Whoever adds a
public table adds its line to `KINDS`: the order is the order of taking, so what others lean on comes first.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from publicity.public_site import models as public
from publicity.public_site import (
    schema,
    store,
    store_letters,
    store_notices,
    store_officers,
    store_plans,
    store_versions,
    tombstone,
    transfer_rows,
)

Value = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """`written(row)` is JSON of text, whole numbers, lists and objects, None for a row that cannot go out yet;
    `take(value)` is a door: it checks the value against its shape and writes the row. `key` are the columns that name
    the row on both machines. `rows` leaves out what must not cross. `tombstone`: the rows say that something was taken
    down. No row of a public table ever vanishes: it is emptied, or a tombstone takes its place.
    """

    model: type[Model]
    key: tuple[str, ...]
    written: Callable[[Any], Value | None]
    take: Callable[[Value], Model]
    rows: Callable[[], QuerySet[Any]] | None = None
    tombstone: bool = False

    def standing(self) -> Iterator[tuple[str, Value | None]]:
        """Key and value of every row, in the order of the key."""
        found = self.rows() if self.rows else self.model._default_manager.all()
        for row in found.order_by(*self.key).iterator(chunk_size=500):
            yield self.key_of(row), self.written(row)

    def key_of(self, row: Model) -> str:
        """`1009`, or `1009/2` where two columns name the row."""
        return "/".join(str(getattr(row, name)) for name in self.key)

    @property
    def label(self) -> str:
        """What receipts call it."""
        return "撤下说明" if self.tombstone else str(self.model._meta.verbose_name)


def named(model: type[Model], column: str, of: Callable[[Any], Value], put: Callable[..., Model], **rest: Any) -> Kind:
    """A kind whose door is `put(record, <column>=number)` and whose record is `of(row)`; `column` is our own number."""

    def take(value: Value) -> Model:
        schema.check(value, {column: int, "record": dict}, "传输内容")  # inside the record the door checks
        return put(value["record"], **{column: value[column]})

    key = rest.pop("key", (column,))
    return Kind(model, key, lambda row: {column: getattr(row, column), "record": of(row)}, take, **rest)


def _record(row: Any) -> Value:
    """Where the row keeps the whole object that made it."""
    value: Value = row.record
    return value


KINDS: Mapping[str, Kind] = {
    "item": Kind(public.PublicItem, ("version_id",), transfer_rows.item, transfer_rows.take_item),
    "draw": Kind(public.PublicDraw, ("draw_id",), transfer_rows.draw, transfer_rows.take_draw),
    "draw_bundle": Kind(public.PublicBundle, ("draw_id",), transfer_rows.draw_bundle, transfer_rows.take_draw_bundle),
    "version": named(
        public.PublicVersion,
        "publication_id",
        store_versions.of,
        store_versions.put_version,
        key=("publication_id", "version"),
    ),
    "result": Kind(
        public.PublicResult,
        ("publication_id",),
        transfer_rows.result,
        transfer_rows.take_result,
        rows=transfer_rows.shown_results,
    ),
    "withdrawal": named(
        public.PublicResult,
        "publication_id",
        tombstone.of,
        store.withdraw_result,
        rows=transfer_rows.tombstones,
        tombstone=True,
    ),
    "plan": named(public.PublicPlan, "plan_id", _record, store_plans.put_plan),
    "task": named(public.PublicTask, "task_id", _record, store_plans.put_task),
    "officer": named(public.PublicInspector, "inspector_id", store_officers.record_of, store_officers.put_officer),
    "notice": named(public.PublicNotice, "notice_id", _record, store_notices.put_notice),
    "letter": Kind(public.PublicLetter, ("number",), store_letters.written, store_letters.put_letter),
}
"""Checkpoints are no kind: they cross in the head of the file and pass the witness before anything else is read."""


def check(value: Any) -> None:
    """The gate both sides run over everything that crosses. Raises `NotPublic` for personal data in any text."""
    for where, text in schema.texts(value, "传输内容"):
        schema.refuse_personal(text, where)
