"""Wiring: guards and grants follow every `migrate`."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.models.signals import post_migrate


class TrailConfig(AppConfig):
    """留痕: the log, its guards, and the grants of the database roles."""

    name = "yangcheng_inspect.trail"
    label = "trail"
    verbose_name = "留痕"

    def ready(self) -> None:
        from yangcheng_inspect.trail import checks  # noqa: F401  registers the system checks

        last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
        post_migrate.connect(open_log, sender=self, dispatch_uid="trail.open_log")
        post_migrate.connect(close_up, sender=last, dispatch_uid="trail.close_up")


def open_log(using: str, **kwargs: Any) -> None:
    """First after the tables exist, so that what other apps load after `migrate` can leave its events."""
    from yangcheng_inspect.trail import guards

    guards.install_log(connections[using])


def close_up(using: str, **kwargs: Any) -> None:
    """Last of all: guard every table and give the roles what they may do, no more."""
    from yangcheng_inspect.trail import grants, guards

    guards.install(connections[using])
    grants.apply(connections[using])
