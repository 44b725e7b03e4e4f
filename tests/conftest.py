"""What every test stands on: tables made by the owner, tests that run as the application role."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from pytest_django.plugin import DjangoDbBlocker

from yangcheng_inspect.embedded.roles import NAMES
from yangcheng_inspect.trail import guards


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database as the owner leaves it; from here on every connection is the application's."""
    with django_db_blocker.unblock():
        connection.ops.execute_sql_flush = _flush_as_owner(connection.ops.execute_sql_flush)
        connection_created.connect(_become_the_application)
        connection.close()
    yield
    with django_db_blocker.unblock():
        connection_created.disconnect(_become_the_application)
        connection.close()


def _become_the_application(connection: BaseDatabaseWrapper, **_: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {NAMES['app']}")


def _flush_as_owner(flush: Callable[[Iterable[str]], None]) -> Callable[[Iterable[str]], None]:
    """Between tests with real transactions the tables are emptied, which the guards exist to refuse.

    Django then sends post_migrate, which puts guards, grants, the head of the log and the special days back,
    and closes the connection, so that the next one is the application's again.
    """

    def execute(statements: Iterable[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        guards.remove(connection)
        flush(statements)

    return execute
