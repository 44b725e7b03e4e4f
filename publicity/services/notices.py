"""抽取公示 and the public item list: what a freeze promises, what a draw gave, what an approved version says."""

from collections import Counter
from typing import Any

from django.utils import timezone

from inspections.lottery import parse
from inspections.models import Draw
from inspections.strata import words
from publicity.public_site import store
from publicity.public_site.models import PublicDraw
from publicity.wording import full_width
from registry.models import ItemVersion, LegalBasis
from yangcheng_inspect.accounts.models import User
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


def release_item(version: ItemVersion, by: User) -> None:
    """方案三(一)3: 抽查依据、抽查主体、抽查内容、抽查方式, public as soon as the version is approved."""
    assert version.effective_from is not None
    assert version.approved_at is not None
    item = version.item
    store.put_item(
        version_id=version.pk,
        code=item.code,
        version=version.number,
        title=full_width(item.title),
        category=item.category,
        kind=version.get_kind_display(),
        authority=full_width(version.authority),
        target=full_width(version.target),
        content=full_width(version.content),
        method="、".join(version.methods),
        bases={kind.lower(): _texts(version, kind) for kind in LegalBasis.Kind.values},
        ratio_text=f"{version.ratio / 100:g}%",
        cap_text=f"每户每年不超过 {version.yearly_cap} 次" if version.yearly_cap else "不限",
        check_points=[
            {"prompt": full_width(point.prompt), "basis": full_width(point.basis)}
            for point in version.check_points.all()
        ],
        effective_on=version.effective_from,
        approved_on=timezone.localdate(version.approved_at),
    )
    record("item_version.release", target=version, by=by)


def _texts(version: ItemVersion, kind: str) -> list[str]:
    return [full_width(basis.text) for basis in version.bases.filter(kind=kind)]
