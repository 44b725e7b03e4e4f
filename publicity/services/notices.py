"""抽取公示: what a freeze promises, what a draw gave."""

from collections import Counter
from typing import Any

from inspections.lottery import parse
from inspections.models import Draw
from inspections.strata import words
from publicity.public_site import store
from publicity.public_site.models import PublicDraw
from yangcheng_inspect.trail.services import record


def announce(draw: Draw) -> PublicDraw:
    """The commitment from the freeze on; after the draw also the numbers and the result's hash. No names."""
    record("draw.announce", target=draw, by=draw.computed_by or draw.frozen_by)
    return store.put_draw(
        draw_id=draw.pk,
        number=draw.number,
        status=PublicDraw.Status.DRAWN if draw.result_hash else PublicDraw.Status.FROZEN,
        task_number=draw.task.number,
        task_name=draw.task.title,
        frozen_at=draw.frozen_at,
        drawn_at=draw.computed_at,
        commitment=draw.commit_text,
        frozen_sha256=draw.frozen_sha256,
        frozen_sm3=draw.frozen_sm3,
        counts=_counts(draw),
        numbers=draw.public_lines,
        result_sha256=draw.result_hash,
    )


def _counts(draw: Draw) -> list[dict[str, Any]]:
    """Firms in the lot and drawn, by the words the public knows: 一般, 重点."""
    pool = parse(draw.frozen_text)
    in_lot = Counter(words([row.stratum]) for row in pool.entities if pool.in_lot(row))
    drawn = Counter(words([row.pooled.stratum]) for row in draw.drawn.select_related("pooled"))
    return [{"stratum": name, "pool": in_lot[name], "drawn": drawn[name]} for name in sorted(in_lot)]
