"""What the ceremony's screen shows: every firm of the pool as a number, and what the draw did to it (ux.md §3.5).

While the list is not public the screen carries pool numbers and officers' codes only; the random number itself
stays back too, because with it and the public registry anybody could compute who was drawn (decisions, Draw 7).
"""

from typing import Any

from django.urls import reverse

from inspections import lottery
from inspections.draw_sheet import Result, Sheet, sheet
from inspections.models import Draw, DrawSession
from inspections.services import envelope
from inspections.strata import label

STEPS = ("封存名录", "公开出数", "合成随机数", "抽取检查对象", "选派检查人员", "签字存证")
SEALED, NUMBERS, MIXED, FIRMS, TEAMS, SIGNED = range(1, 7)
FULL = 1 << 64


def first_step(session: DrawSession) -> int:
    """Where a screen that was lost comes back before anybody pressed a key."""
    return MIXED if session.drawn_at else SEALED


def screens(session: DrawSession) -> list[dict[str, Any]]:
    """One screen per task of the sitting, in the order in which they are drawn."""
    rows = session.draws.exclude(status="VOID").select_related("task__line__item", "task__line__unit")
    return [_screen(draw) for draw in rows.order_by("number")]


def _screen(draw: Draw) -> dict[str, Any]:
    shown = sheet(draw)
    return {
        "number": draw.number,
        "title": draw.task.title,
        "frozen": draw.frozen_sha256,
        "inLot": shown.in_lot,
        "officers": shown.officers,
        "counts": [{"word": word, "pool": pool, "drawn": drawn} for word, pool, drawn in shown.counts],
        "numbers": shown.numbers,
        "seed": draw.seed if shown.names_are_public else "",
        "result": draw.result_hash,
        "teams": _teams_note(draw),
        "cells": [{"n": cell.number, "key": cell.key, "out": cell.fate == "out"} for cell in shown.cells],
        "rulers": _rulers(draw),
        "hits": [_hit(result, shown) for result in shown.results if result.drawn.added_for_id is None],
        "qr": reverse("draw_qr", args=[draw.pk]),
    }


def _teams_note(draw: Draw) -> str:
    pool = lottery.parse(draw.frozen_text)
    apart = f"；{len(pool.avoidances)} 对回避关系已避开" if pool.avoidances else ""
    return f"每组 {pool.team} 人，第一人主办{apart}"


def _rulers(draw: Draw) -> list[dict[str, Any]]:
    """Per stratum where every firm's smallest ticket lies, smallest first, and the cut behind the last one drawn.

    A place is a number between 0 and 1 with four digits: enough for the eye, and it tells nobody's name.
    """
    if not draw.result_hash:
        return []
    outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), draw.public_lines)
    take = {quota.stratum: quota.take for quota in outcome.quotas}
    lots: dict[str, list[float]] = {}
    for row in outcome.standings:
        if row.place:
            lots.setdefault(row.entity.stratum, []).append(round(int(row.key[:16], 16) / FULL, 4))
    return [
        {"label": label(stratum), "take": take[stratum], "at": sorted(places)}
        for stratum, places in sorted(lots.items())
    ]


def _hit(result: Result, shown: Sheet) -> dict[str, Any]:
    """Names only where the task said 立即; otherwise numbers and codes."""
    named = shown.names_are_public
    pooled = result.drawn.pooled
    return {
        "n": result.number,
        "name": pooled.name if named else f"名录第 {result.number} 号",
        "note": f"{pooled.town} · {result.word}" if named and pooled.town else result.word,
        "team": [officer.name if named else officer.code for officer in result.team],
        "units": [officer.unit for officer in result.team] if named else [],
    }
