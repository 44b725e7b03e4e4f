"""Who may do what on the public machine, where no trail lies (with one, `trail.grants` has the whole list)."""

from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

RIGHTS = {"public": ("SELECT", "public_"), "inbox": ("INSERT", "inbox_")}


def after_migrate(*, using: str, **kwargs: Any) -> None:
    apply(connections[using])


def apply(connection: BaseDatabaseWrapper) -> None:
    """Everything is taken first, then given. Can be repeated. Runs as the owner; absent roles are left out."""
    quote = connection.ops.quote_name
    tables = sorted(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_catalog.pg_roles")
        present = {name for (name,) in cursor.fetchall()}
        for key, (right, prefix) in RIGHTS.items():
            role, named = settings.DB_ROLES[key], [quote(name) for name in tables if name.startswith(prefix)]
            if role in present and named:
                cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {quote(role)}")
                cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quote(role)}")
                cursor.execute(f"GRANT {right} ON {', '.join(named)} TO {quote(role)}")
