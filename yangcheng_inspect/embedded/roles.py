"""The six database roles, and the connections of the settings."""

from pathlib import Path
from typing import Any

from yangcheng_inspect.embedded import place, server
from yangcheng_inspect.embedded.script import DATABASE, NAMES, ensure_roles

__all__ = ["NAMES", "databases", "ensure_roles"]

# alias in DATABASES -> role, variable that names a given server, longest statement allowed (0: no limit)
ALIASES = {
    "default": ("app", "DATABASE_URL", "60s"),
    "owner": ("owner", "DATABASE_OWNER_URL", "0"),
    "public": ("public", "DATABASE_PUBLIC_URL", "10s"),
    "inbox": ("inbox", "DATABASE_INBOX_URL", "10s"),
    "auditor": ("auditor", "DATABASE_AUDITOR_URL", "60s"),
    "signer": ("signer", "DATABASE_SIGNER_URL", "0"),
}
SEALING = {"default", "owner"}  # these two write business rows, so they seal the log when they commit


def databases(env: Any, var_dir: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES. Without any address in `env` (an `environ.Env`) the embedded server is started."""
    if any(env.str(variable, default="") for _, variable, _ in ALIASES.values()):
        return {alias: _given(env, alias) for alias in ALIASES}
    running = server.ensure(var_dir)
    at = {"NAME": DATABASE, "HOST": str(running.socket), "PORT": str(place.PORT)}
    return {
        alias: _connection(alias, at | {"USER": NAMES[role], "PASSWORD": running.passwords[role]})
        for alias, (role, _, _) in ALIASES.items()
    }


def _given(env: Any, alias: str) -> dict[str, Any]:
    """A given server. A missing address borrows the owner's, or else the first there is."""
    order = [ALIASES[alias][1], "DATABASE_OWNER_URL", *(variable for _, variable, _ in ALIASES.values())]
    address = next(variable for variable in order if env.str(variable, default=""))
    return _connection(alias, env.db_url(address))


def _connection(alias: str, at: dict[str, Any]) -> dict[str, Any]:
    """Whoever logs in acts as the alias's role; only the owner's own objects need the owner's own login."""
    role, _, limit = ALIASES[alias]
    options = f"-c lock_timeout=10s -c statement_timeout={limit}"
    if role != "owner":
        options += f" -c role={NAMES[role]}"
    return at | {
        "ENGINE": "yangcheng_inspect.trail.backend" if alias in SEALING else "django.db.backends.postgresql",
        "OPTIONS": at.get("OPTIONS", {}) | {"options": options},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
