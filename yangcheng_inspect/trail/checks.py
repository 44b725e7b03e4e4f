"""System checks: the list of guarded tables agrees with the models."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from yangcheng_inspect.trail import objects


@register("trail")
def every_table_is_decided(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each model is guarded or exempt, and each entry of the list has a model."""
    return [
        *(
            Warning(f"trail/guarded.py names {label}, which no app has.", id="trail.W001")
            for label in objects.unwritten()
        ),
        *(
            Warning(f"{label} is neither guarded nor exempt in trail/guarded.py.", id="trail.W002")
            for label in objects.forgotten()
        ),
    ]
