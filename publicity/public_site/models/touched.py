"""A column that says when a row was last written."""

from typing import Any

from django.db import models
from django.db.models.functions import Now


class TouchedField(models.DateTimeField):
    """The database's own time at every save: caches and downloads ask by it, so it must not follow the demo's clock."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("db_default", Now())
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Every save, whatever it changes; the instance in memory keeps what it had."""
        return Now()
