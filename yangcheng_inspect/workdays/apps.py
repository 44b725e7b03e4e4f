"""The app of the working calendar."""

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    """Which days count."""

    name = "yangcheng_inspect.workdays"
    label = "workdays"
    verbose_name = "工作日历"
