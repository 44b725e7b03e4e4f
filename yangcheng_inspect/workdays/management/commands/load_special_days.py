"""Loads the State Council's special days that come with the system."""

from typing import Any

from django.core.management.base import BaseCommand

from yangcheng_inspect.workdays import services


class Command(BaseCommand):
    """Safe to run again: years that people entered stay as they are."""

    help = "Load the special days shipped with the system."

    def handle(self, *args: Any, **options: Any) -> str:
        years = services.load_shipped()
        return f"已载入节假日安排：{'、'.join(map(str, years))} 年。" if years else "节假日安排没有变化。"
