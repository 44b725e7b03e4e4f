"""The roles by name, and `deploy/roles.sql`, which makes them on any server."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from yangcheng_inspect.embedded.place import ServerError

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

NAMES = {
    "owner": "yangcheng_owner",  # owns the tables, runs migrations
    "app": "yangcheng_app",  # the internal site
    "public": "yangcheng_public",  # the public site: reads the public tables
    "inbox": "yangcheng_inbox",  # what the public sends in: INSERT only
    "auditor": "yangcheng_auditor",  # reads the log
    "signer": "yangcheng_signer",  # reads the log and adds checkpoints
}
DATABASE = "yangcheng"
SCRIPT = Path(__file__).resolve().parent.parent.parent / "deploy" / "roles.sql"


def statements(passwords: dict[str, str]) -> Iterator[str]:
    """The statements of `deploy/roles.sql`, one line each, with a password for every key of `NAMES`."""
    lines = [line for line in SCRIPT.read_text().splitlines() if line and not line.startswith(("--", "\\"))]
    text = "\n".join(lines)
    for role, password in passwords.items():
        text = text.replace(f":'{role}_password'", f"'{password}'")
    for statement in text.split(";\n"):
        yield statement.replace("\n", " ").rstrip("; ") + ";"


def added(passwords: dict[str, str]) -> Iterator[str]:
    """Statements that make these roles, by their keys in `NAMES`, on a server that has the others."""
    for role, password in passwords.items():
        yield f"CREATE ROLE {NAMES[role]} LOGIN;"
        # Apart: a kill between the two leaves the role, and the next start sets another password.
        yield f"ALTER ROLE {NAMES[role]} PASSWORD '{password}';"
        yield f"GRANT {NAMES[role]} TO {NAMES['owner']};"
        yield f"GRANT CONNECT ON DATABASE {DATABASE} TO {NAMES[role]};"


def ensure_roles(connection: "BaseDatabaseWrapper") -> None:
    """Makes the roles that a given server lacks, without login. Raises ServerError where that is not allowed."""
    from django.db import ProgrammingError

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)", [list(NAMES.values())])
            known = {row[0] for row in cursor.fetchall()}
            for name in NAMES.values():
                if name not in known:
                    cursor.execute(f"CREATE ROLE {name}")
                    cursor.execute(f"GRANT {name} TO CURRENT_USER")
    except ProgrammingError as error:
        raise ServerError(
            "数据库缺少本系统的角色，当前账号无权创建。请由数据库管理员执行 deploy/roles.sql。"
        ) from error
