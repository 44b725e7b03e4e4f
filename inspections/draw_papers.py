"""抽取结果公示单 (GB/T 9704 letter with the list as 附件): names only where and when they are public (Draw 7, 8)."""

from typing import Any

from django.conf import settings

from inspections.choices import PaperKind
from inspections.draw_sheet import sheet
from inspections.models import Draw
from inspections.papers.kinds import Kind, register
from inspections.session_papers import public_address, witnesses
from inspections.status import DrawStatus


def announcement_paper(draw: Draw) -> dict[str, Any]:
    """What was drawn when, out of how many, before whom; where anybody recomputes it."""
    shown = sheet(draw)
    return {
        "draw": draw,
        "sheet": shown,
        "witnesses": [name for name in witnesses(draw.session) if name],
        "url": public_address(draw),
        "phone": settings.CONTACT_PHONE,
    }


def _waits(draw: Draw) -> str:
    if draw.status == DrawStatus.VOID:
        return "这次抽取已作废。"
    if draw.status == DrawStatus.FROZEN:
        return "还没有抽取。"
    return "" if sheet(draw).names_are_public else "名单还没有公开。"


ANNOUNCEMENT = Kind(
    PaperKind.DRAW,
    "inspections.Draw",
    "inspections/papers/draw.html",
    announcement_paper,
    word="公示",
    number=lambda draw: draw.number,
    unit=lambda draw: draw.task.line.unit,
    task=lambda draw: draw.task,
    waits=_waits,
)
register(ANNOUNCEMENT)
