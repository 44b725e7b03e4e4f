"""Which columns an object's state covers, as the models say. The committed answer is `state_fields.json`."""

from typing import Any

from django.db.models import Field, Model

from yangcheng_inspect.trail import objects
from yangcheng_inspect.trail.guarded import GUARDED, Guarded

EARLIER = "earlier"  # of a kind: the lists of its earlier versions, oldest first
DERIVED_TYPES = {"SearchVectorField"}  # computed from other columns by the database or a trigger


def derived(kind: str) -> dict[str, Any]:
    """`{"fields": […], "children": {label: […]}}` from the models as they are now; `digested` names the children that
    enter as a digest of the database's."""
    root = objects.root_of(kind)
    children = {child.model: _columns(child) for child in objects.children_of(kind) if objects.model_of(child)}
    long = sorted(child.model for child in objects.children_of(kind) if child.digested and child.model in children)
    return {"fields": _columns(root) if root else [], "children": children} | ({"digested": long} if long else {})


def kinds() -> list[str]:
    """Every kind that has rows today."""
    return sorted({entry.kind for entry in GUARDED if not entry.column and objects.model_of(entry)})


def renewed(old: dict[str, Any]) -> dict[str, Any]:
    """The lists for today's models: a kind whose columns changed gets the next version, the others stay.

    Nothing is taken away: a list is needed as long as the events that were recorded by it.
    """
    return dict(sorted((old | {kind: _next(old.get(kind), derived(kind)) for kind in kinds()}).items()))


def _next(before: dict[str, Any] | None, now: dict[str, Any]) -> dict[str, Any]:
    if before is None:
        return {"version": 1, **now}
    last = {key: value for key, value in before.items() if key != EARLIER}
    if last == {"version": last["version"], **now}:
        return before
    return {"version": last["version"] + 1, **now, EARLIER: [*before.get(EARLIER, []), last]}


def _columns(guarded: Guarded) -> list[str]:
    model = objects.model_of(guarded)
    if model is None:
        return []
    return [_entry(field, guarded) for field in _stored(model) if field.attname not in guarded.omitted]


def _entry(field: Field, guarded: Guarded) -> str:
    return f"sha256({field.attname})" if field.attname in guarded.hashed else field.attname


def _stored(model: type[Model]) -> list[Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if not getattr(field, "generated", False) and field.get_internal_type() not in DERIVED_TYPES
    ]
