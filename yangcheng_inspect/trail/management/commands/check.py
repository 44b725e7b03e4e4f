"""`check`: with `--tag trail` it also looks into the database, which Django does only for a named `--database`."""

from typing import Any

from django.core.management.commands import check
from django.db import DEFAULT_DB_ALIAS


class Command(check.Command):
    """Before the site starts: `check --tag trail` says whether the guards of the trail stand."""

    def handle(self, *app_labels: Any, **options: Any) -> None:
        if "trail" in (options["tags"] or []):
            options["databases"] = options["databases"] or [DEFAULT_DB_ALIAS]
        super().handle(*app_labels, **options)
