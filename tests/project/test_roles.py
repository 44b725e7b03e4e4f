"""Which server and which role each connection of the settings gets."""

from pathlib import Path
from typing import Any

import environ
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from yangcheng_inspect.embedded import roles, script

ADDRESSES = [variable for _, variable, _ in roles.ALIASES.values()]


@pytest.fixture
def databases(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The settings for some given addresses; the directory is never touched then."""

    def given(**addresses: str) -> dict[str, dict[str, Any]]:
        for variable in ADDRESSES:
            monkeypatch.delenv(variable, raising=False)
        for variable, address in addresses.items():
            monkeypatch.setenv(variable, address)
        return roles.databases(environ.Env(), Path("/nowhere"))

    return given


def role(connection: dict[str, Any]) -> str:
    return connection["OPTIONS"]["options"].partition("-c role=")[2]


def test_one_address_serves_all_and_each_connection_takes_its_role(databases: Any) -> None:
    made = databases(DATABASE_URL="postgres://dba:secret@db/yangcheng")

    assert {alias: role(connection) for alias, connection in made.items()} == {
        "default": "yangcheng_app",
        "owner": "",
        "public": "yangcheng_public",
        "inbox": "yangcheng_inbox",
        "auditor": "yangcheng_auditor",
        "signer": "yangcheng_signer",
    }


def test_the_owner_has_its_own_address(databases: Any) -> None:
    made = databases(DATABASE_URL="postgres://app:a@db/yangcheng", DATABASE_OWNER_URL="postgres://own:o@db/yangcheng")

    assert made["default"]["USER"] == "app"
    assert made["owner"]["USER"] == "own"


def test_the_public_machine_needs_no_other_address(databases: Any) -> None:
    made = databases(DATABASE_PUBLIC_URL="postgres://reader:r@db/yangcheng")

    assert made["public"]["USER"] == "reader"


def test_a_socket_is_named_by_its_directory(databases: Any) -> None:
    made = databases(DATABASE_URL="postgres://app@/yangcheng?host=/run/postgresql")

    assert made["default"]["OPTIONS"]["host"] == "/run/postgresql"


def test_only_connections_that_write_business_rows_seal_the_log(databases: Any) -> None:
    made = databases(DATABASE_URL="postgres://app@db/yangcheng")

    sealing = {alias for alias, connection in made.items() if connection["ENGINE"] == "yangcheng_inspect.trail.backend"}
    assert sealing == {"default", "owner"}


@pytest.mark.parametrize("alias", ["default", "public", "inbox", "auditor"])
def test_no_page_waits_for_ever(databases: Any, alias: str) -> None:
    options = databases(DATABASE_URL="postgres://app@db/yangcheng")[alias]["OPTIONS"]["options"]

    assert "-c lock_timeout=10s" in options
    assert "-c statement_timeout=0" not in options


@pytest.mark.django_db
def test_missing_roles_are_a_matter_for_the_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(script.NAMES, "app", "nobody_made_this_role")

    with pytest.raises(CommandError, match=r"请由数据库管理员执行 deploy/roles\.sql"):
        call_command("migrate", verbosity=0)


@pytest.mark.django_db
def test_roles_that_exist_are_left_alone() -> None:
    script.ensure_roles(connection)
