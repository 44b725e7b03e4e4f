"""封存单, 抽取结果单 and 密钥信封: values for the templates, filled from data only (ux.md §3.4)."""

from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings

from inspections import lottery
from inspections.draw_sheet import Sheet, sheet
from inspections.lottery.sources import WITNESSES
from inspections.models import Draw, DrawSession, EnvelopePrint, NumberCorrection, Replacement, VoidRequest
from inspections.services import envelope
from inspections.status import CorrectionStatus, DrawStatus, SessionStatus, VoidStatus
from yangcheng_inspect.trail import receipts
from yangcheng_inspect.trail.receipts import Receipt

ROW = 16
"""Characters of the secret in one row of the envelope."""


@dataclass(frozen=True)
class PaperDraw:
    """One draw on the paper: its sheet, what became of it since, and where anybody recomputes it."""

    sheet: Sheet
    void: VoidRequest | None
    replacements: list[Replacement]
    url: str
    qr: str
    receipt: Receipt | None

    @property
    def seed(self) -> str:
        """With it and the public registry anybody could work out the list: shown with the names only (Draw 7)."""
        return self.sheet.draw.seed if self.sheet.names_are_public else ""


def session_paper(session: DrawSession) -> dict[str, Any]:
    """One paper for the sitting: before the draw what was frozen, after it what came out."""
    rows = session.draws.select_related("task__line__unit", "task__line__item", "supplement_to").order_by("number")
    draws = [_paper_draw(draw) for draw in rows]
    drawn = session.status == SessionStatus.DRAWN
    return {
        "issuer": settings.ISSUER,
        "title": "抽取结果单" if drawn else "封存单",
        "session": session,
        "drawn": drawn,
        "draws": draws,
        "numbers": next((one.sheet.numbers for one in draws if one.sheet.numbers), []),
        "witnesses": witnesses(session),
        "corrections": _corrections(session),
    }


def _paper_draw(draw: Draw) -> PaperDraw:
    url = public_address(draw)
    replaced = draw.replacements.select_related("outgoing", "incoming").order_by("seq")
    void = draw.void_requests.filter(status=VoidStatus.APPROVED).select_related("proposed_by", "decided_by").first()
    code = segno.make(url, error="m").svg_data_uri(scale=4, border=1)
    shown = void if draw.status == DrawStatus.VOID else None
    return PaperDraw(sheet(draw), shown, list(replaced), url, code, receipts.of(draw))


def public_address(draw: Draw) -> str:
    """Where the public reads and recomputes this draw."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/draws/{draw.number}/"


def _corrections(session: DrawSession) -> list[NumberCorrection]:
    done = session.corrections.filter(status=CorrectionStatus.DONE)
    return list(done.select_related("proposed_by", "decided_by").order_by("decided_at"))


def witnesses(session: DrawSession) -> list[str]:
    """Their names once they have read their numbers; before that one empty line for each who is to come."""
    if session.witnesses:
        return session.witnesses.split("、")
    return [""] * sum(int(ref) for kind, ref in session.sources if kind == WITNESSES)


def envelope_paper(printed: EnvelopePrint) -> dict[str, Any]:
    """The secret in rows of groups of four. Whoever calls it has noted the print before."""
    draw, nonce = printed.draw, envelope.unseal(printed.draw)
    rows = [nonce[start : start + ROW] for start in range(0, len(nonce), ROW)]
    return {
        "issuer": settings.ISSUER,
        "draw": draw,
        "printed": printed,
        "rows": [" ".join(row[at : at + 4] for at in range(0, ROW, 4)) for row in rows],
        "commitment": lottery.parse(draw.frozen_text).nonce_commitment,
        "url": public_address(draw),
    }
