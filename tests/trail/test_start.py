"""`manage.py check --tag trail` before the site starts: guards awake, no powerful role, clocks together."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from tests.factories.trail import keys
from yangcheng_inspect.trail import standing

pytestmark = pytest.mark.django_db


def as_owner(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(";".join(["RESET ROLE", *statements, "SET ROLE yangcheng_app"]))


def found() -> list[tuple[str, str]]:
    messages = [(str(one.id), one.msg) for one in run_checks(tags=["trail"], databases=["default"])]
    return [(id, text) for id, text in messages if id.startswith("trail.E")]


def test_a_database_as_migrate_leaves_it_passes() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("attack", "said"),
    [
        ("DROP TRIGGER trail_guard ON accounts_user", "数据表 accounts_user 的保护 trail_guard 不存在"),
        ("ALTER TABLE trail_event DISABLE TRIGGER ALL", "数据表 trail_event 的保护 trail_event_stays 没有一直开启"),
        ("ALTER TABLE trail_head ENABLE TRIGGER trail_head_grows", "保护 trail_head_grows 没有一直开启"),
        (
            "DROP TRIGGER trail_no_truncate ON accounts_user;"
            "CREATE TRIGGER trail_no_truncate BEFORE TRUNCATE ON accounts_user FOR EACH STATEMENT WHEN (false)"
            " EXECUTE FUNCTION trail_no_truncate('用户');"
            "ALTER TABLE accounts_user ENABLE ALWAYS TRIGGER trail_no_truncate",
            "保护 trail_no_truncate 被换成了别的内容",
        ),
        (
            "DROP TRIGGER trail_guard ON accounts_user;"
            "CREATE CONSTRAINT TRIGGER trail_guard AFTER INSERT OR UPDATE OR DELETE ON accounts_user"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trail_guard_id('users', '用户');"
            "ALTER TABLE accounts_user ENABLE ALWAYS TRIGGER trail_guard",
            "保护 trail_guard 被换成了别的内容",
        ),
        (
            "CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            "数据库函数 trail_refuse 与本版本的不一致",
        ),
    ],
)
def test_a_guard_that_is_gone_asleep_or_another_is_named(attack: str, said: str) -> None:
    as_owner(attack)

    assert any(said in message and id == "trail.E001" for id, message in found())


def test_the_command_looks_into_the_database_and_fails() -> None:
    as_owner("ALTER TABLE trail_event DISABLE TRIGGER ALL")

    with pytest.raises(SystemCheckError, match="trail_event_stays"):
        call_command("check", "--tag", "trail")


def test_an_ordinary_check_leaves_the_database_alone(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert run_checks(tags=["trail"]) == []


def test_in_production_the_site_must_not_be_able_to_switch_the_guards_off(settings: Any) -> None:
    """The test's login owns the tables, as a careless installation's would."""
    settings.TESTING = settings.DEBUG = False
    settings.DEMO_TODAY = ""

    assert {id for id, _ in found()} == {"trail.E002"}


@pytest.fixture
def production(settings: Any, tmp_path: Path) -> Path:
    """Where the list of keys would lie."""
    settings.TESTING = settings.DEBUG = False
    settings.DEMO_TODAY = ""
    settings.TRAIL_KEYS = tmp_path / "keys.txt"
    return tmp_path / "keys.txt"


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE", "UPDATE (payload)"])
def test_a_right_to_write_the_log_directly_is_an_error(production: Path, right: str) -> None:
    as_owner(f"GRANT {right} ON trail_event TO yangcheng_app")

    assert [id for id, text in found() if "trail_event" in text] == ["trail.E006"]


def warned() -> list[str]:
    return [
        str(one.id)
        for one in run_checks(tags=["trail"], databases=["default"])
        if one.id in ("trail.W003", "trail.W004")
    ]


def test_in_production_missing_keys_are_a_warning(production: Path, settings: Any) -> None:
    assert warned() == ["trail.W003"]
    production.write_text("nonsense")
    assert warned() == ["trail.W003"]
    production.write_text(keys())
    assert warned() == []


def test_keys_that_the_site_could_exchange_are_a_warning(production: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    production.write_text(keys())
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("os.access", lambda path, mode: path == production)

    assert warned() == ["trail.W004"]


def test_while_developing_nobody_asks_for_keys(production: Path, settings: Any) -> None:
    settings.DEBUG = True

    assert warned() == []


def test_the_applications_own_role_has_no_such_power() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone()[0] not in standing.powers(connection)


@pytest.mark.parametrize(("minutes", "ids"), [(0, []), (6, ["trail.E003"]), (-6, ["trail.E003"])])
def test_the_clocks_are_within_five_minutes(monkeypatch: pytest.MonkeyPatch, minutes: int, ids: list[str]) -> None:
    real = standing.time
    monkeypatch.setattr(standing, "time", lambda: real() + minutes * 60)

    assert [id for id, _ in found()] == ids


def test_a_database_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "TRIGGERS", "SELECT nonsense")

    assert [id for id, _ in found()] == ["trail.E004"]


def test_a_database_without_the_log_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)

    assert [id for id, _ in found()] == ["trail.E005"]
