"""Names of objects, `entity/17`, and which models stand behind them."""

import re
from functools import cache

from django.apps import apps
from django.db.models import Model

from yangcheng_inspect.trail.guarded import EXEMPT, GUARDED, Guarded

NAME = re.compile(r"[a-z][a-z0-9_]*/[A-Za-z0-9][A-Za-z0-9._:-]*")


def name_of(target: Model | str) -> str:
    """`kind/key` of a guarded row (a child's root), or the given name checked. LookupError, ValueError."""
    name = target if isinstance(target, str) else _name_of_row(target)
    if not NAME.fullmatch(name) or len(name) > 140:
        raise ValueError(f"not the name of an object: {name!r}")
    return name


def _name_of_row(row: Model) -> str:
    guarded = _by_label().get(row._meta.label_lower)
    if guarded is None:
        raise LookupError(f"{row._meta.label} is not in trail/guarded.py")
    key = getattr(row, guarded.column) if guarded.column else row.pk
    if key is None:
        raise ValueError(f"{row._meta.label} has no key yet, or no longer: name the object as text")
    return f"{guarded.kind}/{key}"


@cache
def _by_label() -> dict[str, Guarded]:
    return {guarded.model.lower(): guarded for guarded in GUARDED}


def model_of(guarded: Guarded) -> type[Model] | None:
    """Its model class, automatic many-to-many tables included; None while nobody has written it."""
    try:
        return apps.get_model(guarded.model)
    except LookupError:
        return None


@cache
def root_of(kind: str) -> Guarded | None:
    """The table of a kind's own rows; None for kinds without rows (`login`)."""
    return next((entry for entry in GUARDED if entry.kind == kind and not entry.column), None)


@cache
def children_of(kind: str) -> tuple[Guarded, ...]:
    """The tables whose rows belong to objects of this kind, in the order of their names."""
    return tuple(sorted((e for e in GUARDED if e.kind == kind and e.column), key=lambda e: e.model))


def unwritten() -> list[str]:
    """Labels in the list that no app has."""
    return [guarded.model for guarded in GUARDED if model_of(guarded) is None]


def forgotten() -> list[str]:
    """Labels of models, automatic tables included, that stand neither in the list nor among the exempt."""
    known = {label.lower() for label in EXEMPT} | set(_by_label())
    models = apps.get_models(include_auto_created=True)
    return sorted(m._meta.label for m in models if m._meta.managed and m._meta.label_lower not in known)
