"""What the ceremony's screen shows: every firm of the pool as a number, and what the draw did to it (ux.md §3.5).

While the list is not public the screen carries pool numbers and officers' codes only; the random number itself
stays back too, because with it and the public registry anybody could compute who was drawn (decisions, Draw 7).
"""

from collections.abc import Mapping
from typing import Any

from inspections import lottery
from inspections.draw_sheet import Cell, Result, Sheet, public_words, sheet
from inspections.models import Draw, DrawSession
from inspections.services import envelope
from inspections.strata import words

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
    places = _places(draw)
    return {
        "number": draw.number,
        "title": draw.task.title,
        "frozen": draw.frozen_sha256,
        "inLot": shown.in_lot,
        "officers": shown.officers,
        "counts": [{"word": word, "pool": pool, "drawn": drawn} for word, pool, drawn in shown.counts],
        "numbers": [public_words(line) for line in draw.public_lines],
        "seed": draw.seed if shown.names_are_public else "",
        "result": draw.result_hash,
        "infeasible": shown.infeasible,
        "cells": [_cell(cell, places) for cell in shown.cells],
        "hits": [_hit(result, shown) for result in shown.results],
    }


def _places(draw: Draw) -> Mapping[str, float]:
    """Where each firm's smallest ticket lies between 0 and 1: for the eye, four digits are enough."""
    if not draw.result_hash:
        return {}
    outcome = lottery.compute(draw.frozen_text, envelope.unseal(draw), draw.public_lines)
    lots = (row for row in outcome.standings if row.place)
    return {row.entity.id: round(int(row.key[:16], 16) / FULL, 4) for row in lots}


def _cell(cell: Cell, places: Mapping[str, float]) -> dict[str, Any]:
    return {
        "n": cell.number,
        "word": words([cell.firm.stratum]),
        "key": cell.key,
        "out": cell.fate == "out",
        "at": places.get(cell.firm.code),
    }


def _hit(result: Result, shown: Sheet) -> dict[str, Any]:
    """Names only where the task said 立即; otherwise numbers and codes."""
    named = shown.names_are_public
    pooled = result.drawn.pooled
    return {
        "n": result.number,
        "name": pooled.name if named else f"{result.number} 号",
        "note": f"{pooled.town} · {result.word}" if named and pooled.town else result.word,
        "team": [officer.name if named else officer.code for officer in result.team],
        "units": [officer.unit for officer in result.team] if named else [],
    }
