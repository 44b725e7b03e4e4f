"""抽取公示: what a freeze promises, what a draw gave."""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from inspections.lottery import digest, parse
from inspections.models import Draw
from inspections.services import openings
from inspections.status import DrawStatus
from inspections.strata import words
from publicity.public_site import store
from publicity.public_site.models import PublicDraw
from yangcheng_inspect.trail.services import record


def announce(draw: Draw) -> PublicDraw:
    """Everything the public may know of a draw as it stands: commitment, numbers, result, opening, void. No names."""
    record("draw.announce", target=draw, by=draw.void_approved_by or draw.computed_by or draw.frozen_by)
    restricted = openings.restricted(draw)
    return store.put_draw(
        draw_id=draw.pk,
        number=draw.number,
        status=_status(draw, restricted),
        task_number=draw.task.number,
        task_name=draw.task.title,
        frozen_at=draw.frozen_at,
        lottery_at=draw.session.lottery_at,
        drawn_at=draw.computed_at,
        commitment=draw.commit_text,
        frozen_sha256=draw.frozen_sha256,
        frozen_sm3=draw.frozen_sm3,
        counts=_counts(draw),
        numbers=draw.public_lines,
        corrections=_corrections(draw),
        result_sha256=draw.result_hash,
        restricted=restricted,
        opens_on=draw.task.to_on + timedelta(days=1),
        opened_at=None if restricted else draw.opened_at,
        supplement_to=draw.supplement_to.number if draw.supplement_to else "",
        void_reason=draw.void_reason,
        number_known=draw.number_known,
        void_record=draw.void_text,
        void_hash=digest(draw.void_text, "sha256") if draw.void_text else "",
    )


def open_bundle(draw: Draw) -> None:
    """The bundle for everybody; of a sensitive item the announcement alone (decisions, Draw 8)."""
    announce(draw)
    if not openings.restricted(draw):
        store.put_bundle(draw.pk, draw.number, openings.bundle(draw).json())


def extend_bundle(draw: Draw) -> None:
    """One more replacement in a bundle that is public already; before that there is nothing to extend."""
    if draw.status == DrawStatus.OPENED:
        open_bundle(draw)


def _status(draw: Draw, restricted: bool) -> str:
    if draw.status == DrawStatus.VOID:
        return PublicDraw.Status.VOID
    if draw.status == DrawStatus.OPENED and not restricted:
        return PublicDraw.Status.OPENED
    return PublicDraw.Status.DRAWN if draw.result_hash else PublicDraw.Status.FROZEN


def _corrections(draw: Draw) -> list[dict[str, str]]:
    """Numbers put right by the bulletin, oldest first, in the words of `store.put_draw`."""
    return [
        {
            "on": localdate(kept.correction.decided_at).isoformat(),
            "was": kept.correction.old_line,
            "now": kept.correction.new_line,
            "why": kept.correction.evidence,
            "was_result": kept.result_hash,
        }
        for kept in draw.superseded.select_related("correction")
    ]


def _counts(draw: Draw) -> list[dict[str, Any]]:
    """Firms in the lot and drawn, by the words the public knows: 一般, 重点."""
    pool = parse(draw.frozen_text)
    in_lot = Counter(words([row.stratum]) for row in pool.entities if pool.in_lot(row))
    drawn = Counter(words([row.pooled.stratum]) for row in draw.drawn.select_related("pooled"))
    return [{"stratum": name, "pool": in_lot[name], "drawn": drawn[name]} for name in sorted(in_lot)]
