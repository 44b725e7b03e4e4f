"""`{% office_panels %}`: what waits today, on the index of the admin."""

from typing import Any

from django import template
from django.template import Context

from yangcheng_inspect.clock import today
from yangcheng_inspect.desk import office

register = template.Library()


@register.inclusion_tag("desk/office_panels.html", takes_context=True)
def office_panels(context: Context) -> dict[str, Any]:
    """Figures with their lists for the person who looks."""
    user = context["request"].user
    return {"panels": office.panels(user, today()), "banner": office.banner(user, today()), "today": today()}
