"""What each database role may do. Everything is taken first, then given: the list here is the whole truth."""

from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

FUNCTIONS = "trail_lock(), trail_settle(), trail_append(" + ", ".join(["text[]"] * 10) + ")"
OTHERS = ("app", "public", "inbox", "auditor", "signer")
# Outside the trail and never changed: whoever could take a nonce away could call off a draw without a trace; whoever
# could take a published checkpoint away could publish another history; a letter stays as the public sent it.
KEPT = frozenset({"inspections_drawnonce", "public_checkpoint", "inbox_letter", "inbox_file"})


def apply(connection: BaseDatabaseWrapper) -> None:
    """Grants for the tables that exist now. Can be repeated. Runs as the owner; absent roles are left out."""
    quote = connection.ops.quote_name
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if "trail_head" in tables:
            cursor.execute("SELECT rolname FROM pg_catalog.pg_roles")
            present = {name for (name,) in cursor.fetchall()}
            roles = {key: quote(settings.DB_ROLES[key]) for key in OTHERS if settings.DB_ROLES[key] in present}
            database = quote(connection.settings_dict["NAME"])
            cursor.execute(";".join([*_taken(list(roles.values()), database), *_given(roles, sorted(tables))]))


def _taken(roles: list[str], database: str) -> list[str]:
    """No temporary tables (they can shadow real ones), no new objects, no rights that nobody listed."""
    everyone = ", ".join(["PUBLIC", *roles])
    return [
        f"REVOKE TEMPORARY ON DATABASE {database} FROM {everyone}",
        f"REVOKE CREATE ON SCHEMA public FROM {everyone}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {everyone}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {everyone}",
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM {everyone}",
    ]


def _given(roles: dict[str, str], tables: list[str]) -> list[str]:
    plan = [table for table in tables if table == "django_migrations"]
    outside = KEPT.union(plan)
    business = [table for table in tables if not table.startswith("trail_") and table not in outside]
    log = [table for table in tables if table.startswith("trail_")]
    rights = [
        ("app", "SELECT, INSERT, UPDATE, DELETE", business),
        ("app", "SELECT, INSERT", [table for table in tables if table in KEPT]),
        ("app", "SELECT", [*log, *plan]),
        ("public", "SELECT", [table for table in tables if table.startswith("public_")]),
        ("inbox", "INSERT", [table for table in tables if table.startswith("inbox_")]),
        ("auditor", "SELECT", log),
        ("signer", "SELECT", log),
        ("signer", "INSERT", [table for table in log if table == "trail_checkpoint"]),
    ]
    given = [
        f"GRANT {right} ON {', '.join(names)} TO {roles[key]}" for key, right, names in rights if names and key in roles
    ]
    if roles:
        given.append(f"GRANT USAGE ON SCHEMA public TO {', '.join(roles.values())}")
    if "app" in roles:
        given += [
            f"GRANT EXECUTE ON FUNCTION {FUNCTIONS} TO {roles['app']}",
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {roles['app']}",
        ]
    return given
