"""The base of every factory: an object is made together with its trail event, as the database demands."""

from typing import Any

import factory
from django.db import transaction
from django.db.models import Model

from yangcheng_inspect.trail.guarded import GUARDED
from yangcheng_inspect.trail.services import record


def object_name(row: Model) -> str:
    """`entity/17`: the object a row answers to; empty for a table outside the trail."""
    for guarded in GUARDED:
        if guarded.model == row._meta.label:
            return f"{guarded.kind}/{getattr(row, guarded.column) if guarded.column else row.pk}"
    return ""


def note(row: Model) -> None:
    """Leave the event that lets a test's own change pass the guard."""
    if name := object_name(row):
        record("test.setup", target=name, by=None)


class AtOnce(factory.Factory):
    """One transaction for everything a factory makes: its events are sealed together, which is most of the cost."""

    class Meta:
        abstract = True

    @classmethod
    def create(cls, **kwargs: Any) -> Any:
        with transaction.atomic():
            return super().create(**kwargs)


class TrailedFactory(AtOnce, factory.django.DjangoModelFactory):
    """Makes the row and its event in one transaction."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class: type[Model], *args: Any, **kwargs: Any) -> Model:
        with transaction.atomic():
            row: Model = super()._create(model_class, *args, **kwargs)
            note(row)
        return row
