"""A database of its own for a bench, gone when the bench ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql


@contextmanager
def scratch(name: str) -> Iterator[dict[str, str]]:
    """The variables by which `psycopg.connect()` of a child finds it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangcheng_inspect.settings.internal")
    from django.conf import settings  # reading the settings starts the server

    owner = settings.DATABASES["owner"]
    keys = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    at = {variable: str(owner[key]) for variable, key in keys.items() if owner.get(key)}
    name = f"{name}_{os.getpid()}"
    with _connected(at) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield at | {"PGDATABASE": name}
        finally:
            # Not FORCE: it would end autovacuum itself, which only a superuser may; a plain DROP asks it to stop.
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _connected(at: dict[str, str]) -> psycopg.Connection:
    return psycopg.connect(
        host=at.get("PGHOST"),
        port=at.get("PGPORT"),
        user=at.get("PGUSER"),
        password=at.get("PGPASSWORD"),
        dbname=at.get("PGDATABASE"),
        autocommit=True,
    )
