"""What the other tests rely on: they run as the application, and emptying the tables leaves the guards in place."""

import pytest
from django.db import connection

from yangcheng_inspect.embedded.roles import NAMES

pytestmark = pytest.mark.django_db
GUARDS = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'trail\\_%'"


def ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_tests_run_as_the_application() -> None:
    assert ask("SELECT current_user") == NAMES["app"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "after a flush"])
def test_so_do_tests_with_real_transactions(time: str) -> None:
    assert ask("SELECT current_user") == NAMES["app"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "after a flush"])
def test_the_guards_and_the_head_of_the_log_are_there(time: str) -> None:
    assert ask(GUARDS) > 20
    assert ask("SELECT count(*) FROM trail_head") == 1


def test_the_application_makes_no_table_of_any_kind() -> None:
    assert ask("SELECT has_database_privilege(current_database(), 'TEMP')") is False
    assert ask("SELECT has_schema_privilege('public', 'CREATE')") is False
