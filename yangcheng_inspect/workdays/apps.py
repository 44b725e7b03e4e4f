"""The app of the working calendar."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connection
from django.db.models.signals import post_migrate


class WorkdaysConfig(AppConfig):
    """Which days count."""

    name = "yangcheng_inspect.workdays"
    label = "workdays"
    verbose_name = "工作日历"

    def ready(self) -> None:
        # After the trail's last handler, which is connected first: the years need the log and the grants.
        last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
        post_migrate.connect(_load_shipped, sender=last, dispatch_uid="workdays.load_shipped")


def _load_shipped(**kwargs: Any) -> None:
    """A new or emptied database knows the notices that come with the system."""
    from yangcheng_inspect.workdays import services  # models are not ready when this module is imported

    if "workdays_calendaryear" in connection.introspection.table_names():
        services.load_shipped()
