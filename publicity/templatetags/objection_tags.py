"""`{% sent_in_tag row %}` draws the status of an objection, a statement or a letter."""

from typing import Any

from django import template

from publicity import look
from publicity.models import Letter, Objection, Statement

register = template.Library()


@register.inclusion_tag("_tag.html")
def sent_in_tag(row: Objection | Statement | Letter) -> dict[str, Any]:
    tag = look.sent_in_tag(row)
    return {"colour": tag.colour, "icon": tag.icon, "word": tag.word}
