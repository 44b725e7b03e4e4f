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
        # On the class: the browser's loop gives its thread another connection object.
        operations = type(connection.ops)
        flush = operations.execute_sql_flush
        operations.execute_sql_flush = _flush_as_owner(flush)
        connection_created.connect(_become_the_application)
        connection.close()
    yield
    with django_db_blocker.unblock():
        operations.execute_sql_flush = flush
        connection_created.disconnect(_become_the_application)
        connection.close()
        _hang_up_on_others()


# The database's own workers stay: only a superuser may end an autovacuum.
OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = %s AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def _hang_up_on_others() -> None:
    """End what the browser's loop left open, so that the database can go."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, [connection.settings_dict["NAME"]])
    connection.close()


def _become_the_application(connection: BaseDatabaseWrapper, **_: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {NAMES['app']}")


def _flush_as_owner(flush: Callable[[Any, Iterable[str]], None]) -> Callable[[Any, Iterable[str]], None]:
    """Between tests with real transactions the tables are emptied, which the guards exist to refuse.

    Django then sends post_migrate, which puts guards, grants, the head of the log and the special days back,
    and closes the connection, so that the next one is the application's again.
    """

    def execute(operations: Any, statements: Iterable[str]) -> None:
        with operations.connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        guards.remove(operations.connection)
        flush(operations, statements)

    return execute
