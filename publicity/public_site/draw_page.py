"""What the page of one draw says (W5): its verdict, its place in the chain, and what it cannot prove."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.db.models import Q

from publicity.public_site.bundles import PARTS
from publicity.public_site.commitments import Commitment, Counted, read
from publicity.public_site.models import PublicBundle, PublicDraw

PROGRAM = "verify/verify_draw.py"
Status = PublicDraw.Status


@dataclass(frozen=True)
class Verdict:
    """What can be said before anybody computed anything; `icon` and `colour` as in a tag."""

    icon: str
    colour: str
    title: str
    says: str


FROZEN = Verdict(
    "hourglass-split",
    "blue",
    "名录已封存，待抽取",
    "抽取号码还没有产生。校验码已经公布，此后名录改动一个字，校验码就对不上。",
)
DRAWN = Verdict(
    "check-lg",
    "grey",
    "已抽取，名单暂不公开",
    "检查结束前公开名单，等于提前通知被检查的企业。结果的校验码已经公布，公开时结果若有改动，校验码就对不上。",
)
RESTRICTED = Verdict(
    "check-lg",
    "grey",
    "已抽取，名单不向社会公开",
    "本事项涉及公共安全。全部证据只向派驻纪检监察组、公安法制部门和司法局公开，由他们核验。企业可以核对自己的一行。",
)
AWAITED = Verdict("check-lg", "grey", "名单已公开，证据包尚未上传", "证据包上传后，可以在这里重新计算。")
OPENED = Verdict(
    "shield-check",
    "blue",
    "可以自己重新计算",
    "名录、号码和结果已全部公开。计算在您的浏览器里进行，不上传任何数据，载入以后断网也能算。",
)
VOID_BEFORE = "作废时抽取号码还没有产生，没有人知道会抽中谁。重新封存的名录接在本次作废记录之后。"
VOID_AFTER = "作废时抽取号码已经产生，任务随之取消，不得重抽。再查同一范围，须由分管局领导另行批准新任务。"


@dataclass(frozen=True)
class Link:
    """Another draw of the chain; `record` says which of two records meets which: 封存, 结果, 作废."""

    draw: PublicDraw
    record: str


def context(draw: PublicDraw, today: date) -> dict[str, Any]:
    """Everything the template of one draw needs; the bundle's text is not read."""
    commitment = read(draw.commitment)
    bundle = PublicBundle.objects.defer("text").filter(draw_id=draw.draw_id).first() if draw.is_opened else None
    return {
        "draw": draw,
        "commitment": commitment,
        "counts": counts(draw, commitment),
        "bundle": bundle,
        "parts": PARTS.items() if bundle else [],
        "verdict": verdict(draw, bundle),
        "overdue": overdue(draw, today),
        "before": record_before(draw, commitment),
        "after": records_after(draw),
        "supplements": PublicDraw.objects.filter(supplement_to=draw.number),
        "program_sha256": program_sha256(),
    }


def verdict(draw: PublicDraw, bundle: PublicBundle | None) -> Verdict:
    """The band on top."""
    if draw.is_void:
        known = draw.number_known or draw.numbers
        return Verdict("x-circle", "red", "本次抽取已作废", VOID_AFTER if known else VOID_BEFORE)
    if draw.status == Status.FROZEN:
        return FROZEN
    if draw.restricted:
        return RESTRICTED
    if not draw.is_opened:
        return DRAWN
    return OPENED if bundle else AWAITED


def counts(draw: PublicDraw, commitment: Commitment) -> list[tuple[Counted, int]]:
    """Firms at the freeze and firms drawn, by 一般 and 重点."""
    drawn = {row["stratum"]: row["drawn"] for row in draw.counts}
    return [(row, drawn.get(row.word, 0)) for row in commitment.counts]


def overdue(draw: PublicDraw, today: date) -> bool:
    """Drawn, to be opened, and the day has passed."""
    shut = draw.status == Status.DRAWN and not draw.restricted
    return shut and draw.opens_on is not None and draw.opens_on < today


def record_before(draw: PublicDraw, commitment: Commitment) -> Link | None:
    """The draw whose record this freeze names as the one before; nothing for the bureau's first."""
    prev = commitment.prev
    if not prev or commitment.is_first:
        return None
    named = Q(frozen_sha256=prev) | Q(frozen_sm3=prev) | Q(result_sha256=prev) | Q(void_hash=prev)
    named |= Q(corrections__contains=[{"was_result": prev}])
    found = PublicDraw.objects.filter(named).exclude(pk=draw.pk).first()
    return Link(found, found.hashes[prev]) if found else None


def records_after(draw: PublicDraw) -> Sequence[Link]:
    """The draws that were frozen, or voided, directly after a record of this one."""
    links = []
    for code, word in draw.hashes.items():
        line = f"prev\t{code}\n"
        follows = Q(commitment__contains=line) | Q(void_record__contains=line)
        links += [Link(found, word) for found in PublicDraw.objects.filter(follows).exclude(pk=draw.pk)]
    return sorted(links, key=lambda link: link.draw.frozen_at)


@cache
def program_sha256() -> str:
    """Of the file as it stood when this process first showed it."""
    return hashlib.sha256(Path(str(finders.find(PROGRAM))).read_bytes()).hexdigest()
