"""`{% timeline object %}`: what was done to an object, newest first."""

from typing import Any

from django import template
from django.db.models import Model

from yangcheng_inspect.trail import objects
from yangcheng_inspect.trail.models import Event
from yangcheng_inspect.trail.reading import entry

register = template.Library()

NEWEST = 50


@register.inclusion_tag("_timeline.html")
def timeline(target: Model | str) -> dict[str, Any]:
    """The newest 50 events of a guarded row (or of an object by name) in words; `more` counts the others."""
    events = Event.objects.about(objects.name_of(target))
    shown = [entry(event) for event in events[:NEWEST]]
    more = events.count() - NEWEST if len(shown) == NEWEST else 0
    return {"entries": shown, "more": more}
