"""Tags of statuses, results and answers: `{% status_tag visit %}` draws `_tag.html`."""

from typing import Any

from django import template
from django.db.models import Model

from inspections import album, look
from inspections.models import Evidence, Inspection

register = template.Library()


def _context(tag: look.Tag) -> dict[str, Any]:
    return {"colour": tag.colour, "icon": tag.icon, "word": tag.word}


@register.inclusion_tag("_tag.html")
def status_tag(row: Model) -> dict[str, Any]:
    return _context(look.status_tag(row))


@register.inclusion_tag("_tag.html")
def result_tag(result: str) -> dict[str, Any]:
    """A Result code; empty is 未填."""
    return _context(look.result_tag(result))


@register.inclusion_tag("_tag.html")
def answer_tag(choice: str) -> dict[str, Any]:
    """An AnswerChoice code; empty is 未查."""
    return _context(look.answer_tag(choice))


@register.inclusion_tag("_tag.html")
def opinion_tag(opinion: str) -> dict[str, Any]:
    return _context(look.OPINIONS[opinion])


@register.simple_tag
def album_of(inspection: Inspection) -> album.Album:
    """`{% album_of inspection as album %}`: every picture of the record, read once."""
    return album.of(inspection)


@register.filter
def at_point(pictures: album.Album, point: int) -> list[Evidence]:
    """`{{ album|at_point:answer.check_point_id }}`: the photographs at one check-point."""
    return pictures.at(point)
