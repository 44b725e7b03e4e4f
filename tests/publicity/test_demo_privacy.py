"""The whole demo, played into a database of its own, tells nothing of anybody (PB-2). Second tier: some minutes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from psycopg import sql

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800), pytest.mark.django_db]


@pytest.fixture
def address() -> Iterator[str]:
    """Of an empty database that is gone afterwards."""
    at = connection.settings_dict
    own = {"host": at["HOST"], "port": at["PORT"], "user": at["USER"], "password": at["PASSWORD"]}
    name = f"demo_privacy_{os.getpid()}"
    with psycopg.connect(**own, dbname=at["NAME"], autocommit=True) as owner:
        owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield f"postgres://{at['USER']}:{quote(at['PASSWORD'], '')}@:{at['PORT']}/{name}?host={quote(at['HOST'], '')}"
        owner.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def run(address: str, settings: str, *arguments: str) -> str:
    urls = {f"DATABASE_{name}URL": address for name in ("", "OWNER_", "PUBLIC_", "INBOX_")}
    own = {"DJANGO_SETTINGS_MODULE": f"yangcheng_inspect.settings.{settings}", "HOMES_FROM": address}
    day = {"DEMO_TODAY": "2026-11-20", "DEMO_START": str(int(time.time()))}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=os.environ | urls | own | day, check=True, capture_output=True, text=True).stdout


def test_the_public_site_of_the_demo_tells_nothing_of_anybody(address: str) -> None:
    run(address, "internal", "manage.py", "migrate", "-v0")
    run(address, "internal", "manage.py", "demo")

    walked = json.loads(run(address, "public", "-m", "tests.publicity.walk_site"))

    assert walked["found"] == {}
    assert walked["count"] > 100
    assert walked["homes"] > 100
